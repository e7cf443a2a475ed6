using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.CourierSandbox;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MealDispatch.Dispatch.Tests;

/// <summary>Dispatch and the sandbox courier at one address: real HTTP, real signatures and callbacks, real timers.</summary>
public sealed class SandboxJourneyTests : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("mealdispatch-").FullName;
    private WebApplication? host;

    private Database<DispatchDbContext> Database => host!.Services.GetRequiredService<Database<DispatchDbContext>>();

    public async Task InitializeAsync()
    {
        var address = ServiceProcess.FreeAddress().GetLeftPart(UriPartial.Authority);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Logging.ClearProviders();
        foreach (var (name, value) in CourierSandboxModule.SettingsForDispatch(address))
            builder.Configuration[name] = value;
        builder.Configuration["urls"] = address;
        builder.Configuration["Demo:Enabled"] = "true";
        builder.Configuration["Data:Directory"] = Path.Combine(directory, "data");
        builder.Configuration["CourierSandbox:TripSeconds"] = "6";
        builder.Configuration["Couriers:PollSeconds"] = "1";
        builder.AddServiceDefaults();
        DispatchModule.Add(builder);
        CourierSandboxModule.Add(builder);
        builder.AddMessaging(allServicesInOneProcess: true);
        host = builder.Build().UseServiceDefaults();
        DispatchModule.Map(host);
        CourierSandboxModule.Map(host);
        await host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host!.StopAsync();
        await host.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Deliveries_HandedToEachCourier_ArriveWithRiderFeeAndTrack()
    {
        var now = host!.Services.GetRequiredService<IClock>().GetCurrentInstant();
        await using var given = new DispatchFactory();
        given.Clock.Now = now;
        var orders = new Dictionary<string, Guid>();
        foreach (var provider in new[] { "fengniao-v2", "fengniao-v3", "meituan", "dada" })
        {
            var order = given.AnOrder() with { SiteCode = provider, CutoffAt = now, ServeFrom = now, ServeTo = now + Duration.FromHours(2), OccurredAt = now };
            orders[provider] = order.OrderId;
            foreach (var message in new object[] { given.ASite([provider], version: 1) with { Code = provider }, given.AContact(order.ResidentId, DispatchFactory.Door), order })
                await host.Services.GetRequiredService<IMessageBus>().PublishAsync(message, Ids.New(), CancellationToken.None);
        }

        foreach (var (provider, orderId) in orders)
        {
            var delivery = await UntilAsync(async () => await FindAsync(orderId), found => found?.Status == DeliveryStatus.Delivered);
            await using var db = Database.Read();
            var attempt = await db.Attempts.SingleAsync(a => a.DeliveryId == delivery!.Id);
            Assert.Equal((provider, AttemptState.Delivered, provider == "meituan" ? null : 450L), (attempt.Provider, attempt.State, attempt.FeeFen));
            Assert.NotNull(attempt.RiderName);
            var taken = (await db.AttemptEvents.Where(e => e.AttemptId == attempt.Id && e.Verdict == EventVerdict.Taken).ToListAsync()).Select(e => e.State!.Value);
            Assert.Superset(new HashSet<AttemptState> { AttemptState.RiderAssigned, AttemptState.PickedUp, AttemptState.Delivered }, taken.ToHashSet());
            var track = await db.TrackPoints.Where(p => p.DeliveryId == delivery!.Id).ToListAsync();
            Assert.InRange(track.Count, 2, 20);
            Assert.All(track, point => Assert.InRange(point.Lng, 121.22, 121.24));
        }
    }

    private async Task<Delivery?> FindAsync(Guid orderId)
    {
        await using var db = Database.Read();
        return await db.Deliveries.SingleOrDefaultAsync(d => d.OrderId == orderId);
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T>> probe, Func<T, bool> holds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var last = await probe();
        while (!holds(last) && await timer.WaitForNextTickAsync(patience.Token))
            last = await probe();
        return last;
    }
}
