using System.Globalization;
using MealDispatch.BuildingBlocks;

namespace MealDispatch.PrinterSandbox;

/// <summary>Thermal printers in miniature, for demonstrations only: what they got can be looked at, and they misbehave on request.</summary>
public sealed class PrinterSandboxModule : IModule
{
    private const int AwayFromHttp = 1000;

    /// <summary>
    /// Settings that stand the printers beside a host that listens at <paramref name="address"/>, and tell its kitchen where: each
    /// installation on a machine has its own, the same at every start.
    /// </summary>
    public static IReadOnlyDictionary<string, string?> SettingsBeside(Uri address)
    {
        if (address.Port == 0)
            return new Dictionary<string, string?> { [$"{SandboxOptions.Section}:FirstPort"] = "0" };
        var first = (address.Port + AwayFromHttp > 65000 ? address.Port - AwayFromHttp : address.Port + AwayFromHttp).ToString(CultureInfo.InvariantCulture);
        return new Dictionary<string, string?>
        {
            [$"{SandboxOptions.Section}:FirstPort"] = first,
            ["Kitchen:DemoPrinters:Host"] = "127.0.0.1",
            ["Kitchen:DemoPrinters:FirstPort"] = first,
        };
    }

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.Configure<SandboxOptions>(builder.Configuration.GetSection(SandboxOptions.Section));
        builder.Services.AddSingleton<SandboxPrinters>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<SandboxPrinters>());
    }

    public static void Map(WebApplication app)
    {
        if (app.Services.GetRequiredService<DemoMode>().Enabled)
            app.MapPrinters();
    }
}
