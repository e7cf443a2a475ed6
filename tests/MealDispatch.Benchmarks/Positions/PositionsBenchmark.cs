using System.Globalization;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Dispatch;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Dispatch.Residents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.Benchmarks.Positions;

/// <summary>
/// Riders' positions against an empty endpoint with the same body and the same client in alternating rounds; then 2,000 riders who report once
/// a second and 500 people who watch: how old is what they see? Dispatch alone, with its file; the client in a process of its own.
/// </summary>
internal static class PositionsBenchmark
{
    private const int Riders = 2000;
    private const int Watchers = 500;
    private const int Connections = 32;

    /// <summary>Until the runtime has compiled both ways for good.</summary>
    private const int WarmUps = 4;

    private const int Rounds = 5;

    public static async Task<int> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("mealdispatch-positions-benchmark-").FullName;
        try
        {
            await using var app = await StartAsync(Path.Combine(directory, "data"));
            var (riders, watched) = await FillAsync(app);
            var port = new Uri(app.Urls.Single()).Port;
            var ratios = new List<double>();
            for (var i = 1 - WarmUps; i <= Rounds; i++)
            {
                var empty = Fast(port, "/empty", riders);
                var positions = Fast(port, "/api/rider/positions", riders);
                var ratio = positions.PerSecond / empty.PerSecond;
                Say($"{(i <= 0 ? "warm-up, not counted" : $"round {i}")}: empty {empty.PerSecond:0} a second ({empty.Microseconds:0} µs of the server's CPU each), positions {positions.PerSecond:0} ({positions.Microseconds:0} µs), ratio {ratio:0.00}");
                if (i > 0)
                    ratios.Add(ratio);
            }

            ratios.Sort();
            var ages = PositionsClient.Start(new PositionsRound(port, "/api/rider/positions", riders, watched, Connections, Seconds: 12));
            var stored = await StoredAsync(app);
            await app.StopAsync();
            var (p50, p99) = (ages.Ages[ages.Ages.Count / 2], ages.Ages[(int)(ages.Ages.Count * 0.99)]);
            Say($"median ratio {ratios[Rounds / 2]:0.00} (at least 0.5); {stored} points stored");
            Say($"{Riders} riders once a second ({ages.Requests / ages.Seconds:0} requests a second, {ages.Refused} refused), {Watchers} watchers: age of the shown position p50 {p50:0} ms, p99 {p99:0} ms (at most 1500), oldest {ages.Ages[^1]:0} ms");
            return ratios[Rounds / 2] >= 0.5 && p99 <= 1500 && ages.Refused == 0 ? 0 : 1;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static (double PerSecond, double Microseconds) Fast(int port, string path, IReadOnlyList<string> riders)
    {
        var before = Environment.CpuUsage.TotalTime;
        var result = PositionsClient.Start(new PositionsRound(port, path, riders, [], Connections, Seconds: 3));
        var cpu = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds;
        return result.Refused == 0 ? (result.Requests / result.Seconds, cpu / result.Requests) : throw new InvalidOperationException($"{result.Refused} of {result.Requests} refused");
    }

    private static async Task<WebApplication> StartAsync(string data)
    {
        var builder = WebApplication.CreateBuilder(
        [
            "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Data:Directory", data, "--Bus:Transport", "mediator",
            "--Logging:LogLevel:Default", "Error",
        ]).AddServiceDefaults();
        DispatchModule.Add(builder);
        builder.AddMessaging(allServicesInOneProcess: true);
        var app = builder.Build().UseServiceDefaults();
        DispatchModule.Map(app);
        app.MapPost("/empty", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            return TypedResults.Accepted((string?)null);
        }).AllowAnonymous();
        await app.StartAsync();
        return app;
    }

    /// <summary>Each rider carries one meal that was picked up; the residents of the first 500 watch. Answers tokens.</summary>
    private static async Task<(IReadOnlyList<string> Riders, IReadOnlyList<Watch> Watched)> FillAsync(WebApplication app)
    {
        var (bus, tokens) = (app.Services.GetRequiredService<IMessageBus>(), app.Services.GetRequiredService<AccessTokens>());
        var database = app.Services.GetRequiredService<Database<DispatchDbContext>>();
        tokens.EnsureKeys();
        var now = app.Services.GetRequiredService<IClock>().GetCurrentInstant();
        var people = Enumerable.Range(0, Riders).Select(_ => (Rider: Ids.New(), Watcher: Ids.New(), Resident: Ids.New(), Delivery: Ids.New())).ToList();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (person, ct) =>
            await bus.PublishAsync(Changed(person.Rider, Role.Rider, null, now), Ids.New(), ct));
        await Parallel.ForEachAsync(people.Take(Watchers), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (person, ct) =>
            await bus.PublishAsync(Changed(person.Watcher, Role.Resident, person.Resident, now), Ids.New(), ct));
        await database.WriteAsync(
            unit =>
            {
                foreach (var (rider, _, resident, id) in people)
                {
                    var delivery = ADelivery(id, resident, now);
                    delivery.Follow(AttemptState.PickedUp);
                    var attempt = new DeliveryAttempt
                    {
                        Id = Ids.New(), DeliveryId = id, Number = 1, Provider = DeliveryAttempt.OwnRidersProvider, Code = $"{rider:N}", CreatedAt = now, CreatedAtReal = DateTime.UnixEpoch,
                    };
                    attempt.AssignTo(rider);
                    attempt.Take(new MergeOutcome.Taken(AttemptState.PickedUp, new Rider("骑手", null), RiderChanged: false), new CourierReport { State = AttemptState.PickedUp }, now);
                    attempt.CallAgainAt(DateTime.MaxValue);
                    unit.Db.Deliveries.Add(delivery);
                    unit.Db.Attempts.Add(attempt);
                    unit.Db.ResidentContacts.Add(new ResidentContact { ResidentId = resident, ShortName = "王**", Address = "新凤路", Lat = 31.25, Lng = 121.01 });
                }

                return Task.CompletedTask;
            },
            CancellationToken.None);
        return ([.. people.Select(p => tokens.Issue(p.Rider, Ids.New()))], [.. people.Take(Watchers).Select(p => new Watch(p.Delivery, tokens.Issue(p.Watcher, Ids.New())))]);
    }

    private static PersonChanged Changed(Guid person, Role role, Guid? resident, Instant now) => new()
    {
        PersonId = person, Version = 1, Roles = [role], Sites = [], Subdistrict = "huaxin", ResidentId = resident, OccurredAt = now,
    };

    private static Delivery ADelivery(Guid id, Guid resident, Instant now) => new()
    {
        Id = id, OrderId = Ids.New(), OrderNumber = $"{id:N}", ResidentId = resident, Subdistrict = "huaxin", SiteCode = "HX01", KitchenSiteCode = "HX01",
        ServiceDate = now.InUtc().Date, MealPeriod = MealPeriod.Lunch, PlannedAt = now, ServeFrom = now, ServeTo = now + Duration.FromHours(2), Meals = 1, FoodFen = 1200,
    };

    private static async Task<int> StoredAsync(WebApplication app)
    {
        await using var db = app.Services.GetRequiredService<Database<DispatchDbContext>>().Read();
        return await db.TrackPoints.CountAsync();
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
