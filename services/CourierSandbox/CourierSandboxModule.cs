using MealDispatch.CourierSandbox.FengniaoV2;

namespace MealDispatch.CourierSandbox;

/// <summary>Couriers' servers in miniature, for demonstrations: their paths, signatures, states and callbacks.</summary>
public sealed class CourierSandboxModule
{
    private CourierSandboxModule()
    {
    }

    /// <summary>Points Dispatch at the sandbox: settings for a host that serves both at <paramref name="address"/>.</summary>
    public static IReadOnlyDictionary<string, string?> SettingsForDispatch(string address) => new Dictionary<string, string?>
    {
        ["Couriers:FengniaoV2:BaseUrl"] = $"{address.TrimEnd('/')}/sandbox/fengniao-v2/anubis-webapi",
        ["Couriers:FengniaoV2:AppId"] = new SandboxOptions().AppId,
        ["Couriers:FengniaoV2:Secret"] = new SandboxOptions().Secret,
        ["Couriers:FengniaoV2:CallbackBaseUrl"] = address,
    };

    internal static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>() ?? new SandboxOptions());
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SandboxOrders>();
        services.AddSingleton<CallbackSender>();
        services.AddHostedService(provider => provider.GetRequiredService<CallbackSender>());
        services.AddHostedService<RiderDriver>();
        services.AddHttpClient(CallbackSender.HttpClientName).ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(5));
        services.AddSingleton(TimeProvider.System);
    }
}
