using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Ordering.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Ordering.Menus.ListMenus;

/// <summary>What a site sells, by day and meal; anybody may look. A dining table shows its canteen's menu.</summary>
internal static class ListMenusEndpoint
{
    private const int MaxDays = 31;
    private const int DefaultDays = 7;

    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/api/sites/{code}/menus", HandleAsync)
            .WithName("Ordering_ListMenus").WithSummary("The menus of a site between two dates, both inclusive.")
            .AllowAnonymous().ProducesProblem(400).ProducesProblem(404);

    internal static async Task<Results<Ok<Page<MenuAnswer>>, ProblemHttpResult>> HandleAsync(
        string code, string? from, string? to, Database<OrderingDbContext> database, IClock clock, Town town, CancellationToken ct)
    {
        var check = new Check();
        var first = check.OptionalDate("from", from) ?? town.DateOf(clock.GetCurrentInstant());
        var last = check.OptionalDate("to", to) ?? first.PlusDays(DefaultDays - 1);
        check.That(first <= last && Period.DaysBetween(first, last) < MaxDays, "to", $"not before from, and at most {MaxDays} days in all");
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        if (await db.Sites.SingleOrDefaultAsync(s => s.Code == code, ct) is not { } site)
            return new Absent().ToProblem();
        var menus = await db.Menus.Where(m => m.KitchenCode == site.KitchenCode && m.ServiceDate >= first && m.ServiceDate <= last).ToListAsync(ct);
        var stocks = await db.MenuStocks.Where(s => s.KitchenCode == site.KitchenCode && s.ServiceDate >= first && s.ServiceDate <= last).ToListAsync(ct);
        return TypedResults.Ok(new Page<MenuAnswer>(
            [.. menus.OrderBy(m => m.ServiceDate).ThenBy(m => m.MealPeriod).Select(m => MenuAnswer.Of(m, code, stocks))], null));
    }
}
