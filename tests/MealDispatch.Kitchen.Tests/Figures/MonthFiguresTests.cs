using System.Text.Json.Nodes;
using MealDispatch.Contracts;
using MealDispatch.Testing;

namespace MealDispatch.Kitchen.Tests.Figures;

public sealed class MonthFiguresTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    [Fact]
    public async Task Month_CountsEachMealOnceByWhatBecameOfIt()
    {
        var kitchen = await factory.NewCanteenAsync();
        var staff = await factory.StaffOfAsync(kitchen);
        var orders = Enumerable.Range(0, 5).Select(_ => factory.AnOrder(kitchen) with { Fulfilment = Fulfilment.Pickup }).ToList();
        foreach (var order in orders)
            await factory.ConfirmAsync(order);
        await factory.CancelAsync(orders[4]);
        await KitchenFactory.CloseBatchesAsync(staff, kitchen);
        await staff.PostAsync($"/api/kitchen/tickets/{await TicketAsync(staff, kitchen, orders[0].OrderId)}/handed-over", new { overrideReason = "忘带卡" });
        await staff.PostAsync($"/api/kitchen/tickets/{await TicketAsync(staff, kitchen, orders[1].OrderId)}/not-collected", new { reason = "没有来" });
        await factory.CancelAsync(orders[2]);
        await factory.ServeAtCounterAsync(kitchen, orders[0].ServiceDate);

        var month = await staff.GetJsonAsync($"/api/kitchen/figures?siteCode={kitchen}&month=2025-07");

        var day = Assert.Single(month["items"]!.AsArray())!;
        Assert.Equal("2025-07-01", (string?)day["serviceDate"]);
        Assert.Equal("4 1 1 1 1", Numbers(day["meals"]!));
        Assert.Equal("4 1 1 1 1", Numbers(month["total"]!));
        Assert.Equal((1, 1), ((int)day["atCounter"]!, (int)month["atCounter"]!));
        Assert.Empty((await staff.GetJsonAsync($"/api/kitchen/figures?siteCode={kitchen}&month=2025-06"))["items"]!.AsArray());
        var (auditor, foreigner) = (await factory.SignedInAsync(Role.Auditor, "huaxin"), await factory.SignedInAsync(Role.Auditor, "elsewhere"));
        Assert.Equal("4 1 1 1 1", Numbers((await auditor.GetJsonAsync($"/api/kitchen/figures?siteCode={kitchen}&month=2025-07"))["total"]!));
        await (await foreigner.GetAsync($"/api/kitchen/figures?siteCode={kitchen}&month=2025-07")).ProblemAsync(404, "request.not-found");
        await (await staff.GetAsync($"/api/kitchen/figures?siteCode={kitchen}&month=July")).ProblemAsync(400, "request.invalid");
    }

    private static string Numbers(JsonNode meals) =>
        string.Join(' ', new[] { "cooked", "eaten", "notCollected", "cancelledLate", "unknown" }.Select(name => (int)meals[name]!));

    private static async Task<string> TicketAsync(HttpClient staff, string kitchen, Guid order)
    {
        foreach (var batch in (await staff.GetJsonAsync($"/api/kitchen/batches?siteCode={kitchen}"))["items"]!.AsArray())
        {
            var tickets = (await staff.GetJsonAsync($"/api/kitchen/batches/{batch!["id"]}"))["tickets"]!.AsArray();
            if (tickets.SingleOrDefault(t => (string?)t!["orderId"] == order.ToString()) is { } ticket)
                return (string)ticket["id"]!;
        }

        throw new InvalidOperationException("no ticket");
    }
}
