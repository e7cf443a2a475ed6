using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.Care;
using MealDispatch.CourierSandbox;
using MealDispatch.Dispatch;
using MealDispatch.Kitchen;
using MealDispatch.Ordering;
using MealDispatch.PrinterSandbox;
using MealDispatch.Registry;
using MealDispatch.Subsidy;
using MealDispatch.Web;
using Microsoft.Extensions.Configuration.Memory;

namespace MealDispatch.AllInOne;

/// <summary>All services in one process: a SQLite file each, the mediator as the bus, one address.</summary>
public static class AllInOneHost
{
    public const string DefaultAddress = "http://localhost:5080";

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var address = builder.Configuration[WebHostDefaults.ServerUrlsKey]?.Split(';')[0];
        if (string.IsNullOrEmpty(address))
            builder.WebHost.UseUrls(address = DefaultAddress);
        var demo = builder.Configuration.GetValue("Demo:Enabled", false);
        if (demo)
        {
            var courier = CourierSandboxModule.SettingsForDispatch(Reachable(address).ToString().TrimEnd('/'));
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [.. courier, .. PrinterSandboxModule.SettingsBeside(Reachable(address))] });
        }

        builder.AddServiceDefaults();
        RegistryModule.Add(builder);
        OrderingModule.Add(builder);
        SubsidyModule.Add(builder);
        KitchenModule.Add(builder);
        DispatchModule.Add(builder);
        CareModule.Add(builder);
        WebModule.Add(builder);
        if (demo)
        {
            CourierSandboxModule.Add(builder);
            PrinterSandboxModule.Add(builder);
        }

        builder.AddMessaging(allServicesInOneProcess: true);

        var app = builder.Build().UseServiceDefaults();
        RegistryModule.Map(app);
        OrderingModule.Map(app);
        SubsidyModule.Map(app);
        KitchenModule.Map(app);
        DispatchModule.Map(app);
        CareModule.Map(app);
        WebModule.Map(app);
        if (demo)
        {
            CourierSandboxModule.Map(app);
            PrinterSandboxModule.Map(app);
        }

        return app;
    }

    /// <summary>The address by which this process reaches itself.</summary>
    internal static Uri Reachable(string address) =>
        new(address.Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal));
}
