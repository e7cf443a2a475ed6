using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.OwnRiders.PlanWaves;
using MealDispatch.Dispatch.Places;
using MealDispatch.Dispatch.Tracks.DeleteOldRows;
using MealDispatch.Dispatch.Tracks.StorePositions;
using MealDispatch.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.Dispatch.Tests.Tracks;

public sealed class TrackTests : DispatchScenario
{
    [Fact]
    public async Task Positions_OfASecond_AreStoredByTheJobAsOneUnitForEveryDeliveryThatTheRiderCarries()
    {
        var rider = await dispatch.SignedInAsync(Role.Rider);
        var (first, second) = (await GivenPickedUpAsync(rider), await GivenPickedUpAsync(rider));
        for (var i = 0; i < 3; i++)
            await SendAsync(rider, 31.25 + i / 1000.0, seconds: 2);
        Assert.Equal(0, await PointsAsync());
        await dispatch.RunJobAsync<StorePositionsJob>();
        Assert.Equal(6, await PointsAsync());
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        foreach (var (_, id) in new[] { first, second })
            Assert.Equal(
                [31.25, 31.251, 31.252],
                (await staff.GetJsonAsync($"/api/deliveries/{id}/track"))["items"]!.AsArray().Select(item => (double)item!["lat"]!));
    }

    [Fact]
    public async Task Positions_SentTwiceOutOfOrderOrAllAtOnce_AreKeptOnceASecond()
    {
        var rider = await dispatch.SignedInAsync(Role.Rider);
        var (_, id) = await GivenPickedUpAsync(rider);
        var from = dispatch.Clock.Now;
        dispatch.Clock.Now += Duration.FromMinutes(1);
        var queue = Enumerable.Range(0, 20).Select(i => new { at = (from + Duration.FromMilliseconds(500 * i)).ToString("uuuu-MM-ddTHH:mm:ss.fff'Z'", null), lat = 31.25, lng = 121.23 }).Reverse().ToArray();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(202, (int)(await rider.PostAsync("/api/rider/positions", queue)).StatusCode);
            await dispatch.RunJobAsync<StorePositionsJob>();
        }

