using System.Net;

namespace MealDispatch.Kitchen.Printing;

/// <summary>Setting <c>Printing__AllowedNetworks</c>: networks in which printers may stand, separated by commas or as a list.</summary>
internal sealed class AllowedNetworks
{
    private readonly IReadOnlyList<IPNetwork> networks;

    private AllowedNetworks(IReadOnlyList<IPNetwork> networks) => this.networks = networks;

    /// <summary>Null when one of them is not a network in CIDR form.</summary>
    internal static AllowedNetworks? Parse(IEnumerable<string> cidrs)
    {
        var networks = new List<IPNetwork>();
        foreach (var cidr in cidrs)
        {
            if (!IPNetwork.TryParse(cidr.Trim(), out var network)) return null;
            networks.Add(network);
        }

        return new AllowedNetworks(networks);
    }

    internal bool Holds(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(n => n.Contains(plain));
    }
}
