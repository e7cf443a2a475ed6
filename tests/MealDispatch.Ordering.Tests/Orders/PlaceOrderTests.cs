using System.Text.Json.Nodes;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;
using NodaTime;
using static MealDispatch.Ordering.Tests.OrderingFactory;

namespace MealDispatch.Ordering.Tests.Orders;

public sealed class PlaceOrderTests(OrderingFactory factory) : IClassFixture<OrderingFactory>, IAsyncLifetime
{
    public Task InitializeAsync()
    {
        factory.Clock.Now = Instant.FromUtc(2025, 7, 1, 0, 0);
        factory.Decide = HalfAtMostSixYuan;
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task PlaceOrder_ByTheResident_IsConfirmedPricedAndPaid()
    {
        var (client, id) = await factory.ASignedInResidentAsync();

        var response = await client.PostAsync("/api/orders", AnOrder(id));

        var order = await response.JsonAsync(201);
        Assert.Equal($"/api/orders/{order["id"]}", response.Headers.Location?.ToString());
        Assert.Equal("confirmed", (string?)order["status"]);
        Assert.Equal((1600, 300, 600, 1300), ((long)order["foodFen"]!, (long)order["deliveryFeeFen"]!, (long)order["subsidyFen"]!, (long)order["payableFen"]!));
        Assert.Equal("HX-2025", (string?)order["subsidy"]!["grants"]![0]!["scheme"]);
        Assert.Equal("半价", (string?)order["subsidy"]!["explanation"]!["zh"]);
        Assert.Equal(["placed", "subsidy-decided", "paid", "confirmed"], EventsOf(order));
        Assert.Null(order["delivery"]);
        Assert.Equal(18_700, await factory.BalanceAsync(id));
        await factory.DrainAsync();
        Assert.Equal(OrderedBy.Resident, Assert.Single(factory.Bus.PublishedOf<OrderPlaced>(), m => m.ResidentId == id).OrderedBy);
        var confirmed = Assert.Single(factory.Bus.PublishedOf<OrderConfirmed>(), m => m.OrderId == (Guid)order["id"]!);
        Assert.Equal((Canteen, LunchCutoff, false), (confirmed.KitchenSiteCode, confirmed.CutoffAt, confirmed.AfterCutoff));
        Assert.Equal("红烧肉套餐", Assert.Single(confirmed.Lines).Name);
    }

    [Fact]
    public async Task PlaceOrder_AtADiningTable_SellsTheSuppliersMenu()
    {
        var (client, id) = await factory.ASignedInResidentAsync();

        var order = await (await client.PostAsync("/api/orders", AnOrder(id, o => o["siteCode"] = Table))).JsonAsync(201);

        Assert.Equal((Table, Canteen), ((string?)order["siteCode"], (string?)order["kitchenSiteCode"]));
        Assert.StartsWith("HX08-250701-L", (string?)order["number"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-07-01T01:29:59Z", null)]
    [InlineData("2025-07-01T01:30:00Z", "ordering.cutoff-passed")]
    [InlineData("2025-07-01T01:30:01Z", "ordering.cutoff-passed")]
    [InlineData("2025-06-23T15:59:59Z", "ordering.not-open-yet")]
    [InlineData("2025-06-23T16:00:00Z", null)]
    public async Task PlaceOrder_AroundTheWindow_IsOpenFromItsDayUntilBeforeTheCutoff(string now, string? code)
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        factory.Clock.Now = NodaTime.Text.InstantPattern.ExtendedIso.Parse(now).Value;

        var response = await client.PostAsync("/api/orders", AnOrder(id));

        if (code is null)
            await response.JsonAsync(201);
        else
            await response.ProblemAsync(422, code);
    }

    [Fact]
    public async Task PlaceOrder_AfterCutoffByStaffWithAReason_IsLetInForASupplementaryWave()
    {
        var id = await factory.AResidentAsync();
        var staff = await factory.StaffAsync();
        factory.Clock.Now = LunchCutoff;

        await (await staff.PostAsync("/api/orders", AnOrder(id))).ProblemAsync(422, "ordering.cutoff-passed");
        var order = await (await staff.PostAsync("/api/orders", AnOrder(id, o => o["lateReason"] = "老人刚出院"))).JsonAsync(201);

        await factory.DrainAsync();
        Assert.True(factory.Bus.PublishedOf<OrderConfirmed>().Single(m => m.OrderId == (Guid)order["id"]!).AfterCutoff);
    }

    [Fact]
    public async Task PlaceOrder_AfterCutoffByTheResidentWithAReason_IsRefused()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        factory.Clock.Now = LunchCutoff;

        await (await client.PostAsync("/api/orders", AnOrder(id, o => o["lateReason"] = "忘了"))).ProblemAsync(422, "ordering.cutoff-passed");
    }

    [Fact]
    public async Task PlaceOrder_ForAForeignResident_LooksLikeAnAbsentOne()
    {
        var (client, _) = await factory.ASignedInResidentAsync();
        var foreign = await factory.AResidentAsync();

        await (await client.PostAsync("/api/orders", AnOrder(foreign))).ProblemAsync(404, "request.not-found");
        await (await client.PostAsync("/api/orders", AnOrder(Guid.Parse("00000000-0000-0000-0000-000000000001")))).ProblemAsync(404, "request.not-found");
        var staffElsewhere = await factory.SignedInAsync(Role.CanteenStaff, subdistrict: "other", sites: [Canteen]);
        await (await staffElsewhere.PostAsync("/api/orders", AnOrder(foreign))).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task PlaceOrder_ByStaffOfAnotherSite_IsForbidden()
    {
        var id = await factory.AResidentAsync();
        var staff = await factory.StaffAsync(OtherCanteen);

        await (await staff.PostAsync("/api/orders", AnOrder(id))).ProblemAsync(403, "ordering.not-your-site");
    }

    [Fact]
    public async Task PlaceOrder_TwiceForOneMeal_IsADuplicateUntilTheFirstIsCancelled()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        var first = await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);

        await (await client.PostAsync("/api/orders", AnOrder(id))).ProblemAsync(422, "ordering.duplicate");
        await (await client.PostAsync($"/api/orders/{first["id"]}/cancel", new { reason = "不吃了" })).JsonAsync();
        await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);
    }

