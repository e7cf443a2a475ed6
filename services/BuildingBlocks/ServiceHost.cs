using System.Globalization;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Telemetry;
using MealDispatch.BuildingBlocks.Time;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MealDispatch.BuildingBlocks;

/// <summary>What every host has: settings, time, errors, JSON, authorisation, health, telemetry, databases made ready.</summary>
public static class ServiceHost
{
    private const long MaxBodyBytes = 1024 * 1024;

    /// <summary>A host of one service, from start to stop; answers the exit code.</summary>
    public static async Task<int> RunAsync<TModule>(string[] args)
        where TModule : IModule
    {
        try
        {
            var builder = WebApplication.CreateBuilder(args).AddServiceDefaults();
            TModule.Add(builder);
            builder.AddMessaging();
            var app = builder.Build().UseServiceDefaults();
            TModule.Map(app);
            return await app.RunServiceAsync();
        }
        catch (Exception exception) when (StartupRefusal(exception) is { } refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var demo = configuration.GetValue("Demo:Enabled", false);
        if (demo && builder.Environment.IsProduction())
            throw new StartupRefusedException("Demo__Enabled is for demonstrations: a host in the Production environment does not start with it.");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.AddServerHeader = false;
        });
        var services = builder.Services;
        services.AddSingleton(new DemoMode(demo));
        services.AddOptions<DataOptions>().Configure(o => ResolveDirectories(o, configuration, builder.Environment.ApplicationName));
        services.AddOptions<TownOptions>().Bind(configuration.GetSection("Town"))
            .Validate(o => DateTimeZoneProviders.Tzdb.GetZoneOrNull(o.TimeZone) is not null, "Town__TimeZone is not a time zone").ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<BusinessClock>();
        services.TryAddSingleton<IClock>(p => p.GetRequiredService<BusinessClock>());
        services.AddSingleton<Town>();
        services.AddSingleton<KeyFiles>();
        services.AddSingleton<AccessTokens>();
        services.ConfigureHttpJsonOptions(o => Json.Apply(o.SerializerOptions));
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddAuthentication(TokenAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null);
        services.AddSingleton<IAuthorizationHandler, RoleRequirementHandler>();
        services.AddAuthorization();
        services.AddOpenApi("v1");
        services.AddSingleton<Readiness>();
        services.AddHostedService<Preparation>();
        builder.AddTelemetry();
        return builder;
    }

    /// <summary>The pipeline and the endpoints of every host. Map the modules after it.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseMiddleware<RouteOnSpan>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/health/live", () => Results.Text("live")).WithName("Health_Live").AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", (Readiness readiness) => readiness.IsReady ? Results.Text("ready") : Results.StatusCode(StatusCodes.Status503ServiceUnavailable))
            .WithName("Health_Ready").AllowAnonymous().ExcludeFromDescription();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        return app;
    }

    /// <summary>The demo clock, from the host that owns people's roles; only in demo mode.</summary>
    public static void MapDemo<TContext>(this WebApplication app)
        where TContext : ServiceDbContext
    {
        if (app.Services.GetRequiredService<DemoMode>().Enabled)
            app.MapService<TContext>().MapDemoClock();
    }

    /// <summary>Runs the host; with <c>--migrate</c> it brings databases and queues up to date and stops. Answers the exit code.</summary>
    public static async Task<int> RunServiceAsync(this WebApplication app, Action? ready = null)
    {
        AllowExtensions.RefuseUnprotectedEndpoints(app);
        await app.StartAsync();
        if (IsMigrateOnly(app.Configuration))
        {
            await app.StopAsync();
            return 0;
        }

        ready?.Invoke();
        await app.WaitForShutdownAsync();
        return 0;
    }

    internal static bool IsMigrateOnly(IConfiguration configuration) =>
        configuration.GetValue("migrate", false) || Environment.GetCommandLineArgs().Contains("--migrate");

    /// <summary>The reason for people when a host must not start; null when something else went wrong.</summary>
    public static StartupRefusedException? StartupRefusal(Exception exception) => exception switch
    {
        StartupRefusedException refused => refused,
        AggregateException several => several.InnerExceptions.Select(StartupRefusal).FirstOrDefault(r => r is not null),
        _ => null,
    };

    private static void ResolveDirectories(DataOptions options, IConfiguration configuration, string project)
    {
        configuration.GetSection("Data").Bind(options);
        options.Directory = DataOptions.Resolve(options.Directory, project);
        System.IO.Directory.CreateDirectory(options.Directory);
        var keys = configuration["Security:KeysDirectory"];
        options.KeysDirectory = keys is null
            ? Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(options.Directory))!, "keys")
            : DataOptions.Resolve(keys, project);
    }

    /// <summary>In .NET 10 the server span has no route; whoever looks at traces wants it.</summary>
    private sealed class RouteOnSpan(RequestDelegate next)
    {
        public Task InvokeAsync(HttpContext http)
        {
            if (System.Diagnostics.Activity.Current is { } span && http.GetEndpoint() is RouteEndpoint endpoint)
            {
                span.DisplayName = string.Create(CultureInfo.InvariantCulture, $"{http.Request.Method} {endpoint.RoutePattern.RawText}");
                span.SetTag("http.route", endpoint.RoutePattern.RawText);
            }

            return next(http);
        }
    }
}

/// <summary>Whether databases are prepared and, in demo mode, the town is seeded.</summary>
public sealed class Readiness
{
    public bool IsReady { get; internal set; }

    /// <summary>True when this start made the databases.</summary>
    public bool IsFirstStart { get; internal set; }
}

/// <summary>Before anything else starts: databases. After everything has started: the demonstration, then ready.</summary>
internal sealed partial class Preparation(
    IEnumerable<IPreparedDatabase> databases, IEnumerable<IDemoSeed> seeds, DemoMode demo, IConfiguration configuration, Readiness readiness,
    IServiceProvider services, ILogger<Preparation> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var migrateOnly = ServiceHost.IsMigrateOnly(configuration);
        var made = await Task.WhenAll(databases.Select(
            database => Task.Run(() => database.PrepareAsync(demo.Enabled, migrateOnly, cancellationToken), cancellationToken)));
        readiness.IsFirstStart = made.Any(isNew => isNew);
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!ServiceHost.IsMigrateOnly(configuration))
        {
            if (demo.Enabled)
            {
                foreach (var seed in seeds)
                    await seed.SeedAsync(cancellationToken);
                await services.DrainAsync(cancellationToken);
                if (readiness.IsFirstStart)
                    LogSeeded(seeds.Count());
            }

            readiness.IsReady = true;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Demonstration town seeded by {Seeds} services")]
    private partial void LogSeeded(int seeds);
}
