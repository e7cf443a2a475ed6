using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.CourierSandbox.Dada;
using MealDispatch.CourierSandbox.FengniaoV2;
using MealDispatch.CourierSandbox.FengniaoV3;
using MealDispatch.CourierSandbox.Meituan;
using MealDispatch.CourierSandbox.Riders;

namespace MealDispatch.CourierSandbox;

/// <summary>Couriers' servers in miniature, for demonstrations only: their paths, signatures, states and callbacks.</summary>
public sealed class CourierSandboxModule : IModule
{
    /// <summary>
    /// Settings that point Dispatch at the sandbox, for a host that serves both at <paramref name="address"/>. They come before
    /// what people set, so that a real courier takes the sandbox's place by its settings alone.
    /// </summary>
    public static IReadOnlyDictionary<string, string?> SettingsForDispatch(string address)
    {
        var (keys, at) = (new SandboxOptions(), address.TrimEnd('/'));
        return new Dictionary<string, string?>
        {
            ["Couriers:FengniaoV2:BaseUrl"] = $"{at}/sandbox/fengniao-v2/anubis-webapi",
            ["Couriers:FengniaoV2:AppId"] = keys.AppId,
            ["Couriers:FengniaoV2:Secret"] = keys.Secret,
            ["Couriers:FengniaoV2:CallbackBaseUrl"] = address,
            ["Couriers:Dada:BaseUrl"] = $"{at}/sandbox/dada",
            ["Couriers:Dada:AppKey"] = keys.AppId,
            ["Couriers:Dada:Secret"] = keys.Secret,
            ["Couriers:Dada:SourceId"] = keys.MerchantId,
            ["Couriers:Dada:CallbackBaseUrl"] = address,
            ["Couriers:FengniaoV3:BaseUrl"] = $"{at}/sandbox/fengniao-v3/anubis-webapi",
            ["Couriers:FengniaoV3:AppId"] = keys.AppId,
            ["Couriers:FengniaoV3:Secret"] = keys.Secret,
            ["Couriers:FengniaoV3:MerchantId"] = keys.MerchantId,
            ["Couriers:Meituan:BaseUrl"] = $"{at}/sandbox/meituan/api",
            ["Couriers:Meituan:AppKey"] = keys.AppId,
            ["Couriers:Meituan:Secret"] = keys.Secret,
            ["CourierSandbox:CallbackBaseUrl"] = address,
            ["Couriers:PollSeconds"] = "5",
        };
    }

    public static void Add(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(builder.Configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>() ?? new SandboxOptions());
        services.AddSingleton<IssuedTokens>();
        services.AddSingleton<CallbackPost>();
        AddCourier<FengniaoV2Courier>(services);
        AddCourier<FengniaoV3Courier>(services);
        AddCourier<MeituanCourier>(services);
        AddCourier<DadaCourier>(services);
        services.AddJob<DriveRidersJob>();
        services.AddHttpClient(CallbackPost.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(5)).RemoveAllLoggers();
    }

    public static void Map(WebApplication app)
    {
        if (!app.Services.GetRequiredService<DemoMode>().Enabled)
            return;
        app.MapFengniaoV2();
        app.MapFengniaoV3();
        app.MapMeituan();
        app.MapDada();
        var driver = app.MapGroup("/sandbox/driver")
            .WithMetadata(new CallersOfAnotherService())
            .AllowRoles(Role.Admin)
            .ExcludeFromDescription();
        DriverEndpoints.Map(driver);
    }

    private static void AddCourier<TCourier>(IServiceCollection services)
        where TCourier : SandboxCourier =>
        services.AddSingleton<TCourier>().AddSingleton<SandboxCourier>(provider => provider.GetRequiredService<TCourier>());
}
