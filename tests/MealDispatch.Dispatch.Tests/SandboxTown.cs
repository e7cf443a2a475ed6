using MealDispatch.Contracts.Ordering;
using MealDispatch.CourierSandbox;
using MealDispatch.CourierSandbox.Riders;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.Dispatch.Tests;

/// <summary>Dispatch and the sandbox's couriers, on one clock that a test moves; they speak HTTP with each other in memory.</summary>
public sealed class SandboxTown : DispatchFactory
{
    private readonly SandboxServer sandbox = new();
    private int siteVersion = 1;

    protected override IReadOnlyDictionary<string, string> Settings =>
        CourierSandboxModule.SettingsForDispatch("http://town.test").Where(s => s.Key.StartsWith("Couriers:", StringComparison.Ordinal) && s.Key != "Couriers:PollSeconds").Append(new("Couriers:PollSeconds", "20"))
            // Each second of a test has one run of the jobs instead of two.
            .Append(new("Couriers:Meituan:CallsPerSecond", "12")).Append(new("Couriers:AssignMinutes", "3")).Append(new("Couriers:ReturnMinutes", "2"))
            .ToDictionary(s => s.Key, s => s.Value!);

    internal IEnumerable<SandboxCourier> Couriers => sandbox.Services.GetServices<SandboxCourier>();

    internal SandboxCourier CourierOf(string provider) => Couriers.Single(courier => courier.Provider == provider);

    internal SandboxOrder OrderOf(DeliveryAttempt attempt) => CourierOf(attempt.Provider).Find(attempt.Code)!;

    public override async Task InitializeAsync()
    {
        sandbox.Town = this;
        await sandbox.InitializeAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await ((IAsyncLifetime)sandbox).DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>An order that this courier is given, at serving time.</summary>
    public async Task<OrderConfirmed> GivenSubmittedToAsync(params string[] couriers)
    {
        await GivenSiteAsync(couriers, version: ++siteVersion);
        return (await GivenSubmittedAsync()).Order;
    }

    /// <summary>An order that this courier took without trouble, so that it has been signed in to.</summary>
    public async Task WarmUpAsync(string courier)
    {
        await GivenSubmittedToAsync(courier);
        await LetPassAsync(2);
    }

    /// <summary>Time goes on in steps of some seconds: riders drive, callbacks come, Dispatch asks.</summary>
    public async Task LetPassAsync(double seconds, double step = 2)
    {
        for (var passed = 0.0; passed < seconds; passed += step)
        {
            Time.Shift += TimeSpan.FromSeconds(step);
            Clock.Now += NodaTime.Duration.FromSeconds(step);
            await sandbox.Services.GetRequiredService<DriveRidersJob>().RunAsync(CancellationToken.None);
            await RunJobsAsync();
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services =>
        {
            foreach (var courier in sandbox.Services.GetServices<SandboxCourier>())
                services.AddHttpClient(courier.Provider).ConfigurePrimaryHttpMessageHandler(() => sandbox.Server.CreateHandler());
        });
    }

    private sealed class SandboxServer : ServiceFactory<CourierSandboxModule>
    {
        public SandboxTown Town { get; set; } = null!;

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Demo:Enabled"] = "true", ["CourierSandbox:CallbackBaseUrl"] = "http://town.test",
        };

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services =>
            {
                services.AddSingleton<TimeProvider>(Town.Time);
                services.AddHttpClient(CallbackPost.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => Town.Server.CreateHandler());
            });
        }
    }
}
