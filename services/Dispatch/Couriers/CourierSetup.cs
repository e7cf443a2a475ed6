using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Couriers.Dada;
using MealDispatch.Dispatch.Couriers.FengniaoV2;

namespace MealDispatch.Dispatch.Couriers;

/// <summary>What every provider's settings have.</summary>
internal interface ICourierOptions
{
    string BaseUrl { get; }

    string CallbackBaseUrl { get; }

    /// <summary>Calls a second with one key, counted in each instance of Dispatch for itself.</summary>
    double CallsPerSecond { get; }

    /// <summary>Without all that it needs a provider is off.</summary>
    bool IsComplete { get; }
}

/// <summary>Sets up the couriers whose settings are complete.</summary>
internal static class CourierSetup
{
    public static void AddCouriers(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var settings = builder.Configuration.GetSection("Couriers");
        var options = settings.Get<CourierOptions>() ?? new CourierOptions();
        if (options.PollSeconds is not (> 0 and <= 3600) || options.TimeoutSeconds is not (> 0 and <= 60) || options.AssignMinutes is not > 0)
            throw new StartupRefusedException("Couriers__PollSeconds, Couriers__TimeoutSeconds or Couriers__AssignMinutes is out of range.");
        services.AddSingleton(options);
        services.AddSingleton<CourierList>();
        services.AddSingleton<ICourierTokenStore, CourierTokenStore>();

        services.AddCourier<FengniaoOptions>(settings.GetSection("FengniaoV2"), FengniaoCourier.Code, options.Timeout, (own, pace, http, provider) =>
        {
            var tokens = new FengniaoTokens(own, http, provider.GetRequiredService<ICourierTokenStore>(), provider.GetRequiredService<TimeProvider>());
            return new FengniaoCourier(own, pace, new FengniaoClient(own, http, tokens), tokens);
        });
        services.AddCourier<DadaOptions>(settings.GetSection("Dada"), DadaCourier.Code, options.Timeout, (own, pace, http, provider) =>
            new DadaCourier(own, pace, new DadaClient(own, http, provider.GetRequiredService<TimeProvider>())));
    }

    private static void AddCourier<TOptions>(
        this IServiceCollection services, IConfigurationSection settings, string code, TimeSpan timeout,
        Func<TOptions, CourierPace, CourierHttp, IServiceProvider, ICourier> create)
        where TOptions : class, ICourierOptions, new()
    {
        var own = settings.Get<TOptions>() ?? new TOptions();
        if (!own.IsComplete)
            return;
        if (!Uri.TryCreate(own.BaseUrl, UriKind.Absolute, out _) || !Uri.TryCreate(own.CallbackBaseUrl, UriKind.Absolute, out _))
            throw new StartupRefusedException($"Couriers__{settings.Key}__BaseUrl and __CallbackBaseUrl must be absolute addresses.");
        if (own.CallsPerSecond is not > 0)
            throw new StartupRefusedException($"Couriers__{settings.Key}__CallsPerSecond must be above 0.");

        services.AddHttpClient(code, client => client.Timeout = timeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            .RemoveAllLoggers();
        services.AddSingleton(provider =>
        {
            var pace = new CourierPace(own.CallsPerSecond, provider.GetRequiredService<TimeProvider>());
            return create(own, pace, new CourierHttp(provider.GetRequiredService<IHttpClientFactory>().CreateClient(code), pace), provider);
        });
    }
}
