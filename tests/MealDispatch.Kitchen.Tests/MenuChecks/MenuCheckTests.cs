using System.Text.Json.Nodes;
using MealDispatch.Contracts;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Kitchen.Tests.MenuChecks;

public sealed class MenuCheckTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    private static readonly object Pork = Item("A", "红烧肉套餐", [], ["猪肉"]);
    private static readonly object Beef = Item("B", "牛肉套餐", ["halal"], ["牛肉", "花生油"]);

    [Fact]
    public async Task Check_NamesThoseWhoOrderedAndFindNothingTheyMayEat()
    {
        var kitchen = await factory.NewCanteenAsync();
        await OrderAsync(kitchen, await factory.NewResidentAsync("马小云", diets: ["halal"]), KitchenFactory.Today);
        await OrderAsync(kitchen, await factory.NewResidentAsync("陈大力"), KitchenFactory.Today);
        var staff = await factory.StaffOfAsync(kitchen);

        var clash = await CheckAsync(staff, kitchen, Pork);

        Assert.Equal(2, (int)clash["guests"]!);
        var only = Assert.Single(clash["items"]!.AsArray())!;
        Assert.Equal(["halal"], only["needs"]!.AsArray().Select(n => (string?)n));
        Assert.Equal(("马*云", true), ((string?)only["residents"]![0]!["resident"], (bool)only["residents"]![0]!["hasOrdered"]!));
        Assert.Empty((await CheckAsync(staff, kitchen, Pork, Beef))["items"]!.AsArray());
    }

    [Fact]
    public async Task Check_OneItemMustSuitAllThatSomebodyNeeds()
    {
        var kitchen = await factory.NewCanteenAsync();
        await OrderAsync(kitchen, await factory.NewResidentAsync("马小云", diets: ["halal"], avoid: ["花生"]), KitchenFactory.Today);

        var clash = await CheckAsync(await factory.StaffOfAsync(kitchen), kitchen, Pork, Beef);

        Assert.Equal(["halal", "忌花生"], Assert.Single(clash["items"]!.AsArray())!["needs"]!.AsArray().Select(n => (string?)n));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public async Task Check_OfADayNobodyOrderedYet_LooksAtThoseWhoComeOften(int meals, int clashes)
    {
        var kitchen = await factory.NewCanteenAsync();
        var resident = await factory.NewResidentAsync("马小云", diets: ["halal"]);
        for (var days = 1; days <= meals; days++)
            await OrderAsync(kitchen, resident, KitchenFactory.Today.PlusDays(-days));

        var clash = await CheckAsync(await factory.StaffOfAsync(kitchen), kitchen, Pork);

        Assert.Equal(clashes, clash["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Check_IsForTheKitchensStaffOnly()
    {
        var kitchen = await factory.NewCanteenAsync();
        var table = await factory.NewTableAsync(kitchen);

        await (await PostAsync(await factory.StaffOfAsync(table), kitchen, Pork)).ProblemAsync(404, "request.not-found");
        await (await PostAsync(await factory.SignedInAsync(Role.Officer), kitchen, Pork)).ProblemAsync(403, "auth.not-allowed");
    }

    private static object Item(string code, string name, string[] dietTags, string[] ingredients) => new { code, name, dietTags, ingredients };

    private Task OrderAsync(string kitchen, Guid resident, LocalDate date) =>
        factory.ConfirmAsync(factory.AnOrder(kitchen, residentId: resident) with { ServiceDate = date });

    private static async Task<JsonNode> CheckAsync(HttpClient staff, string kitchen, params object[] items) => await (await PostAsync(staff, kitchen, items)).JsonAsync();

    private static Task<HttpResponseMessage> PostAsync(HttpClient staff, string kitchen, params object[] items) =>
        staff.PostAsync("/api/kitchen/menu-checks", new { siteCode = kitchen, serviceDate = "2025-07-01", mealPeriod = "lunch", items });
}
