using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Testing;
using NodaTime;
using static MealDispatch.Ordering.Tests.OrderingFactory;

namespace MealDispatch.Ordering.Tests.Orders;

public sealed class CancelOrderTests(OrderingFactory factory) : IClassFixture<OrderingFactory>, IAsyncLifetime
{
    public Task InitializeAsync()
    {
        factory.Clock.Now = Instant.FromUtc(2025, 7, 1, 0, 0);
        factory.Decide = HalfAtMostSixYuan;
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Cancel_BeforeTheCutoff_GivesEverythingBackOnce()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        var order = await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);
        factory.Clock.Now = LunchCutoff - Duration.FromSeconds(1);

        var cancelled = await (await client.PostAsync($"/api/orders/{order["id"]}/cancel", new { reason = "不吃了" })).JsonAsync();
        await factory.DeliverAsync(Released(order["id"]!), order["id"]!.ToString());
        var again = await (await client.PostAsync($"/api/orders/{order["id"]}/cancel", new { reason = "不吃了" })).JsonAsync();

        Assert.Equal("cancelled", (string?)cancelled["status"]);
        Assert.Null(cancelled["refusal"]);
        Assert.Equal(1, PlaceOrderTests.EventsOf(again).Count(e => e == "refunded"));
        Assert.Equal(20_000, await factory.BalanceAsync(id));
        var told = Assert.Single(factory.Bus.PublishedOf<OrderCancelled>(), m => m.OrderId == (Guid)order["id"]!);
        Assert.Equal(("requested", true), (told.ReasonCode, told.WasConfirmed));
        Assert.Equal(1_300, Assert.Single(factory.Bus.PublishedOf<OrderRefunded>(), m => m.OrderId == told.OrderId).AmountFen);
    }

    [Fact]
    public async Task Cancel_AtTheCutoff_IsTooLateForTheResidentAndNeedsAReasonOfStaff()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        var order = await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);
        var staff = await factory.StaffAsync();
        factory.Clock.Now = LunchCutoff;
        var path = $"/api/orders/{order["id"]}/cancel";

        await (await client.PostAsync(path, new { reason = "晚了" })).ProblemAsync(422, "ordering.too-late-to-cancel");
        await (await staff.PostAsync(path, new { })).ProblemAsync(400, "request.invalid");
        Assert.Equal(18_700, await factory.BalanceAsync(id));
        await (await staff.PostAsync(path, new { reason = "住院" })).JsonAsync();
        Assert.Equal(20_000, await factory.BalanceAsync(id));
    }

    [Fact]
    public async Task Cancel_BeforeSubsidyDecided_StaysCancelledWhenTheDecisionComes()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        factory.Decide = null;
        var order = await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(202);
        await (await client.PostAsync($"/api/orders/{order["id"]}/cancel", new { })).JsonAsync();

        await factory.DeliverAsync(ADecision((Guid)order["id"]!, 600), order["id"]!.ToString());
        await factory.DeliverAsync(Released(order["id"]!), order["id"]!.ToString());

        Assert.Equal("cancelled", (string?)(await client.GetJsonAsync($"/api/orders/{order["id"]}"))["status"]);
        Assert.Equal(20_000, await factory.BalanceAsync(id));
        Assert.DoesNotContain(factory.Bus.PublishedOf<OrderConfirmed>(), m => m.OrderId == (Guid)order["id"]!);
    }

    [Fact]
    public async Task Cancel_AForeignOrder_LooksLikeAnAbsentOne()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        var order = await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);
        var (other, _) = await factory.ASignedInResidentAsync();

        await (await other.PostAsync($"/api/orders/{order["id"]}/cancel", new { reason = "x" })).ProblemAsync(404, "request.not-found");
        await (await other.GetAsync($"/api/orders/{order["id"]}")).ProblemAsync(404, "request.not-found");
        await (await other.GetAsync($"/api/orders/{order["id"]}/stream")).ProblemAsync(404, "request.not-found");
        Assert.Equal("confirmed", (string?)(await client.GetJsonAsync($"/api/orders/{order["id"]}"))["status"]);
    }

    [Fact]
    public async Task Cancel_OfTheLastPiece_MakesItSellableAgain()
    {
        var staff = await factory.StaffAsync();
        await GivenAMenuAsync(staff, Today, "dinner", stockOfB: 2);
        var (first, firstId) = await factory.ASignedInResidentAsync();
        var (second, secondId) = await factory.ASignedInResidentAsync();
        static void TwoOfB(Dictionary<string, object?> o) => (o["mealPeriod"], o["lines"]) = ("dinner", new[] { new { itemCode = "B", quantity = 2 } });
        var order = await (await first.PostAsync("/api/orders", AnOrder(firstId, TwoOfB))).JsonAsync(201);

        var soldOut = await (await second.PostAsync("/api/orders", AnOrder(secondId, TwoOfB))).ProblemAsync(422, "ordering.sold-out");
        Assert.Equal(0, (int)soldOut["left"]!);
        await (await first.PostAsync($"/api/orders/{order["id"]}/cancel", new { })).JsonAsync();
        await (await second.PostAsync("/api/orders", AnOrder(secondId, TwoOfB))).JsonAsync(201);
    }

    private static SubsidyReleased Released(System.Text.Json.Nodes.JsonNode orderId) => new()
    {
        OrderId = (Guid)orderId, DecisionId = Guid.Empty, AmountFen = 600, OccurredAt = Instant.FromUtc(2025, 7, 1, 2, 0),
    };
}
