using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.Contracts.Ordering;
using MealDispatch.CourierSandbox;
using MealDispatch.CourierSandbox.Riders;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data.Sqlite;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Xunit.Abstractions;

namespace MealDispatch.Dispatch.Tests;

/// <summary>
/// The <see cref="CourierStorm"/> in real time, while Dispatch is killed (<c>kill -9</c>) and started again over its file: at a random call
/// to a courier, before the courier takes it in, after, or when it was answered. The couriers live on.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class CourierKillTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>More than are under way together when a process begins: one that always dies among its first calls would settle nothing.</summary>
    private const int MostCallsOfALife = 40;
    private static readonly TimeSpan NextCallWithin = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan SettledWithin = TimeSpan.FromMinutes(6);

    private readonly TemporaryFolder folder = new();
    private readonly Uri address = ServiceProcess.FreeAddress();
    private readonly Uri couriersAddress = ServiceProcess.FreeAddress();
    private readonly DispatchFactory given = new();
    private readonly KillSwitch death = new();
    private WebApplication? couriersHost;
    private ServiceProcess? process;

    private IEnumerable<SandboxCourier> Couriers => couriersHost!.Services.GetServices<SandboxCourier>();

    private string File => Path.Combine(folder.Path, "data", "dispatch.db");

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = couriersAddress.ToString();
        builder.Configuration["Demo:Enabled"] = "true";
        builder.Configuration["Data:Directory"] = Path.Combine(folder.Path, "couriers");
        builder.Configuration["CourierSandbox:CallbackBaseUrl"] = address.ToString();
        builder.AddServiceDefaults();
        CourierSandboxModule.Add(builder);
        builder.AddMessaging(allServicesInOneProcess: true);
        couriersHost = builder.Build();
        couriersHost.Use(death.PassAsync);
        couriersHost.UseServiceDefaults();
        CourierSandboxModule.Map(couriersHost);
        await couriersHost.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (process is not null)
        {
            output.WriteLine($"{(process.HasExited ? "It died by itself.\n" : "")}{process.Log}");
            await process.DisposeAsync();
        }

        await couriersHost!.StopAsync();
        await couriersHost.DisposeAsync();
        await given.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Trips of seconds: nothing may come so late that its meal is delivered before it is taken back.</summary>
    [Fact]
    public Task Forty_WhileDispatchIsKilled_EndAsTheCouriersHaveThem() =>
        StormAsync(deliveries: 40, kills: 4, seed: 1, new Pace(TripSeconds: 6, PollSeconds: 1, TimeoutSeconds: 1, AssignMinutes: 0.1), without: Fault.Slow);

    [FullScopeFact]
    public Task AThousand_WhileDispatchIsKilledTwoHundredTimes_EndAsTheCouriersHaveThem() =>
        StormAsync(deliveries: 1000, kills: 200, seed: 2, new Pace(TripSeconds: 60, PollSeconds: 5, TimeoutSeconds: 5, AssignMinutes: 1));

    private async Task StormAsync(int deliveries, int kills, int seed, Pace pace, Fault? without = null)
    {
        couriersHost!.Services.GetRequiredService<SandboxOptions>().TripSeconds = pace.TripSeconds;
        var random = new Random(seed);
        var storm = new CourierStorm(provider => Couriers.Single(courier => courier.Provider == provider));
        CourierStorm.Brew(Couriers, seed, without);
        await StartAsync(pace);
        await process!.KillAsync();
        var sites = CourierStorm.Lists.Select((list, i) => given.ASite(list, version: 1) with { Code = $"S{i}", CourierLimits = CourierStorm.LimitsOf(i) });
        await TellAsync(sites.Select(site => ((object)site, site.Code)));

        var orders = new List<OrderConfirmed>();
        for (var kill = 0; kill < kills; kill++)
        {
            await TellAsync(NewsOf(orders, deliveries * (kill + 1) / kills, random));
            await StartAsync(pace);
            var moment = death.AtCall(random.Next(1, MostCallsOfALife + 1), (Moment)random.Next(3), process!);
            await Task.WhenAny(moment, Task.Delay(NextCallWithin));
            await process!.KillAsync();
            storm.HoldsSoFar((await ReadAsync()).Attempts, Now);
        }

        death.Spare();
        await StartAsync(pace);
        await Probe.UntilAsync(() => IsOverAsync(storm), SettledWithin, () => $"the last to end: {storm.Unfinished(ReadAsync().Result.Attempts)}");
        var (found, attempts) = await ReadAsync();
        Assert.Equal(deliveries, found.Count);
        storm.IsAsTheCouriersHaveIt(attempts, deliveries);
        Assert.True(death.Count > kills / 2, $"only {death.Count} of {kills} deaths fell into a call");
        output.WriteLine(
            $"{kills} kills, {death.Count} at a call; {deliveries} deliveries, {attempts.Count} attempts; {storm.Unknowns} seen unknown, the longest for {storm.LongestSeen.TotalSeconds:0} s; "
            + string.Join(' ', found.GroupBy(d => d.Status).Select(g => $"{g.Key} {g.Count()}"))
            + "; for people to look at: " + string.Join(' ', found.Where(d => d.NeedsAttention is not null).GroupBy(d => d.NeedsAttention).Select(g => $"{g.Key} {g.Count()}")));
    }

    private static Instant Now => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    private async Task StartAsync(Pace pace)
    {
        if (process is not null)
            await process.DisposeAsync();
        var settings = new Dictionary<string, string?>(CourierSandboxModule.SettingsForDispatch(couriersAddress.ToString()))
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Testing",
            ["Bus:Transport"] = "mediator",
            ["Data:Directory"] = Path.GetDirectoryName(File),
            ["Security:KeysDirectory"] = Path.Combine(folder.Path, "keys"),
            ["Couriers:FengniaoV2:CallbackBaseUrl"] = address.ToString(),
            ["Couriers:Dada:CallbackBaseUrl"] = address.ToString(),
            ["Couriers:PollSeconds"] = $"{pace.PollSeconds}",
            ["Couriers:TimeoutSeconds"] = $"{pace.TimeoutSeconds}",
            ["Couriers:ReturnMinutes"] = "0.1",
            ["Couriers:AssignMinutes"] = string.Create(CultureInfo.InvariantCulture, $"{pace.AssignMinutes}"),
        };
        process = ServiceProcess.Start("Dispatch", address, settings);
        await process.ReadyAsync();
    }

    /// <summary>Orders that are due, until there are so many, and now and then a cancel.</summary>
    private List<(object Message, string Fact)> NewsOf(List<OrderConfirmed> orders, int upTo, Random random)
    {
        var news = new List<(object, string)>();
        var now = Now;
        while (orders.Count < upTo)
        {
            var order = given.AnOrder() with
            {
                SiteCode = $"S{random.Next(CourierStorm.Lists.Length)}",
                CutoffAt = now - Duration.FromHours(1),
                ServeFrom = now,
                ServeTo = now + Duration.FromHours(2),
                OccurredAt = now,
            };
            orders.Add(order);
            news.Add((given.AContact(order.ResidentId, DispatchFactory.Door), $"{order.ResidentId}"));
            news.Add((order, $"{order.OrderId}"));
        }

        if (random.Next(3) == 0)
        {
            var order = orders[random.Next(orders.Count)];
            news.Add((given.ACancel(order), $"{order.OrderId}"));
        }

        return news;
    }

    /// <summary>Messages from others, put where they wait while Dispatch is down.</summary>
    private async Task TellAsync(IEnumerable<(object Message, string Fact)> news)
    {
        var realNow = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var db = Open();
        var known = await db.Outbox.Select(m => m.Id).ToListAsync();
        foreach (var (message, fact) in news)
        {
            var (id, type) = (Ids.Of($"{message.GetType()}:{fact}"), message.GetType().FullName!);
            if (!known.Contains(id))
                db.Outbox.Add(new OutboxMessage { Id = id, Type = type, Body = JsonSerializer.Serialize(message, Json.Options), TraceParent = null, CreatedAt = realNow, NextAttemptAt = realNow });
        }

        await db.SaveChangesAsync();
    }

    private async Task<bool> IsOverAsync(CourierStorm storm)
    {
        var (found, attempts) = await ReadAsync();
        storm.HoldsSoFar(attempts, Now);
        return CourierStorm.IsOver(found, attempts, Couriers);
    }

    private async Task<(List<Delivery> Deliveries, List<DeliveryAttempt> Attempts)> ReadAsync()
    {
        await using var db = Open();
        return (await db.Deliveries.AsNoTracking().ToListAsync(), await db.Attempts.AsNoTracking().ToListAsync());
    }

    private SqliteDispatchDbContext Open() =>
        new(new DbContextOptionsBuilder<SqliteDispatchDbContext>().UseSqlite($"Data Source={File};Pooling=False").Options);

    /// <summary>How fast the world goes.</summary>
    private sealed record Pace(double TripSeconds, int PollSeconds, int TimeoutSeconds, double AssignMinutes);

    private enum Moment
    {
        BeforeItIsTakenIn,
        BeforeTheAnswer,
        AfterTheAnswer,
    }

    /// <summary>Stands before the couriers' servers, counts calls, and kills the caller at one of them.</summary>
    private sealed class KillSwitch
    {
        private readonly Lock gate = new();
        private Plan? plan;

        /// <summary>Deaths that fell into a call.</summary>
        public int Count { get; private set; }

        public Task AtCall(int calls, Moment moment, ServiceProcess process)
        {
            lock (gate)
                return (plan = new Plan(calls, moment, process)).Done.Task;
        }

        public void Spare()
        {
            lock (gate)
                plan = null;
        }

        public async Task PassAsync(Microsoft.AspNetCore.Http.HttpContext http, Func<Task> next)
        {
            var mine = Take();
            if (mine?.Moment == Moment.BeforeItIsTakenIn)
            {
                await KillAsync(mine);
                http.Abort();
                return;
            }

            if (mine?.Moment == Moment.BeforeTheAnswer)
                http.Response.OnStarting(() => KillAsync(mine));
            await next();
            if (mine?.Moment == Moment.AfterTheAnswer)
            {
                await http.Response.CompleteAsync();
                await KillAsync(mine);
            }
        }

        private Plan? Take()
        {
            lock (gate)
            {
                if (plan is null || --plan.CallsLeft > 0)
                    return null;
                var due = plan;
                plan = null;
                Count++;
                return due;
            }
        }

        private static async Task KillAsync(Plan due)
        {
            await due.Process.KillAsync();
            due.Done.TrySetResult();
        }

        private sealed class Plan(int calls, Moment moment, ServiceProcess process)
        {
            public int CallsLeft { get; set; } = calls;

            public Moment Moment => moment;

            public ServiceProcess Process => process;

            public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
