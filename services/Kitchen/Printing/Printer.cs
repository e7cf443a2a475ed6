using System.Net;
using NodaTime;

namespace MealDispatch.Kitchen.Printing;

/// <summary>A site's thermal printer on the network.</summary>
internal sealed class Printer
{
    public required string SiteCode { get; init; }

    public required string Host { get; set; }

    public required int Port { get; set; }

    public required int WidthMm { get; set; }

    public int Version { get; set; }
}

/// <summary>A printer as people see it; its text is always GB18030.</summary>
internal sealed record PrinterView(string SiteCode, string Host, int Port, int WidthMm, string Encoding, int Version)
{
    internal const string Gb18030 = "gb18030";

    internal static PrinterView Of(Printer printer) => new(printer.SiteCode, printer.Host, printer.Port, printer.WidthMm, Gb18030, printer.Version);
}

internal enum PrintJobStatus
{
    Queued,
    Sent,
    Failed,
}

/// <summary>One print of one ticket: a row that a worker takes, so that a printer that is off loses nothing.</summary>
internal sealed class PrintJob
{
    public long Id { get; init; }

    /// <summary>Jobs that were asked for together.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The site whose printer prints.</summary>
    public required string SiteCode { get; init; }

    public required Guid TicketId { get; init; }

    public required string TicketCode { get; init; }

    /// <summary>1 for a ticket's first print.</summary>
    public required int Copy { get; init; }

    public PrintJobStatus Status { get; set; } = PrintJobStatus.Queued;

    public int Attempts { get; set; }

    /// <summary>Real time, UTC: not tried before this; a claim moves it past the longest try.</summary>
    public required DateTime NextAttemptAt { get; set; }

    /// <summary>An earlier try may have reached the paper: the next print says so.</summary>
    public bool MayHavePrinted { get; set; }

    /// <summary>What went wrong last, for staff; null when nothing did.</summary>
    public string? Error { get; set; }

    public required Instant QueuedAt { get; init; }

    /// <summary>Null until sent.</summary>
    public Instant? SentAt { get; set; }

    public int Version { get; set; }
}

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
