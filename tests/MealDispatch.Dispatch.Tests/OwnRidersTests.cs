using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Dispatch.Tests;

public sealed class OwnRidersTests : DispatchScenario
{
    [Fact]
    public async Task Task_FromAcceptedToDelivered_TellsEachFactOnceEvenWhenRepeated()
    {
        var (order, path) = await GivenATaskAsync();
        var riderId = Ids.New();
        var rider = await dispatch.SignedInAsync(Role.Rider, personId: riderId);
        var task = Assert.Single((await rider.GetJsonAsync("/api/rider/tasks"))["items"]!.AsArray())!;
        Assert.Equal(("王**", false), ((string)task["door"]!["name"]!, (bool)task["mine"]!));

        foreach (var step in new[] { "accept", "arrived-at-site", "picked-up", "picked-up", "arrived-at-door", "delivered", "delivered" })
            await (await rider.PostAsync($"{path}/{step}", new { })).JsonAsync();
        await dispatch.DrainAsync();

        Assert.Equal(
            ["DeliveryRequested", "RiderAssigned", "RiderArrivedAtSite", "MealPickedUp", "RiderAtDoor", "MealDelivered"], dispatch.FactsOf(order));
        var delivered = Assert.Single(dispatch.Bus.PublishedOf<MealDelivered>());
        Assert.Equal(("own-riders", (int)Distance.Meters(DispatchFactory.Shop, DispatchFactory.Door)), (delivered.Provider, delivered.TripMeters));
        Assert.Equal(riderId, Assert.Single(dispatch.Bus.PublishedOf<MealPickedUp>()).RiderId);
    }

    [Fact]
    public async Task Task_OfAnotherRider_CannotBeTakenOrMoved()
    {
        var (_, path) = await GivenATaskAsync();
        var first = await dispatch.SignedInAsync(Role.Rider);
        var second = await dispatch.SignedInAsync(Role.Rider);
        var stranger = await dispatch.SignedInAsync(Role.Rider, subdistrict: "elsewhere");
        await (await first.PostAsync($"{path}/accept", new { })).JsonAsync();

        await (await second.PostAsync($"{path}/accept", new { })).ProblemAsync(422, "dispatch.task-taken");
        await (await second.PostAsync($"{path}/picked-up", new { })).ProblemAsync(404, "request.not-found");
        await (await stranger.PostAsync($"{path}/accept", new { })).ProblemAsync(404, "request.not-found");
        Assert.Empty((await second.GetJsonAsync("/api/rider/tasks"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Delivered_WithoutPickup_IsRefused()
    {
        var (_, path) = await GivenATaskAsync();
        var rider = await dispatch.SignedInAsync(Role.Rider);
        await (await rider.PostAsync($"{path}/accept", new { })).JsonAsync();
        await (await rider.PostAsync($"{path}/delivered", new { })).ProblemAsync(422, "dispatch.not-picked-up");
    }

    [Fact]
    public async Task Failed_WithNoAnswer_IsAFailureAndAReport_AndTheEndStays()
    {
        var (order, path) = await GivenATaskAsync();
        var rider = await dispatch.SignedInAsync(Role.Rider);
        foreach (var step in new[] { "accept", "picked-up" })
            await (await rider.PostAsync($"{path}/{step}", new { })).JsonAsync();
        await (await rider.PostAsync($"{path}/failed", new { reason = "no-answer", note = "敲门五分钟" })).JsonAsync();
        await (await rider.PostAsync($"{path}/delivered", new { })).ProblemAsync(422, "dispatch.task-ended");
        await dispatch.DrainAsync();

        Assert.Equal(DeliveryFailure.NoAnswer, Assert.Single(dispatch.Bus.PublishedOf<DeliveryFailed>()).Reason);
        Assert.Equal("rider", Assert.Single(dispatch.Bus.PublishedOf<WelfareReported>()).Source);
        Assert.Equal(DeliveryStatus.Failed, (await dispatch.DeliveryAsync(order)).Status);
    }

    [Theory]
    [InlineData("""{ "reason": null }""")]
    [InlineData("""{ "reason": "tired" }""")]
    [InlineData("""{ "reason": 7 }""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task Failed_WithoutAKnownReason_Is400(string body)
    {
        var (_, path) = await GivenATaskAsync();
        var rider = await dispatch.SignedInAsync(Role.Rider);
        await (await rider.PostAsync($"{path}/accept", new { })).JsonAsync();
        var response = await rider.PostAsync($"{path}/failed", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Empty(dispatch.LoggedErrors);
    }

    [Fact]
    public async Task Positions_AreTheDeliverysTrack_AndResidentsSeeThemOnlyOnTheWay()
    {
        var (order, path) = await GivenATaskAsync();
        var rider = await dispatch.SignedInAsync(Role.Rider);
        var resident = await dispatch.SignedInAsync(Role.Resident, residentId: order.ResidentId);
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        var track = $"/api/deliveries/{(await dispatch.DeliveryAsync(order)).Id}/track";

        await (await rider.PostAsync($"{path}/accept", new { })).JsonAsync();
        await SendPositionAsync(rider, 31.250);
        Assert.Empty((await resident.GetJsonAsync(track))["items"]!.AsArray());
        Assert.Single((await staff.GetJsonAsync(track))["items"]!.AsArray());

        dispatch.Clock.Now += Duration.FromSeconds(1);
        await (await rider.PostAsync($"{path}/picked-up", new { })).JsonAsync();
        await SendPositionAsync(rider, 31.251);
        Assert.Equal(31.251, (double)Assert.Single((await resident.GetJsonAsync(track))["items"]!.AsArray())!["lat"]!);

        await (await rider.PostAsync($"{path}/delivered", new { })).JsonAsync();
        Assert.Empty((await resident.GetJsonAsync(track))["items"]!.AsArray());
        Assert.Equal(2, (await staff.GetJsonAsync(track))["items"]!.AsArray().Count);
        Assert.Equal("wgs84", (string?)(await staff.GetJsonAsync(track))["datum"]);
    }

    [Theory]
    [InlineData("""[{ "at": null, "lat": 1, "lng": 1 }]""")]
    [InlineData("""[{ "at": "2025-07-01T11:00:00+08:00", "lat": 91, "lng": 1 }]""")]
    [InlineData("""[null]""")]
    [InlineData("""{}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Positions_ThatAreNone_Are400(string body)
    {
        var rider = await dispatch.SignedInAsync(Role.Rider);
        var response = await rider.PostAsync("/api/rider/positions", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Empty(dispatch.LoggedErrors);
    }

    private async Task SendPositionAsync(HttpClient rider, double lat)
    {
        dispatch.Clock.Now += Duration.FromSeconds(5);
        var at = dispatch.Clock.Now.ToString();
        var response = await rider.PostAsync("/api/rider/positions", new[] { new { at, lat, lng = 121.23, accuracyMeters = 8 } });
        Assert.Equal(202, (int)response.StatusCode);
    }

    private async Task<(OrderConfirmed Order, string Path)> GivenATaskAsync()
    {
        await dispatch.GivenSiteAsync(["own-riders"], version: 2);
        var order = await dispatch.GivenOrderAsync();
        dispatch.Clock.Now = DispatchFactory.ServeFrom;
        await dispatch.RunJobsAsync();
        return (order, $"/api/rider/tasks/{(await dispatch.DeliveryAsync(order)).Id}");
    }
}
