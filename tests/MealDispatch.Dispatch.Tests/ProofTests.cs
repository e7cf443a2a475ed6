using System.Net.Http.Headers;
using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Dispatch.Tracks.DeleteOldRows;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Dispatch.Tests;

public sealed class ProofTests : DispatchScenario
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

    [Fact]
    public async Task Photo_IsSeenByThoseWhoMaySeeTheDelivery_AndTheLastCounts()
    {
        var (rider, order, id) = await GivenPickedUpAsync();
        await SendPositionAsync(rider, DispatchFactory.Door.Lat + 0.001);
        Assert.Equal(204, (int)(await PhotoAsync(rider, id, [.. Jpeg, 9])).StatusCode);
        Assert.Equal(204, (int)(await PhotoAsync(rider, id, Jpeg)).StatusCode);

        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        var shown = await staff.GetAsync($"/api/deliveries/{id}/proofs/photo");
        Assert.Equal("image/jpeg", shown.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(shown.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(Jpeg, await shown.Content.ReadAsByteArrayAsync());
        var proof = Assert.Single((await staff.GetJsonAsync($"/api/deliveries/{id}/proofs"))["items"]!.AsArray())!;
        Assert.Equal("photo", (string?)proof["kind"]);
        Assert.InRange((int)proof["meters"]!, 110, 113);
        Assert.Equal(200, (int)(await (await dispatch.SignedInAsync(Role.Resident, residentId: order.ResidentId)).GetAsync($"/api/deliveries/{id}/proofs/photo")).StatusCode);
        var stranger = await dispatch.SignedInAsync(Role.Resident, residentId: Ids.New());
        await (await stranger.GetAsync($"/api/deliveries/{id}/proofs/photo")).ProblemAsync(404, "request.not-found");
        await (await stranger.GetAsync($"/api/deliveries/{id}/proofs")).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task Photo_ThatIsNoneOrTooLarge_IsRefused()
    {
        var (rider, _, id) = await GivenPickedUpAsync();
        Assert.Equal(400, (int)(await PhotoAsync(rider, id, "<svg onload=alert(1)>"u8.ToArray())).StatusCode);
        Assert.Equal(400, (int)(await PhotoAsync(rider, id, Jpeg, "image/png")).StatusCode);
        Assert.Equal(400, (int)(await PhotoAsync(rider, id, [])).StatusCode);
        Assert.Equal(415, (int)(await PhotoAsync(rider, id, Jpeg, "image/svg+xml")).StatusCode);
        Assert.Equal(413, (int)(await PhotoAsync(rider, id, [.. Jpeg, .. new byte[2 * 1024 * 1024]])).StatusCode);
        Assert.Empty((await rider.GetJsonAsync($"/api/deliveries/{id}/proofs"))["items"]!.AsArray());
        Assert.Empty(dispatch.LoggedErrors);
    }

    [Fact]
    public async Task Photo_KeptLongEnough_IsDeletedAndTheProofStays()
    {
        var (rider, _, id) = await GivenPickedUpAsync();
        await PhotoAsync(rider, id, Jpeg);
        dispatch.Clock.Now += Duration.FromDays(90) + Duration.FromSeconds(1);
        await dispatch.RunJobAsync<DeleteOldRowsJob>();
        await (await rider.GetAsync($"/api/deliveries/{id}/proofs/photo")).ProblemAsync(404, "request.not-found");
        Assert.Single((await rider.GetJsonAsync($"/api/deliveries/{id}/proofs"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Code_IsShownToTheResidentOnlyAndTakenWithinFiveTries()
    {
        var (rider, order, id) = await GivenPickedUpAsync();
        var resident = await dispatch.SignedInAsync(Role.Resident, residentId: order.ResidentId);
        var code = (string?)(await resident.GetJsonAsync($"/api/deliveries/{id}/track"))["receiptCode"];
        Assert.Matches("^[0-9]{4}$", code);
        Assert.Null((await rider.GetJsonAsync($"/api/deliveries/{id}/track"))["receiptCode"]);
        var wrong = code == "0000" ? "0001" : "0000";
        var path = $"/api/rider/tasks/{id}/proofs/code";

        var refused = await (await rider.PutAsync(path, new { code = wrong })).ProblemAsync(422, "dispatch.wrong-code");
        Assert.Equal(4, (int)refused["triesLeft"]!);
        Assert.Empty((await rider.GetJsonAsync($"/api/deliveries/{id}/proofs"))["items"]!.AsArray());
        Assert.Equal(204, (int)(await rider.PutAsync(path, new { code })).StatusCode);
        Assert.Equal(204, (int)(await rider.PutAsync(path, new { code = wrong })).StatusCode);
        Assert.Equal("code", (string?)Assert.Single((await rider.GetJsonAsync($"/api/deliveries/{id}/proofs"))["items"]!.AsArray())!["kind"]);

        var (_, _, other) = await GivenPickedUpAsync(rider);
        for (var i = 0; i < 5; i++)
            await (await rider.PutAsync($"/api/rider/tasks/{other}/proofs/code", new { code = "x" })).ProblemAsync(422, "dispatch.wrong-code");
        var all = (await Task.WhenAll(Enumerable.Range(0, 20).Select(n => rider.PutAsync($"/api/rider/tasks/{other}/proofs/code", new { code = $"{n:0000}" })))).Select(r => (int)r.StatusCode);
        Assert.All(all, status => Assert.Equal(422, status));
    }

    [Fact]
    public async Task Meeting_KeepsItsTime_AndNothingIsProvenBeforePickupOrByOthers()
    {
        var (rider, _, id) = await GivenPickedUpAsync();
        var metAt = dispatch.Clock.Now + Duration.FromMinutes(2);
        dispatch.Clock.Now += Duration.FromMinutes(10);
        Assert.Equal(204, (int)(await rider.PutAsync($"/api/rider/tasks/{id}/proofs/met-in-person", new { at = $"{metAt}" })).StatusCode);
        var proof = Assert.Single((await rider.GetJsonAsync($"/api/deliveries/{id}/proofs"))["items"]!.AsArray())!;
        Assert.Equal(("met-in-person", $"{metAt}"), ((string?)proof["kind"], (string?)proof["at"]));

        await (await (await dispatch.SignedInAsync(Role.Rider)).PutAsync($"/api/rider/tasks/{id}/proofs/met-in-person", new { })).ProblemAsync(404, "request.not-found");
        var (_, _, waiting) = await GivenPickedUpAsync(rider, pickedUp: false);
        await (await rider.PutAsync($"/api/rider/tasks/{waiting}/proofs/met-in-person", new { })).ProblemAsync(422, "dispatch.not-picked-up");
    }

    private static async Task<HttpResponseMessage> PhotoAsync(HttpClient rider, Guid id, byte[] photo, string type = "image/jpeg")
    {
        var content = new ByteArrayContent(photo);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await rider.PutAsync(new Uri($"/api/rider/tasks/{id}/proofs/photo", UriKind.Relative), content);
    }

    private async Task SendPositionAsync(HttpClient rider, double lat)
    {
        dispatch.Clock.Now += Duration.FromSeconds(5);
        await rider.PostAsync("/api/rider/positions", new[] { new { at = $"{dispatch.Clock.Now}", lat, lng = DispatchFactory.Door.Lng } });
    }

    private async Task<(HttpClient Rider, OrderConfirmed Order, Guid Id)> GivenPickedUpAsync(HttpClient? rider = null, bool pickedUp = true)
    {
        rider ??= await dispatch.SignedInAsync(Role.Rider);
        await dispatch.GivenSiteAsync(["own-riders"], version: 2);
        var order = await dispatch.GivenOrderAsync();
        dispatch.Clock.Now = Instant.Max(dispatch.Clock.Now, DispatchFactory.ServeFrom);
        await dispatch.RunJobsAsync();
        var id = (await dispatch.DeliveryAsync(order)).Id;
        await (await rider.PostAsync($"/api/rider/tasks/{id}/accept", new { })).JsonAsync();
        if (pickedUp)
            await (await rider.PostAsync($"/api/rider/tasks/{id}/picked-up", new { })).JsonAsync();
        return (rider, order, id);
    }
}
