using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Dispatch.OwnRiders.PlanWaves;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Dispatch.Tests.OwnRiders;

public sealed class ShiftTests : DispatchScenario
{
    private static readonly Instant From = DispatchFactory.ServeFrom - Duration.FromHours(1);
    private static readonly Instant To = DispatchFactory.ServeTo + Duration.FromHours(1);

    [Fact]
    public async Task WaitingMeals_AreOfferedToTheRiderWhoIsThere_AndToNobodyElse()
    {
        var (here, away) = (await ARiderAsync(), await ARiderAsync());
        await OpenAsync(here.Client);
        await GivenWaitingAsync(3);
        await dispatch.RunJobAsync<PlanWavesJob>();

        var offered = await TasksAsync(here.Client);
        Assert.Equal([1, 2, 3], offered.Select(task => (int)task["plan"]!["position"]!));
        Assert.All(offered, task => Assert.Equal((true, false), ((bool)task["offered"]!, (bool)task["mine"]!)));
        Assert.Empty(await TasksAsync(away.Client));

        await (await here.Client.PostAsync($"/api/rider/tasks/{offered[0]["id"]}/accept", new { })).JsonAsync();
        await dispatch.RunJobAsync<PlanWavesJob>();
        var mine = Assert.Single(await TasksAsync(here.Client), task => (bool)task["mine"]!);
        Assert.Equal(((string?)offered[0]["id"], false), ((string?)mine["id"], (bool)mine["offered"]!));
    }

