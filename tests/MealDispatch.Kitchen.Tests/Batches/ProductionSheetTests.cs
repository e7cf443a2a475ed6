using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Testing;

namespace MealDispatch.Kitchen.Tests.Batches;

/// <summary>What the sheet on the wall says: every order counts, what misses something stands first, set meals are taken apart.</summary>
public sealed class ProductionSheetTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    [Fact]
    public async Task Sheet_TakesSetMealsApartAndPutsWhatIsMissingFirst()
    {
        var kitchen = await factory.NewCanteenAsync();
        var known = await factory.NewResidentAsync(diets: ["low-salt"], hasPoint: true);
        var noPoint = await factory.NewResidentAsync(building: "7号楼");
        var complete = factory.AnOrder(kitchen, residentId: known) with { Lines = [SetMeal("A", 2, "红烧肉", "青菜"), Dish("V1", "青菜", 1)] };
        var incomplete = factory.AnOrder(kitchen, residentId: noPoint) with { Lines = [SetMeal("A", 1, "红烧肉", "青菜")] };
        var unknown = factory.AnOrder(kitchen) with { Lines = [Dish("X", " ", 1)], Fulfilment = Fulfilment.Pickup };
        var cancelled = factory.AnOrder(kitchen, residentId: known) with { Lines = [SetMeal("A", 9, "红烧肉", "青菜")] };
        OrderConfirmed[] all = [complete, incomplete, unknown, cancelled];
        foreach (var order in all) await factory.ConfirmAsync(order);
        await factory.CloseWindowAsync(kitchen, kitchen, all);
        await factory.CancelAsync(cancelled);
        var staff = await factory.StaffOfAsync(kitchen);
        var path = $"/api/kitchen/batches/{factory.ClosedOf(kitchen)[0].BatchId}/production-sheet";

        var html = await staff.GetStringAsync(path);
        staff.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        var sheet = await staff.GetJsonAsync(path);

        Assert.Equal(3, (int?)sheet["orders"]);
        Assert.Equal(["青菜:4=3+1", "红烧肉:3=3+0"], sheet["dishes"]!.AsArray().Take(2).Select(d => $"{d!["name"]}:{d["quantity"]}={d["inSetMeals"]}+{d["alone"]}"));
        Assert.Equal(
            new Dictionary<string, string> { [incomplete.Number] = "no-coordinates", [unknown.Number] = "unknown-resident unknown-dish" },
            sheet["incomplete"]!.AsArray().ToDictionary(o => (string)o!["orderNumber"]!, o => string.Join(' ', o!["missing"]!.AsArray().Select(m => (string?)m))));
        Assert.Equal("low-salt:1:王*兰 3号楼 502", string.Join(';', sheet["diets"]!.AsArray().Select(d => $"{d!["diet"]}:{d["orders"]}:{d["for"]![0]!["resident"]} {d["for"]![0]!["destination"]}")));
        Assert.Equal(cancelled.Number, (string?)Assert.Single(sheet["voided"]!.AsArray())!["orderNumber"]);
        Assert.True(html.IndexOf("先处理", StringComparison.Ordinal) < html.IndexOf("要做的菜", StringComparison.Ordinal));
        Assert.Contains("地址没有坐标", html);
        Assert.Contains("作废，不要做", html);
    }

    private static ConfirmedLine Dish(string code, string name, int quantity) => KitchenFactory.ALine(code, quantity) with { Name = name, Kind = MenuItemKind.Dish };

    private static ConfirmedLine SetMeal(string code, int quantity, params string[] dishes) =>
        KitchenFactory.ALine(code, quantity) with { Contains = [.. dishes.Select(d => new MenuItemPart { Name = d, Quantity = 1 })] };
}
