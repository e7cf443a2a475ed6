using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Kitchen.Batches.CloseDueBatches;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Kitchen.Tests.Batches;

/// <summary>A town's cutoff: every kitchen's batch closes at the same moment, whoever else asks for it too, while dinner goes on.</summary>
public sealed class ClosingAtOnceTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    private const int Kitchens = 12;
    private const int OrdersPerKitchen = 25;

    [Fact]
    public async Task Batches_ThatAllCloseAtOnceByMessageStaffAndJob_HoldEachOrderOnceAndSumUp()
    {
        var kitchens = await Task.WhenAll(Enumerable.Range(0, Kitchens).Select(_ => factory.NewCanteenAsync()));
        var orders = kitchens.ToDictionary(k => k, k => Enumerable.Range(1, OrdersPerKitchen)
            .Select(n => factory.AnOrder(k) with { Lines = [KitchenFactory.ALine("A", 1 + (n % 3)), KitchenFactory.ALine("B", 1)] }).ToList());
        await Task.WhenAll(orders.Values.SelectMany(all => all).Select(PublishAsync));
        var staff = await factory.SignedInAsync(Role.CanteenStaff, sites: kitchens);
        var open = await BatchesAsync(staff);
        var dinners = kitchens.Select(k => factory.AnOrder(k) with { MealPeriod = MealPeriod.Dinner, CutoffAt = KitchenFactory.Cutoff + Duration.FromHours(6) }).ToList();
        var windows = kitchens.Select(k => Window(k, orders[k])).ToList();
        factory.Clock.Now = KitchenFactory.Cutoff;

        await Task.WhenAll(
        [
            .. windows.Select(w => factory.Bus.PublishAsync(w, Ids.Of(w.SiteCode), CancellationToken.None)),
            .. dinners.Select(PublishAsync),
            .. open.Take(Kitchens / 2).Select(b => staff.PostAsync($"/api/kitchen/batches/{b["id"]}/close", null)),
            factory.RunJobAsync<CloseDueBatchesJob>(),
            factory.RunJobAsync<CloseDueBatchesJob>(),
            .. windows.Select(w => factory.Bus.PublishAsync(w, Ids.Of(w.SiteCode), CancellationToken.None)),
        ]);
        await factory.DrainAsync();

        Assert.Empty(factory.LoggedErrors);
        foreach (var kitchen in kitchens)
        {
            var closed = Assert.Single(factory.ClosedOf(kitchen));
            Assert.Equal(orders[kitchen].Select(o => o.OrderId).Order(), closed.Tickets.Select(t => t.OrderId).Order());
            Assert.Equal(Enumerable.Range(1, OrdersPerKitchen).Select(n => $"{kitchen}-20250701-L-{n:D3}"), closed.Tickets.Select(t => t.TicketCode));
            var batch = await staff.GetJsonAsync($"/api/kitchen/batches/{closed.BatchId}");
            Assert.Equal(Enumerable.Range(1, OrdersPerKitchen), batch["tickets"]!.AsArray().Select(t => (int)t!["number"]!));
            Assert.Equal(Sums(orders[kitchen]), batch["items"]!.AsArray().Select(i => $"{i!["itemCode"]}:{i["quantity"]}"));
        }

        var after = await BatchesAsync(staff);
        Assert.Equal(Kitchens, after.Count(b => (string?)b["mealPeriod"] == "lunch" && (string?)b["status"] == "closed"));
        Assert.Equal(Kitchens, after.Count(b => (string?)b["mealPeriod"] == "dinner" && (string?)b["status"] == "open" && (int?)b["orders"] == 1));
    }

    private static IEnumerable<string> Sums(IEnumerable<OrderConfirmed> orders) => orders.SelectMany(o => o.Lines)
        .GroupBy(l => l.ItemCode, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}:{g.Sum(l => l.Quantity)}");

    private static OrderWindowClosed Window(string kitchen, IEnumerable<OrderConfirmed> orders) => new()
    {
        SiteCode = kitchen, KitchenSiteCode = kitchen, ServiceDate = KitchenFactory.Today, MealPeriod = MealPeriod.Lunch,
        OrderIds = [.. orders.Select(o => o.OrderId)], OccurredAt = KitchenFactory.Cutoff,
    };

    private static async Task<IReadOnlyList<JsonNode>> BatchesAsync(HttpClient staff) =>
        [.. (await staff.GetJsonAsync("/api/kitchen/batches?limit=500"))["items"]!.AsArray().Select(b => b!)];

    private Task PublishAsync(OrderConfirmed order) => factory.Bus.PublishAsync(order, order.OrderId, CancellationToken.None);
}
