using Yarp.ReverseProxy.Configuration;

namespace MealDispatch.Web.FrontDoor;

/// <summary>
/// The one address of the distributed form: the public API's paths, each to the service that owns it. Addresses come from
/// <c>Web__Services__Ordering</c> and so on; without any (AllInOne) nothing is proxied.
/// </summary>
internal static class FrontDoorSetup
{
    private const string Section = "Web:Services";

    /// <summary>Path → service. The more particular path wins; order breaks ties.</summary>
    internal static IReadOnlyList<(string Path, string Service)> Paths { get; } =
    [
        ("/api/sign-in/{**rest}", "Registry"), ("/api/sign-out", "Registry"), ("/api/me", "Registry"), ("/api/demo/clock", "Registry"),
        ("/api/residents/{**rest}", "Registry"), ("/api/family-links/{**rest}", "Registry"), ("/api/sites/{**rest}", "Registry"),
        ("/api/staff/{**rest}", "Registry"), ("/api/people/{**rest}", "Registry"),
        ("/api/residents/{id}/meal-account/{**rest}", "Ordering"),
        ("/api/sites/{code}/menus/{**rest}", "Ordering"), ("/api/sites/{code}/dine-in/{**rest}", "Ordering"),
        ("/api/orders/{**rest}", "Ordering"), ("/api/standing-orders/{**rest}", "Ordering"),
        ("/api/payments/{**rest}", "Ordering"), ("/api/demo/payments/{**rest}", "Ordering"), ("/demo/payments/{**rest}", "Ordering"),
        ("/webhooks/payments/{**rest}", "Ordering"),
        ("/api/subsidy/{**rest}", "Subsidy"),
        ("/api/kitchen/{**rest}", "Kitchen"),
        ("/api/deliveries/{**rest}", "Dispatch"), ("/api/rider/{**rest}", "Dispatch"), ("/webhooks/couriers/{**rest}", "Dispatch"),
        ("/api/care/{**rest}", "Care"),
        ("/api/operations/registry/{**rest}", "Registry"), ("/api/operations/ordering/{**rest}", "Ordering"),
        ("/api/operations/subsidy/{**rest}", "Subsidy"), ("/api/operations/kitchen/{**rest}", "Kitchen"),
        ("/api/operations/dispatch/{**rest}", "Dispatch"), ("/api/operations/care/{**rest}", "Care"),
        ("/sandbox/{**rest}", "CourierSandbox"), ("/sandbox/printers/{**rest}", "PrinterSandbox"), ("/sandbox/printers.html", "PrinterSandbox"),
    ];

    public static void AddFrontDoor(this WebApplicationBuilder builder)
    {
        var addresses = Addresses(builder.Configuration);
        if (addresses.Count == 0)
            return;
        var clusters = addresses.Select(a => new ClusterConfig
        {
            ClusterId = a.Key,
            Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = a.Value } },
        });
        var routes = Paths.Where(p => addresses.ContainsKey(p.Service)).Select((p, i) => new RouteConfig
        {
            RouteId = $"{i}-{p.Service}",
            ClusterId = p.Service,
            Match = new RouteMatch { Path = p.Path },
            AuthorizationPolicy = "anonymous",
        });
        builder.Services.AddReverseProxy().LoadFromMemory([.. routes], [.. clusters]);
    }

    public static void MapFrontDoor(this WebApplication app)
    {
        if (Addresses(app.Configuration).Count > 0)
            app.MapReverseProxy();
    }

    private static Dictionary<string, string> Addresses(IConfiguration configuration) => configuration.GetSection(Section).GetChildren()
        .Where(s => !string.IsNullOrEmpty(s.Value)).ToDictionary(s => s.Key, s => s.Value!, StringComparer.OrdinalIgnoreCase);
}
