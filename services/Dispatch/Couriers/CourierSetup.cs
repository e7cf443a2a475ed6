using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Couriers.Dada;
using MealDispatch.Dispatch.Couriers.FengniaoV2;
using MealDispatch.Dispatch.Couriers.FengniaoV3;
using MealDispatch.Dispatch.Couriers.Meituan;

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
        if (options.PollSeconds is not (> 0 and <= 3600) || options.TimeoutSeconds is not (> 0 and <= 60) || options.AssignMinutes is not > 0
            || options.ReturnMinutes is not (> 0 and <= 1440))
            throw new StartupRefusedException("Couriers__PollSeconds, __TimeoutSeconds, __AssignMinutes or __ReturnMinutes is out of range.");
        services.AddSingleton(options);
        services.AddSingleton<CourierList>();
        services.AddSingleton<ICourierTokenStore, CourierTokenStore>();

        services.AddCourier<FengniaoOptions>(settings.GetSection("FengniaoV2"), FengniaoCourier.Code, options.Timeout, (own, pace, http, provider) =>
        {
            var tokens = Tokens(FengniaoCourier.Code, new FengniaoTokens(own, http, provider.GetRequiredService<TimeProvider>()), TimeSpan.FromSeconds(5), provider);
            return new FengniaoCourier(own, pace, new FengniaoClient(own, http, tokens), tokens);
        });
        services.AddCourier<FengniaoV3Options>(settings.GetSection("FengniaoV3"), FengniaoV3Courier.Code, options.Timeout, (own, pace, http, provider) =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            var tokens = Tokens(FengniaoV3Courier.Code, new FengniaoV3Tokens(own, http, time), FengniaoV3Tokens.RenewBefore, provider);
            return new FengniaoV3Courier(own, pace, new FengniaoV3Client(own, http, tokens, time));
        });
        services.AddCourier<MeituanOptions>(settings.GetSection("Meituan"), MeituanCourier.Code, options.Timeout, (own, pace, http, provider) =>
            new MeituanCourier(own, pace, new MeituanClient(own, http, provider.GetRequiredService<TimeProvider>())));
        services.AddCourier<DadaOptions>(settings.GetSection("Dada"), DadaCourier.Code, options.Timeout, (own, pace, http, provider) =>
            new DadaCourier(own, pace, new DadaClient(own, http, provider.GetRequiredService<TimeProvider>())));
    }

    private static CourierTokens Tokens(string code, ITokenSource source, TimeSpan renewBefore, IServiceProvider provider) =>
        new(code, source, provider.GetRequiredService<ICourierTokenStore>(), provider.GetRequiredService<TimeProvider>(), renewBefore);

    private static void AddCourier<TOptions>(
        this IServiceCollection services, IConfigurationSection settings, string code, TimeSpan timeout,
        Func<TOptions, CourierPace, CourierHttp, IServiceProvider, ICourier> create)
        where TOptions : class, ICourierOptions, new()
    {
        var own = settings.Get<TOptions>() ?? new TOptions();
        if (!own.IsComplete)
            return;
        if (!Uri.TryCreate(own.BaseUrl, UriKind.Absolute, out _) || own.CallbackBaseUrl.Length > 0 && !Uri.TryCreate(own.CallbackBaseUrl, UriKind.Absolute, out _))
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
