using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tests.Tickets;
using MealDispatch.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.Kitchen.Tests.Recalls;

public sealed class RecallTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    [Fact]
    public async Task Recall_OfADish_FindsThoseWhoGotItAloneOrInASetMealAndNobodyElse()
    {
        var kitchen = await factory.NewCanteenAsync();
        var resident = await factory.NewResidentAsync(phone: "=13800000001");
        var inSetMeal = factory.AnOrder(kitchen, residentId: resident) with { Lines = [SetMeal("A", "肉末蒸蛋", "冬瓜汤")] };
        var alone = factory.AnOrder(kitchen) with { Lines = [KitchenFactory.ALine("V1", 2) with { Name = "冬瓜汤" }], Fulfilment = Fulfilment.Pickup };
        var other = factory.AnOrder(kitchen) with { Lines = [SetMeal("B", "红烧肉")] };
        var cancelled = factory.AnOrder(kitchen) with { Lines = [SetMeal("A", "冬瓜汤")] };
        foreach (var order in (OrderConfirmed[])[inSetMeal, alone, other, cancelled]) await factory.ConfirmAsync(order);
        await factory.CloseWindowAsync(kitchen, kitchen, inSetMeal, alone, other, cancelled);
        await factory.CancelAsync(cancelled);
        await factory.DeliverAsync(UnpackingTests.PickedUp(inSetMeal.OrderId));
        var staff = await factory.StaffOfAsync(kitchen);
        var query = $"siteCode={kitchen}&serviceDate=2025-07-01&mealPeriod=lunch&itemCode=%E5%86%AC%E7%93%9C%E6%B1%A4";

        var recall = await staff.GetJsonAsync($"/api/kitchen/recalls?{query}");

        Assert.Equal(2, (int?)recall["people"]);
        var items = recall["items"]!.AsArray();
        Assert.Equal([inSetMeal.OrderId, alone.OrderId], items.Select(i => (Guid)i!["orderId"]!));
        Assert.Equal(["on-the-way", "to-pack"], items.Select(i => (string?)i!["state"]));
        Assert.Equal(("王小兰", "=13800000001", "幸福路1弄3号楼502"), ((string?)items[0]!["name"], (string?)items[0]!["phone"], (string?)items[0]!["door"]));
        var csv = await staff.GetStringAsync($"/api/kitchen/recalls.csv?{query}");
        Assert.Contains("\"'=13800000001\"", csv);
        Assert.Equal(4, csv.Split("\r\n").Length);
        await using var db = factory.Services.GetRequiredService<Database<KitchenDbContext>>().Read();
        Assert.Equal([2, 2], await db.RecallReads.Where(r => r.SiteCode == kitchen).Select(r => r.People).ToListAsync());
    }

    [Fact]
    public async Task Recall_IsForTheKitchensStaffAndItsOfficersOnly()
    {
        var kitchen = await factory.NewCanteenAsync();
        var table = await factory.NewTableAsync(kitchen);
        var path = $"/api/kitchen/recalls?siteCode={kitchen}&serviceDate=2025-07-01&mealPeriod=lunch&itemCode=A";

        await (await (await factory.StaffOfAsync(table)).GetAsync(path)).ProblemAsync(404, "request.not-found");
        await (await (await factory.SignedInAsync(Role.Officer, subdistrict: "elsewhere")).GetAsync(path)).ProblemAsync(404, "request.not-found");
        await (await (await factory.SignedInAsync(Role.Auditor)).GetAsync(path)).ProblemAsync(403, "auth.not-allowed");
        Assert.Equal(0, (int?)(await (await factory.SignedInAsync(Role.Officer)).GetJsonAsync(path))["people"]);
        await (await (await factory.StaffOfAsync(kitchen)).GetAsync($"/api/kitchen/recalls?siteCode={kitchen}")).ProblemAsync(400, "request.invalid");
    }

    private static ConfirmedLine SetMeal(string code, params string[] dishes) =>
        KitchenFactory.ALine(code, 1) with { Contains = [.. dishes.Select(d => new MenuItemPart { Name = d, Quantity = 1 })] };
}