        Assert.Equal(10, await PointsAsync());
        // A phone whose clock is ahead, and one that only guesses.
        await rider.PostAsync("/api/rider/positions", new[] { new { at = "2030-01-01T00:00:00Z", lat = 31.3, lng = 121.23, accuracyMeters = 5 }, new { at = "2025-07-01T02:00:00Z", lat = 1.0, lng = 1.0, accuracyMeters = 5000 } });
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        var last = (await staff.GetJsonAsync($"/api/deliveries/{id}/track"))["items"]!.AsArray()[^1]!;
        Assert.Equal((31.3, dispatch.Clock.Now.ToString()), ((double)last["lat"]!, (string?)last["at"]));
    }

    [Fact]
    public async Task Arrival_OfAnOwnRidersMeal_CountsTheDoorsThatHisPlanHasBefore()
    {
        var rider = await dispatch.SignedInAsync(Role.Rider);
        await dispatch.GivenSiteAsync(["own-riders"], version: 2);
        var shift = new { siteCode = "HX01", from = $"{DispatchFactory.ServeFrom - Duration.FromHours(1)}", to = $"{DispatchFactory.ServeTo}", capacity = 10 };
        await (await rider.PostAsync("/api/rider/shifts", shift)).JsonAsync(201);
        var ids = new List<Guid>();
        for (var i = 1; i <= 3; i++)
        {
            var order = dispatch.AnOrder();
            await dispatch.DeliverAsync(dispatch.AContact(order.ResidentId, new GeoPoint(31.25 + i * 0.004, 121.23)));
            await dispatch.DeliverAsync(order, order.OrderId);
            dispatch.Clock.Now = DispatchFactory.ServeFrom;
            await dispatch.RunJobsAsync();
            ids.Add((await dispatch.DeliveryAsync(order)).Id);
        }

        await dispatch.RunJobAsync<PlanWavesJob>();
        async Task<List<Guid>> InOrderAsync() => [.. (await rider.GetJsonAsync("/api/rider/tasks"))["items"]!.AsArray().Select(task => (Guid)task!["id"]!)];
        var planned = await InOrderAsync();
        foreach (var id in ids)
        {
            await (await rider.PostAsync($"/api/rider/tasks/{id}/accept", new { })).JsonAsync();
            await (await rider.PostAsync($"/api/rider/tasks/{id}/picked-up", new { })).JsonAsync();
        }

        await SendAsync(rider, 31.25, seconds: 2);
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        async Task<string?> WordsAsync(Guid id) => (string?)(await staff.GetJsonAsync($"/api/deliveries/{id}/track"))["arrival"]!["words"];
        Assert.StartsWith("还有 2 站，", await WordsAsync(planned[2]), StringComparison.Ordinal);
        Assert.DoesNotContain("站", await WordsAsync(planned[0]), StringComparison.Ordinal);
        Assert.Equal(planned, await InOrderAsync());
        await (await rider.PostAsync($"/api/rider/tasks/{planned[0]}/delivered", new { })).JsonAsync();
        Assert.StartsWith("还有 1 站，", await WordsAsync(planned[2]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shift_OverForLong_IsForgottenWithItsManualOrder()
    {
        var rider = await dispatch.SignedInAsync(Role.Rider);
        var shift = await (await rider.PostAsync(
            "/api/rider/shifts", new { siteCode = "HX01", from = $"{DispatchFactory.ServeFrom}", to = $"{DispatchFactory.ServeTo}", capacity = 10 })).JsonAsync(201);
        await dispatch.GivenSiteAsync(["own-riders"], version: 2);
        var order = await dispatch.GivenOrderAsync();
        dispatch.Clock.Now = DispatchFactory.ServeFrom;
        await dispatch.RunJobsAsync();
        var id = (await dispatch.DeliveryAsync(order)).Id;
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        await (await staff.PutAsync($"/api/rider/shifts/{shift["id"]}/order", new { deliveryIds = new[] { id } })).JsonAsync();

        dispatch.Clock.Now = DispatchFactory.ServeTo + Duration.FromDays(30);
        await dispatch.RunJobAsync<DeleteOldRowsJob>();
        Assert.Equal((1, 1), await KeptAsync());
        dispatch.Clock.Now += Duration.FromSeconds(1);
        await dispatch.RunJobAsync<DeleteOldRowsJob>();
        Assert.Equal((0, 0), await KeptAsync());
    }

    private async Task<(int Shifts, int ManualStops)> KeptAsync()
    {
        await using var db = dispatch.Services.GetRequiredService<Database<DispatchDbContext>>().Read();
        return (await db.RiderShifts.CountAsync(), await db.ManualStops.CountAsync());
    }

    [Fact]
    public async Task Track_OlderThanKept_IsDeletedAndTheRestIsNot()
    {
        var rider = await dispatch.SignedInAsync(Role.Rider);
        await GivenPickedUpAsync(rider);
        await SendAsync(rider, 31.25, seconds: 1);
        dispatch.Clock.Now += Duration.FromDays(10);
        await SendAsync(rider, 31.26, seconds: 1);
        await dispatch.RunJobAsync<StorePositionsJob>();
        dispatch.Clock.Now += Duration.FromDays(20) - Duration.FromSeconds(2);
        await dispatch.RunJobAsync<DeleteOldRowsJob>();
        Assert.Equal(2, await PointsAsync());
        dispatch.Clock.Now += Duration.FromSeconds(2);
        await dispatch.RunJobAsync<DeleteOldRowsJob>();
        Assert.Equal(1, await PointsAsync());
    }

    [Fact]
    public async Task OldTracks_MoreThanOnePiece_AreAllDeleted()
    {
        var id = Ids.New();
        await dispatch.Services.GetRequiredService<Database<DispatchDbContext>>().WriteAsync(
            unit =>
            {
                unit.Db.TrackPoints.AddRange(Enumerable.Range(0, 10_002).Select(i => new TrackPoint { DeliveryId = id, At = unit.Now + Duration.FromSeconds(i), Lat = 31, Lng = 121 }));
                return Task.CompletedTask;
            },
            CancellationToken.None);
        dispatch.Clock.Now += Duration.FromDays(30) + Duration.FromSeconds(10_001);
        await dispatch.RunJobAsync<DeleteOldRowsJob>();
        Assert.Equal(1, await PointsAsync());
    }

    [Fact]
    public async Task Stream_ShowsTheWayFromPickupToTheDoorAndEndsThere()
    {
        var rider = await dispatch.SignedInAsync(Role.Rider);
        var (order, id) = await GivenPickedUpAsync(rider);
        var resident = await dispatch.SignedInAsync(Role.Resident, residentId: order.ResidentId);
        await using var stream = await EventStream.OpenAsync(resident, $"/api/deliveries/{id}/track/stream");

        var view = await stream.NextAsync();
        Assert.Equal(("picked-up", "wgs84"), ((string?)view.Data["status"], (string?)view.Data["datum"]));
        await SendAsync(rider, 31.252, seconds: 1);
        await dispatch.RunJobAsync<StorePositionsJob>();
        var moved = await stream.NextAsync();
        Assert.Equal(("rider", 31.252), (moved.Name, (double)moved.Data["lat"]!));

        await (await rider.PostAsync($"/api/rider/tasks/{id}/delivered", new { })).JsonAsync();
        var end = await stream.NextAsync();
        Assert.Equal("delivered", (string?)end.Data["status"]);
        Assert.Empty(end.Data["items"]!.AsArray());
        Assert.Null(end.Data["arrival"]);
        Assert.True(await stream.IsAtEndAsync());
    }

    [Fact]
    public async Task Stream_OfSomebodyElsesMeal_IsNotThere()
    {
        var rider = await dispatch.SignedInAsync(Role.Rider);
        var (_, id) = await GivenPickedUpAsync(rider);
        var stranger = await dispatch.SignedInAsync(Role.Resident, residentId: Ids.New());
        await (await stranger.GetAsync($"/api/deliveries/{id}/track/stream")).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task Arrival_WhileTheRiderComesNearer_IsSaidInWords()
    {
        var rider = await dispatch.SignedInAsync(Role.Rider);
        var (order, id) = await GivenPickedUpAsync(rider);
        var resident = await dispatch.SignedInAsync(Role.Resident, residentId: order.ResidentId);
        async Task<string?> WordsAsync() => (string?)(await resident.GetJsonAsync($"/api/deliveries/{id}/track"))["arrival"]!["words"];

        Assert.Equal("45 分钟内送到，骑手没有报告位置，说不准", await WordsAsync());
        Assert.Equal("nothing", (string?)(await resident.GetJsonAsync($"/api/deliveries/{id}/track"))["arrival"]!["basis"]);
        await SendAsync(rider, 31.2505, seconds: 5);
        Assert.Equal("约 1 到 9 分钟后送到", await WordsAsync());
        dispatch.Clock.Now += Duration.FromMinutes(5);
        Assert.Equal("9 分钟内送到（骑手位置是 5 分钟前的）", await WordsAsync());
    }

    [Fact]
    public async Task Delivered_RightAfterAPosition_KnowsHowFarFromTheDoorThatWas()
    {
        var rider = await dispatch.SignedInAsync(Role.Rider);
        var (_, id) = await GivenPickedUpAsync(rider);
        dispatch.Clock.Now += Duration.FromSeconds(5);
        var position = new { at = dispatch.Clock.Now.ToString(), lat = DispatchFactory.Door.Lat + 0.001, lng = DispatchFactory.Door.Lng };
        Assert.Equal(202, (int)(await rider.PostAsync("/api/rider/positions", new[] { position })).StatusCode);
        await (await rider.PostAsync($"/api/rider/tasks/{id}/delivered", new { })).JsonAsync();
        await dispatch.DrainAsync();
        Assert.InRange(Assert.Single(dispatch.Bus.PublishedOf<MealDelivered>()).DistanceMeters!.Value, 110, 113);
    }

    private async Task<(OrderConfirmed Order, Guid Id)> GivenPickedUpAsync(HttpClient rider)
    {
        await dispatch.GivenSiteAsync(["own-riders"], version: 2);
        var order = await dispatch.GivenOrderAsync();
        dispatch.Clock.Now = Instant.Max(dispatch.Clock.Now, DispatchFactory.ServeFrom);
        await dispatch.RunJobsAsync();
        var id = (await dispatch.DeliveryAsync(order)).Id;
        await (await rider.PostAsync($"/api/rider/tasks/{id}/accept", new { })).JsonAsync();
        await (await rider.PostAsync($"/api/rider/tasks/{id}/picked-up", new { })).JsonAsync();
        return (order, id);
    }

    private async Task SendAsync(HttpClient rider, double lat, int seconds)
    {
        dispatch.Clock.Now += Duration.FromSeconds(seconds);
        var response = await rider.PostAsync("/api/rider/positions", new[] { new { at = dispatch.Clock.Now.ToString(), lat, lng = 121.235, accuracyMeters = 8 } });
        Assert.Equal(202, (int)response.StatusCode);
    }

    private async Task<int> PointsAsync()
    {
        await using var db = dispatch.Services.GetRequiredService<Database<DispatchDbContext>>().Read();
        return await db.TrackPoints.CountAsync();
    }

    /// <summary>Server-sent events one by one.</summary>
    private sealed class EventStream(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

        public static async Task<EventStream> OpenAsync(HttpClient client, string path)
        {
            var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            return new EventStream(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
        }

        public async Task<(string? Name, JsonNode Data)> NextAsync()
        {
            string? name = null;
            while (await reader.ReadLineAsync().WaitAsync(Patience) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                    name = line[7..];
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    return (name, JsonNode.Parse(line[6..])!);
            }

            throw new InvalidOperationException("The stream ended");
        }

        public async Task<bool> IsAtEndAsync() => string.IsNullOrWhiteSpace(await reader.ReadToEndAsync().WaitAsync(Patience));

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