    [Fact]
    public async Task PlaceOrder_DineInAhead_IsNeverADuplicateAndIsCooked()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);

        var dineIn = await (await client.PostAsync("/api/orders", AnOrder(id, o => (o["fulfilment"], o["paymentMethod"]) = ("dine-in", "at-site")))).JsonAsync(201);

        Assert.Equal("confirmed", (string?)dineIn["status"]);
        await factory.DrainAsync();
        Assert.Contains(factory.Bus.PublishedOf<OrderConfirmed>(), m => m.OrderId == (Guid)dineIn["id"]!);
    }

    [Fact]
    public async Task PlaceOrder_DeliveryPaidAtTheCounter_IsRefused()
    {
        var (client, id) = await factory.ASignedInResidentAsync();

        await (await client.PostAsync("/api/orders", AnOrder(id, o => o["paymentMethod"] = "at-site"))).ProblemAsync(422, "ordering.payment-method");
    }

    [Fact]
    public async Task PlaceOrder_FarAwayOrWithoutCoordinates_IsOutsideTheDeliveryArea()
    {
        var (far, farId) = await factory.ASignedInResidentAsync(r => r with { Point = new GeoPoint(31.30, 121.23) });
        var (nowhere, nowhereId) = await factory.ASignedInResidentAsync(r => r with { Point = null });

        await (await far.PostAsync("/api/orders", AnOrder(farId))).ProblemAsync(422, "ordering.outside-delivery-area");
        await (await nowhere.PostAsync("/api/orders", AnOrder(nowhereId))).ProblemAsync(422, "ordering.outside-delivery-area");
        await (await far.PostAsync("/api/orders", AnOrder(farId, o => o["fulfilment"] = "pickup"))).JsonAsync(201);
    }

    [Fact]
    public async Task PlaceOrder_WhenPausedOnTheServiceDate_IsRefused()
    {
        var (client, id) = await factory.ASignedInResidentAsync(r => r with
        {
            Statuses = [new(ResidentStatus.Active, null, new(2025, 6, 30)), new(ResidentStatus.Paused, new(2025, 7, 1), null)],
        });

        await (await client.PostAsync("/api/orders", AnOrder(id))).ProblemAsync(422, "ordering.resident-not-active");
    }

    [Fact]
    public async Task PlaceOrder_PriceAboveWhatWasAccepted_IsRefusedAndNothingIsTaken()
    {
        var (client, id) = await factory.ASignedInResidentAsync();

        await (await client.PostAsync("/api/orders", AnOrder(id, o => o["expectedPayableFen"] = 1299))).ProblemAsync(422, "ordering.price-changed");

        Assert.Equal(20_000, await factory.BalanceAsync(id));
        await (await client.PostAsync("/api/orders", AnOrder(id, o => o["expectedPayableFen"] = 1300))).JsonAsync(201);
    }

    [Fact]
    public async Task PlaceOrder_BalanceTooLow_IsRefusedCancelledAndToldToSubsidy()
    {
        var (client, id) = await factory.ASignedInResidentAsync(balanceFen: 1299);

        var problem = await (await client.PostAsync("/api/orders", AnOrder(id))).ProblemAsync(422, "payments.balance-too-low");

        Assert.Equal(1299, await factory.BalanceAsync(id));
        var order = await client.GetJsonAsync($"/api/orders/{problem["orderId"]}");
        Assert.Equal(("cancelled", "payments.balance-too-low"), ((string?)order["status"], (string?)order["refusal"]!["code"]));
        await factory.DrainAsync();
        Assert.False(Assert.Single(factory.Bus.PublishedOf<OrderCancelled>(), m => m.OrderId == (Guid)order["id"]!).WasConfirmed);
        using var staff = await factory.StaffAsync();
        await staff.PostAsync($"/api/residents/{id}/meal-account/top-ups", new { amountFen = 1, method = "cash" });
        await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);
        Assert.Equal(0, await factory.BalanceAsync(id));
    }

    [Fact]
    public async Task PlaceOrder_WhileSubsidyIsSilent_IsAcceptedAndSettledLater()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        factory.Decide = null;

        var response = await client.PostAsync("/api/orders", AnOrder(id));
        var order = await response.JsonAsync(202);
        Assert.Equal("placed", (string?)order["status"]);
        Assert.Equal($"/api/orders/{order["id"]}", response.Headers.Location?.ToString());
        await factory.DeliverAsync(ADecision((Guid)order["id"]!, 0), order["id"]!.ToString());

        var settled = await client.GetJsonAsync($"/api/orders/{order["id"]}");
        Assert.Equal(("confirmed", 1900), ((string?)settled["status"], (long)settled["payableFen"]!));
        Assert.Equal("day-right-used", (string?)settled["subsidy"]!["refusals"]![0]!["reason"]);
    }

    [Fact]
    public async Task PlaceOrder_SameKeyTwice_IsOneOrder()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        client.DefaultRequestHeaders.Add("Idempotency-Key", "once");

        var first = await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);
        var second = await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);

        Assert.Equal((string?)first["id"], (string?)second["id"]);
        Assert.Equal(18_700, await factory.BalanceAsync(id));
        await (await client.PostAsync("/api/orders", AnOrder(id, o => o["remark"] = "少盐"))).ProblemAsync(422, "idempotency.key-reused");
    }

    [Fact]
    public async Task PlaceOrder_RefusedUnderAKey_FreesTheKey()
    {
        var (client, id) = await factory.ASignedInResidentAsync(balanceFen: 0);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "again");
        await (await client.PostAsync("/api/orders", AnOrder(id))).ProblemAsync(422, "payments.balance-too-low");
        using var staff = await factory.StaffAsync();
        await staff.PostAsync($"/api/residents/{id}/meal-account/top-ups", new { amountFen = 20_000, method = "cash" });

        await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);
    }

    [Fact]
    public async Task PlaceOrder_ResidentRegisteredAMomentAgo_WaitsThenSaysTryLater()
    {
        var staff = await factory.StaffAsync();
        var known = Guid.Parse("00000000-0000-0000-0000-0000000000aa");
        factory.Bus.Answer<FindResident, ResidentFound>(q => new ResidentFound { Exists = q.ResidentId == known });

        await (await staff.PostAsync("/api/orders", AnOrder(known))).ProblemAsync(503, "request.try-later");
    }

    [Theory]
    [InlineData("residentId", null, "request.invalid")]
    [InlineData("residentId", "x", "request.malformed")]
    [InlineData("siteCode", null, "request.invalid")]
    [InlineData("siteCode", "a b", "request.invalid")]
    [InlineData("serviceDate", null, "request.invalid")]
    [InlineData("serviceDate", "2025-02-30", "request.malformed")]
    [InlineData("serviceDate", "1066-10-14", "request.invalid")]
    [InlineData("serviceDate", "9999-12-31", "request.invalid")]
    [InlineData("mealPeriod", null, "request.invalid")]
    [InlineData("mealPeriod", "brunch", "request.malformed")]
    [InlineData("fulfilment", null, "request.invalid")]
    [InlineData("fulfilment", 1, "request.malformed")]
    [InlineData("paymentMethod", null, "request.invalid")]
    [InlineData("paymentMethod", "gold", "request.malformed")]
    [InlineData("lines", null, "request.invalid")]
    [InlineData("lines", "A", "request.malformed")]
    [InlineData("remark", 7, "request.malformed")]
    [InlineData("expectedPayableFen", -1, "request.invalid")]
    [InlineData("expectedPayableFen", 1e30, "request.malformed")]
    [InlineData("expectedPayableFen", 1.5, "request.malformed")]
    public async Task PlaceOrder_WithABadField_IsMalformedOrInvalid(string field, object? value, string code)
    {
        var (client, id) = await factory.ASignedInResidentAsync();

        await (await client.PostAsync("/api/orders", AnOrder(id, o => o[field] = value))).ProblemAsync(400, code);
    }

    [Fact]
    public async Task PlaceOrder_WithBadLines_IsInvalid()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        object?[] bad = [null, new { itemCode = "A", quantity = 0 }, new { itemCode = "A", quantity = 100 }, new { quantity = 1 }, new { itemCode = "A" }];

        foreach (var line in bad)
            await (await client.PostAsync("/api/orders", AnOrder(id, o => o["lines"] = new[] { line }))).ProblemAsync(400, "request.invalid");
        await (await client.PostAsync("/api/orders", AnOrder(id, o => o["lines"] = Array.Empty<object>()))).ProblemAsync(400, "request.invalid");
        await (await client.PostAsync("/api/orders", AnOrder(id, o => o["remark"] = new string('长', 201)))).ProblemAsync(400, "request.invalid");
        await (await client.PostAsync("/api/orders", AnOrder(id, o => o["lines"] = new[] { new { itemCode = "Z", quantity = 1 } }))).ProblemAsync(422, "ordering.not-on-menu");
        await (await client.PostAsync("/api/orders", AnOrder(id, o => o["siteCode"] = "HX99"))).ProblemAsync(404, "ordering.site-unknown");
        Assert.Empty(factory.LoggedErrors);
    }

    internal static IEnumerable<string?> EventsOf(JsonNode order) => order["timeline"]!.AsArray().Select(e => (string?)e!["event"]);
}
