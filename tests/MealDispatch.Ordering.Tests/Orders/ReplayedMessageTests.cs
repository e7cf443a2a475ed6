using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Testing;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.Tests.Orders;

public sealed class ReplayedMessageTests(OrderingFactory factory) : IClassFixture<OrderingFactory>
{
    [Fact]
    public async Task Order_WhoseMessageWasParked_GoesOnWhenItIsReplayed()
    {
        var (client, resident) = await factory.ASignedInResidentAsync();
        factory.Decide = _ => throw new InvalidOperationException("Subsidy is down");
        var placed = await (await client.PostAsync("/api/orders", OrderingFactory.AnOrder(resident))).JsonAsync(202);
        await ParkAsync(typeof(OrderPlaced));
        factory.Decide = OrderingFactory.HalfAtMostSixYuan;
        using var admin = await factory.SignedInAsync(Role.Admin);

        var parked = Assert.Single((await admin.GetJsonAsync("/api/operations/ordering/parked"))["items"]!.AsArray())!;
        Assert.Contains("Subsidy is down", (string?)parked["error"]);
        var replayed = await HttpExtensions.PostAsync(admin, $"/api/operations/ordering/parked/{parked["id"]}/replay", null);
        Assert.Equal(202, (int)replayed.StatusCode);
        await factory.DrainAsync();

        var order = await client.GetJsonAsync($"/api/orders/{placed["id"]}");
        Assert.Equal("confirmed", (string?)order["status"]);
        Assert.Equal(600, (long)order["subsidyFen"]!);
        Assert.Equal(20_000 - (long)order["payableFen"]!, await factory.BalanceAsync(resident));
    }

    /// <summary>As ten tries would leave it, without their pauses.</summary>
    private Task ParkAsync(Type message) => factory.Database.WriteAsync(
        async unit =>
        {
            var row = await unit.Db.Outbox.SingleAsync(m => m.Type == message.FullName);
            (row.Attempts, row.ParkedAt, row.Error) = (10, row.CreatedAt, "InvalidOperationException: Subsidy is down");
        },
        CancellationToken.None);
}