    [Fact]
    public async Task Declined_GoesToTheOtherRider()
    {
        var (first, second) = (await ARiderAsync(), await ARiderAsync());
        await OpenAsync(first.Client);
        var id = (await GivenWaitingAsync(1)).Single();
        await dispatch.RunJobAsync<PlanWavesJob>();
        Assert.Single(await TasksAsync(first.Client));
        await OpenAsync(second.Client);
        Assert.Equal(204, (int)(await first.Client.PostAsync($"/api/rider/tasks/{id}/decline", new { })).StatusCode);
        Assert.Equal(204, (int)(await first.Client.PostAsync($"/api/rider/tasks/{id}/decline", new { })).StatusCode);
        Assert.Empty(await TasksAsync(first.Client));
        Assert.True((bool)Assert.Single(await TasksAsync(second.Client))["offered"]!);

        await (await second.Client.PostAsync($"/api/rider/tasks/{id}/accept", new { })).JsonAsync();
        await (await first.Client.PostAsync($"/api/rider/tasks/{id}/decline", new { })).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task Leaving_GivesToOthersWhatWasNotPickedUp()
    {
        var (goes, stays) = (await ARiderAsync(), await ARiderAsync());
        var shift = await OpenAsync(goes.Client);
        var ids = await GivenWaitingAsync(2);
        foreach (var id in ids)
            await (await goes.Client.PostAsync($"/api/rider/tasks/{id}/accept", new { })).JsonAsync();
        await (await goes.Client.PostAsync($"/api/rider/tasks/{ids[0]}/picked-up", new { })).JsonAsync();
        await OpenAsync(stays.Client);

        for (var i = 0; i < 2; i++)
            await (await goes.Client.PostAsync($"/api/rider/shifts/{shift["id"]}/leave", new { })).JsonAsync();
        Assert.Equal([$"{ids[0]}"], (await TasksAsync(goes.Client)).Select(task => (string?)task["id"]));
        Assert.Equal([$"{ids[1]}"], (await TasksAsync(stays.Client)).Select(task => (string?)task["id"]));
        await (await stays.Client.PostAsync($"/api/rider/tasks/{ids[1]}/accept", new { })).JsonAsync();
        Assert.Empty(dispatch.LoggedErrors);
    }

    [Fact]
    public async Task ManualOrder_ByStaff_StandsFirstUntilItIsTakenBack()
    {
        var rider = await ARiderAsync();
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        var shift = await OpenAsync(rider.Client);
        var ids = await GivenWaitingAsync(4);
        Guid[] byHand = [ids[3], ids[1]];
        var path = $"/api/rider/shifts/{shift["id"]}/order";

        var ordered = await (await staff.PutAsync(path, new { deliveryIds = byHand })).JsonAsync();
        Assert.Equal(byHand.Select(id => $"{id}"), ordered["stops"]!.AsArray().Take(2).Select(stop => (string?)stop!["deliveryId"]));
        Assert.Equal([true, true, false, false], ordered["stops"]!.AsArray().Select(stop => (bool)stop!["byHand"]!));
        Assert.Equal(byHand.Select(id => $"{id}"), (await TasksAsync(rider.Client)).Take(2).Select(task => (string?)task["id"]));

        var free = await (await staff.PutAsync(path, new { deliveryIds = Array.Empty<Guid>() })).JsonAsync();
        Assert.All(free["stops"]!.AsArray(), stop => Assert.False((bool)stop!["byHand"]!));
    }

    [Fact]
    public async Task ManualOrder_ThatCannotBe_IsRefused()
    {
        var rider = await ARiderAsync();
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        var shift = await OpenAsync(rider.Client);
        var id = (await GivenWaitingAsync(1)).Single();
        var path = $"/api/rider/shifts/{shift["id"]}/order";
        await (await staff.PutAsync(path, new { deliveryIds = new[] { Ids.New() } })).ProblemAsync(422, "dispatch.not-waiting-here");
        await (await staff.PutAsync(path, new { deliveryIds = new[] { id, id } })).ProblemAsync(400, "request.invalid");
        await (await staff.PutAsync(path, new { })).ProblemAsync(400, "request.invalid");
        await (await (await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX02"])).PutAsync(path, new { deliveryIds = new[] { id } })).ProblemAsync(404, "request.not-found");
        await (await rider.Client.PutAsync(path, new { deliveryIds = new[] { id } })).ProblemAsync(403, "auth.not-allowed");
        dispatch.Clock.Now = To;
        await (await staff.PutAsync(path, new { deliveryIds = new[] { id } })).ProblemAsync(422, "dispatch.shift-over");
    }

    [Fact]
    public async Task CancelledOrder_LeavesThePlan()
    {
        var rider = await ARiderAsync();
        await OpenAsync(rider.Client);
        await dispatch.GivenSiteAsync(["own-riders"], version: 2);
        var order = await dispatch.GivenOrderAsync();
        await GivenWaitingAsync(1);
        await dispatch.RunJobAsync<PlanWavesJob>();
        Assert.Equal(2, (await TasksAsync(rider.Client)).Count);
        await dispatch.CancelAsync(order);
        await dispatch.RunJobAsync<PlanWavesJob>();
        Assert.Equal(1, (int)Assert.Single(await TasksAsync(rider.Client))["plan"]!["position"]!);
    }

    [Fact]
    public async Task Shift_IsOpenedByItsRiderOrByStaffForHim_OncePerKeyAndNeverTwoAtATime()
    {
        var rider = await ARiderAsync();
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        var body = new { riderId = (Guid?)rider.Id, siteCode = "HX01", from = $"{From}", to = $"{To}", capacity = 20 };
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "s1");
        var opened = await (await staff.PostAsync("/api/rider/shifts", body)).JsonAsync(201);
        Assert.Equal((string?)opened["id"], (string?)(await (await staff.PostAsync("/api/rider/shifts", body)).JsonAsync(201))["id"]);
        await (await rider.Client.PostAsync("/api/rider/shifts", body with { riderId = null, from = $"{To - Duration.FromMinutes(1)}", to = $"{To + Duration.FromHours(1)}" }))
            .ProblemAsync(422, "dispatch.shift-overlaps");
        await OpenAsync(rider.Client, To, To + Duration.FromHours(1));
        Assert.Equal(2, (await rider.Client.GetJsonAsync("/api/rider/shifts"))["items"]!.AsArray().Count);
        Assert.Equal(2, (await staff.GetJsonAsync("/api/rider/shifts?siteCode=HX01"))["items"]!.AsArray().Count);
        Assert.Empty((await (await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX02"])).GetJsonAsync("/api/rider/shifts"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Shift_OfAStrangerOrElsewhere_IsNotThere()
    {
        var rider = await ARiderAsync();
        var body = new { riderId = (Guid?)rider.Id, siteCode = "HX01", from = $"{From}", to = $"{To}", capacity = 20 };
        await (await (await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX02"])).PostAsync("/api/rider/shifts", body)).ProblemAsync(404, "request.not-found");
        await (await (await dispatch.SignedInAsync(Role.Rider, "elsewhere")).PostAsync("/api/rider/shifts", body with { riderId = null })).ProblemAsync(404, "request.not-found");
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        await (await staff.PostAsync("/api/rider/shifts", body with { riderId = Ids.New() })).ProblemAsync(404, "request.not-found");
        await (await staff.PostAsync("/api/rider/shifts", body with { riderId = null })).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync("/api/rider/shifts", body with { to = $"{From}" })).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync($"/api/rider/shifts/{Ids.New()}/leave", new { })).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task Buttons_ThatComeLateAndTwice_KeepTheirTime()
    {
        var rider = await ARiderAsync();
        var id = (await GivenWaitingAsync(1)).Single();
        await (await rider.Client.PostAsync($"/api/rider/tasks/{id}/accept", new { })).JsonAsync();
        var pressedAt = dispatch.Clock.Now + Duration.FromMinutes(3);
        dispatch.Clock.Now += Duration.FromMinutes(20);
        rider.Client.DefaultRequestHeaders.Add("Idempotency-Key", "k1");
        for (var i = 0; i < 2; i++)
            await (await rider.Client.PostAsync($"/api/rider/tasks/{id}/picked-up", new { at = $"{pressedAt}" })).JsonAsync();
        await (await rider.Client.PostAsync($"/api/rider/tasks/{id}/picked-up", new { at = $"{pressedAt + Duration.FromMinutes(1)}" })).ProblemAsync(422, "idempotency.key-reused");
        rider.Client.DefaultRequestHeaders.Remove("Idempotency-Key");
        await (await rider.Client.PostAsync($"/api/rider/tasks/{id}/delivered", new { at = $"{dispatch.Clock.Now + Duration.FromHours(1)}" })).JsonAsync();
        await dispatch.DrainAsync();
        Assert.Equal(pressedAt, Assert.Single(dispatch.Bus.PublishedOf<MealPickedUp>()).OccurredAt);
        Assert.Equal(dispatch.Clock.Now, Assert.Single(dispatch.Bus.PublishedOf<MealDelivered>()).OccurredAt);
    }

    private async Task<(HttpClient Client, Guid Id)> ARiderAsync()
    {
        var id = Ids.New();
        return (await dispatch.SignedInAsync(Role.Rider, personId: id), id);
    }

    private static async Task<JsonNode> OpenAsync(HttpClient rider, Instant? from = null, Instant? to = null) =>
        await (await rider.PostAsync("/api/rider/shifts", new { siteCode = "HX01", from = $"{from ?? From}", to = $"{to ?? To}", capacity = 20 })).JsonAsync(201);

    private static async Task<IReadOnlyList<JsonNode>> TasksAsync(HttpClient rider) => [.. (await rider.GetJsonAsync("/api/rider/tasks"))["items"]!.AsArray().Select(task => task!)];

    /// <summary>Meals that wait at the kitchen for own riders, at serving time.</summary>
    private async Task<List<Guid>> GivenWaitingAsync(int count)
    {
        await dispatch.GivenSiteAsync(["own-riders"], version: 2);
        var orders = new List<OrderConfirmed>();
        for (var i = 0; i < count; i++)
            orders.Add(await dispatch.GivenOrderAsync());
        dispatch.Clock.Now = DispatchFactory.ServeFrom;
        await dispatch.RunJobsAsync();
        var ids = new List<Guid>();
        foreach (var order in orders)
            ids.Add((await dispatch.DeliveryAsync(order)).Id);
        return ids;
    }
}
