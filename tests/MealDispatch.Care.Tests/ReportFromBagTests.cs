using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Care.Tests;

/// <summary>Boundaries: before pickup, at pickup, the last moment before two hours after delivery, two hours after.</summary>
public sealed class ReportFromBagTests(CareFactory care) : IClassFixture<CareFactory>
{
    private static readonly object Concern = new { level = "concern", codes = new[] { "no-answer" }, note = "敲门没人应" };

    [Fact]
    public async Task BagReport_OnTheWay_RaisesAnAlertAndShowsNoPersonalData()
    {
        var order = await PickedUpAsync();
        await care.DeliverAsync(care.AContact(order.Resident));

        var answer = await care.CreateClient().PostAsync($"/api/care/reports/{order.Token}", Concern);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(["id", "level", "receivedAt"], (await answer.JsonAsync(201)).AsObject().Select(p => p.Key));
        Assert.DoesNotContain("王", text, StringComparison.Ordinal);
        var alert = await (await care.StaffAsync()).AlertAsync(order);
        Assert.Equal("bag", (string?)alert["reports"]![0]!["source"]);
        Assert.Equal("敲门没人应", (string?)alert["reports"]![0]!["note"]);
    }

    [Fact]
    public async Task BagReport_OutsideItsTime_IsAsIfTheTokenDidNotExist()
    {
        var order = AnOrder.New();
        var anybody = care.CreateClient();
        var path = $"/api/care/reports/{order.Token}";
        await (await anybody.PostAsync(path, Concern)).ProblemAsync(404, "request.not-found");
        await care.DeliverAsync(care.ABatch(order));
        await (await anybody.PostAsync(path, Concern)).ProblemAsync(404, "request.not-found");
        await care.DeliverAsync(care.APickup(order));
        care.Clock.Now += Duration.FromMinutes(30);
        await care.DeliverAsync(care.ADelivery(order));

        care.Clock.Now += Duration.FromHours(2) - Duration.FromTicks(10);
        await (await anybody.PostAsync(path, Concern)).JsonAsync(201);
        care.Clock.Now += Duration.FromTicks(10);
        await (await anybody.PostAsync(path, Concern)).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task BagReport_AfterNobodyOpened_IsTaken()
    {
        var order = await PickedUpAsync();
        await care.DeliverAsync(care.AFailure(order, pickedUp: true));
        care.Clock.Now += Duration.FromHours(1);

        await (await care.CreateClient().PostAsync($"/api/care/reports/{order.Token}", Concern)).JsonAsync(201);
    }

    [Fact]
    public async Task BagReport_OfAMealThatNeverLeft_IsNotTaken()
    {
        var order = AnOrder.New();
        await care.DeliverAsync(care.ABatch(order));
        await care.DeliverAsync(care.AFailure(order, pickedUp: false));

        await (await care.CreateClient().PostAsync($"/api/care/reports/{order.Token}", Concern)).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task BagReport_RepeatedWithOneKey_IsOneReport()
    {
        var order = await PickedUpAsync();
        var anybody = care.CreateClient();
        anybody.DefaultRequestHeaders.Add("Idempotency-Key", "bag-1");

        var first = await (await anybody.PostAsync($"/api/care/reports/{order.Token}", Concern)).JsonAsync(201);
        var second = await (await anybody.PostAsync($"/api/care/reports/{order.Token}", Concern)).JsonAsync(201);

        Assert.Equal((string?)first["id"], (string?)second["id"]);
        Assert.Single((await (await care.StaffAsync()).AlertAsync(order))["reports"]!.AsArray());
    }

    [Fact]
    public async Task BagReport_TooOftenByOneBag_IsRefused()
    {
        var order = await PickedUpAsync();
        var anybody = care.CreateClient();
        for (var i = 0; i < 6; i++)
            await (await anybody.PostAsync($"/api/care/reports/{order.Token}", Concern)).JsonAsync(201);

        await (await anybody.PostAsync($"/api/care/reports/{order.Token}", Concern)).ProblemAsync(429, "request.too-many");
        Assert.Equal(6, (await (await care.StaffAsync()).AlertAsync(order))["reports"]!.AsArray().Count);
    }

    [Fact]
    public async Task BagReport_WithBadBody_IsRefusedAndChangesNothing()
    {
        var order = await PickedUpAsync();
        var anybody = care.CreateClient();
        object?[] invalid =
        [
            new { }, new { level = (string?)null }, new { level = "concern", codes = new[] { "hunger" } },
            new { level = "concern", codes = new string?[] { null } }, new { level = "urgent", note = new string('长', 501) },
        ];
        foreach (var body in invalid)
        {
            order = await PickedUpAsync();
            await (await anybody.PostAsync($"/api/care/reports/{order.Token}", body)).ProblemAsync(400, "request.invalid");
            Assert.Empty(await (await care.StaffAsync()).AlertsAsync(order));
        }

        foreach (var body in new object[] { new { level = "dead" }, new { level = 1 }, new { level = "well", codes = "fall" }, "text" })
            await (await anybody.PostAsync($"/api/care/reports/{order.Token}", body)).ProblemAsync(400, "request.malformed");
        Assert.Empty(care.LoggedErrors);
    }

    private async Task<AnOrder> PickedUpAsync()
    {
        var order = AnOrder.New();
        await care.DeliverAsync(care.ABatch(order));
        await care.DeliverAsync(care.APickup(order));
        return order;
    }
}
