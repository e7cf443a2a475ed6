using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MealDispatch.Web.Api;

/// <summary>
/// Where the public API is: <c>Web__ApiBaseUrl</c>, or this host itself by its own loopback address (the services are here in
/// AllInOne, behind the front door otherwise).
/// </summary>
internal sealed class ApiAddress(IConfiguration configuration, IServer server)
{
    private readonly Lazy<Uri> baseUrl = new(() => configuration["Web:ApiBaseUrl"] is { Length: > 0 } url ? new Uri(url) : Own(server));

    public Uri Of(string path) => new(baseUrl.Value, path);

    private static Uri Own(IServer server)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = addresses.OrderBy(a => a.StartsWith("http:", StringComparison.OrdinalIgnoreCase) ? 0 : 1).FirstOrDefault()
            ?? throw new InvalidOperationException("This host has no address: set Web__ApiBaseUrl");
        var parsed = BindingAddress.Parse(address);
        var host = parsed.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "127.0.0.1" : parsed.Host;
        return new Uri($"{parsed.Scheme}://{host}:{parsed.Port}");
    }
}
