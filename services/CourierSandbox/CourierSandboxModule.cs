using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.CourierSandbox.FengniaoV2;

namespace MealDispatch.CourierSandbox;

/// <summary>Couriers' servers in miniature, for demonstrations only: their paths, signatures, states and callbacks.</summary>
public sealed class CourierSandboxModule : IModule
{
    /// <summary>
    /// Settings that point Dispatch at the sandbox, for a host that serves both at <paramref name="address"/>. They come before
    /// what people set, so that a real courier takes the sandbox's place by its settings alone.
    /// </summary>
    public static IReadOnlyDictionary<string, string?> SettingsForDispatch(string address) => new Dictionary<string, string?>
    {
        ["Couriers:FengniaoV2:BaseUrl"] = $"{address.TrimEnd('/')}/sandbox/fengniao-v2/anubis-webapi",
        ["Couriers:FengniaoV2:AppId"] = new SandboxOptions().AppId,
        ["Couriers:FengniaoV2:Secret"] = new SandboxOptions().Secret,
        ["Couriers:FengniaoV2:CallbackBaseUrl"] = address,
        ["Couriers:PollSeconds"] = "5",
    };

    public static void Add(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(builder.Configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>() ?? new SandboxOptions());
        services.AddSingleton<IssuedTokens>();
        services.AddSingleton<SandboxOrders>();
        services.AddSingleton<CallbackSender>();
        services.AddHostedService(provider => provider.GetRequiredService<CallbackSender>());
        services.AddHostedService<RiderDriver>();
        services.AddHttpClient(CallbackSender.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(5)).RemoveAllLoggers();
    }

    public static void Map(WebApplication app)
    {
        if (!app.Services.GetRequiredService<DemoMode>().Enabled)
            return;
        app.MapFengniaoV2();
        app.MapGroup("/sandbox/driver/fengniao-v2")
            .WithMetadata(new CallersOfAnotherService())
            .AllowRoles(Role.Admin)
            .ExcludeFromDescription()
            .MapFengniaoV2Driver();
    }
}
