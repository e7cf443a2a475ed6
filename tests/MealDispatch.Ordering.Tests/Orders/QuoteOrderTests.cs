using MealDispatch.Contracts.Ordering;
using MealDispatch.Testing;
using static MealDispatch.Ordering.Tests.OrderingFactory;

namespace MealDispatch.Ordering.Tests.Orders;

public sealed class QuoteOrderTests(OrderingFactory factory) : IClassFixture<OrderingFactory>
{
    [Fact]
    public async Task Quote_NamesPriceSubsidyAndDietClashes_AndTakesNothing()
    {
        var (client, id) = await factory.ASignedInResidentAsync(r => r with { DietTags = ["low-salt"] });
        var lines = new[] { new { itemCode = "A", quantity = 1 }, new { itemCode = "B", quantity = 1 } };

        var quote = await (await client.PostAsync("/api/orders/quote", AnOrder(id, o => o["lines"] = lines))).JsonAsync();

        Assert.Equal((2600, 300, 600, 2300), ((long)quote["foodFen"]!, (long)quote["deliveryFeeFen"]!, (long)quote["subsidyFen"]!, (long)quote["payableFen"]!));
        Assert.Equal("半价", (string?)quote["subsidy"]!["explanation"]!["zh"]);
        Assert.Equal("A", (string?)Assert.Single(quote["warnings"]!.AsArray())!["itemCode"]);
        Assert.Equal(20_000, await factory.BalanceAsync(id));
        Assert.DoesNotContain(factory.Bus.PublishedOf<OrderPlaced>(), m => m.ResidentId == id);
    }

    [Fact]
    public async Task Quote_OfWhatCannotBeOrdered_IsRefusedLikeAnOrder()
    {
        var (client, id) = await factory.ASignedInResidentAsync();

        await (await client.PostAsync("/api/orders/quote", AnOrder(id, o => o["serviceDate"] = "2025-08-01"))).ProblemAsync(422, "ordering.not-open-yet");
        await (await client.PostAsync("/api/orders/quote", AnOrder(id, o => o["paymentMethod"] = "at-site"))).ProblemAsync(422, "ordering.payment-method");
    }
}
