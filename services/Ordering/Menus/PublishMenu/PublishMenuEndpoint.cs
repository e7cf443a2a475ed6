using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Ordering.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Ordering.Menus.PublishMenu;

/// <summary>Staff of a canteen write the menu of one meal; what was ordered before stays as it was ordered.</summary>
internal static class PublishMenuEndpoint
{
    private const int MaxItems = 100;
    private const long MaxPriceFen = 100_000;
    private const int MaxParts = 20;
    private const int MaxStock = 100_000;

    public static void Map(RouteGroupBuilder group) =>
        group.MapPut("/api/sites/{code}/menus/{serviceDate}/{mealPeriod}", HandleAsync)
            .WithName("Ordering_PublishMenu").WithSummary("Writes the menu of a canteen for one meal.")
            .AllowRoles(Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    internal static async Task<Results<Ok<MenuAnswer>, ProblemHttpResult>> HandleAsync(
        string code, string serviceDate, string mealPeriod, PublishMenuRequest request, Caller caller, Database<OrderingDbContext> database,
        CancellationToken ct)
    {
        var check = new Check();
        var date = check.Date("serviceDate", serviceDate);
        var period = check.OptionalWord<MealPeriod>("mealPeriod", mealPeriod);
        var items = ItemsOf(request, check);
        if (check.Failed)
            return check.Error.ToProblem();
        var result = await database.WriteAsync(unit => PublishAsync(unit, code, date, period!.Value, items, request.Version, caller, ct), ct);
        return result.Match<Results<Ok<MenuAnswer>, ProblemHttpResult>>(answer => TypedResults.Ok(answer), error => error.ToProblem());
    }

    private static async Task<Result<MenuAnswer>> PublishAsync(
        Unit<OrderingDbContext> unit, string code, LocalDate date, MealPeriod period, IReadOnlyList<MenuItem> items, int? version, Caller caller,
        CancellationToken ct)
    {
        if (await unit.Db.Sites.FindAsync([code], ct) is not { } site)
            return new Absent();
        if (!caller.WorksAt(site.KitchenCode))
            return new Forbidden();
        if (site.KitchenCode != site.Code)
            return new MenuIsTheSuppliers(site.KitchenCode);
        var menu = await unit.Db.Menus.FindAsync([code, date, period], ct);
        if (version is not null && version != (menu?.Version ?? 0))
            return new Stale();
        if (menu is null)
            unit.Db.Menus.Add(menu = new Menu { KitchenCode = code, ServiceDate = date, MealPeriod = period });
        menu.Version++;
        menu.Items = items;
        var sold = await unit.Db.MenuStocks.AsNoTracking().Where(s => s.KitchenCode == code && s.ServiceDate == date && s.MealPeriod == period).ToListAsync(ct);
        return MenuAnswer.Of(menu, code, sold);
    }

    private static List<MenuItem> ItemsOf(PublishMenuRequest request, Check check)
    {
        check.That(request.Items is not null, "items", "is required");
        var items = check.List("items", request.Items, MaxItems).Select((item, i) => ItemOf(item, $"items[{i}]", check)).ToList();
        foreach (var code in items.GroupBy(i => i.Code).Where(g => g.Count() > 1).Select(g => g.Key))
            check.Fail("items", $"{code} is there twice");
        return items;
    }

    private static MenuItem ItemOf(MenuItemRequest item, string field, Check check) => new(
        check.Code($"{field}.code", item.Code),
        check.Text($"{field}.name", item.Name, 60),
        check.Range($"{field}.priceFen", item.PriceFen, 0, MaxPriceFen),
        check.Required($"{field}.kind", item.Kind),
        check.Texts($"{field}.dietTags", item.DietTags, 20),
        check.Texts($"{field}.ingredients", item.Ingredients, 50),
        item.Stock is null ? null : check.Range($"{field}.stock", item.Stock, 0, MaxStock))
    {
        Contains = item.Contains is null ? null : [.. check.List($"{field}.contains", item.Contains, MaxParts).Select((part, i) => PartOf(part, $"{field}.contains[{i}]", check))],
    };

    private static MenuItemPart PartOf(MenuItemPartRequest part, string field, Check check) => new()
    {
        Name = check.Text($"{field}.name", part.Name, 60),
        Quantity = part.Quantity is null ? 1 : check.Range($"{field}.quantity", part.Quantity, 1, 20),
    };
}

internal sealed record PublishMenuRequest(IReadOnlyList<MenuItemRequest?>? Items, int? Version);

internal sealed record MenuItemRequest(
    string? Code, string? Name, long? PriceFen, MenuItemKind? Kind, IReadOnlyList<string?>? DietTags, IReadOnlyList<string?>? Ingredients, int? Stock,
    IReadOnlyList<MenuItemPartRequest?>? Contains = null);

/// <summary>A dish inside a set meal; one portion unless said otherwise.</summary>
internal sealed record MenuItemPartRequest(string? Name, int? Quantity);

internal sealed record MenuIsTheSuppliers(string SuppliedBy) : RuleRefused("ordering.menu-is-the-suppliers")
{
    public override string? Detail => "长者餐桌使用供餐食堂的菜单，请在供餐食堂处修改。";
}
