using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.Figures.ForecastMeals;

/// <param name="SiteCode">A canteen with the tables it supplies, or one dining table.</param>
/// <param name="Method">How it is reckoned, in words for the cook.</param>
/// <param name="Items">One for each meal that the site takes orders for.</param>
internal sealed record SiteForecast(string SiteCode, LocalDate ServiceDate, string Method, IReadOnlyList<MealForecast> Items);

/// <summary>Meals of a day by the same weekday's last weeks: those ordered ahead, and those eaten at the counter without an order.</summary>
internal static class ForecastMealsEndpoint
{
    private const string Method = "最近 8 周里同一个星期几、有人用餐的日子，最多取最近 6 天，份数从小到大排，取中间那个数；不到 3 天不预测。预订和当天来店的分开算。";

    internal static void Map(RouteGroupBuilder group) => group.MapGet("/forecast", HandleAsync)
        .WithName("Kitchen_ForecastMeals").WithSummary("How many meals a day probably takes").AllowRoles(Role.CanteenStaff, Role.Officer, Role.Auditor)
        .ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<SiteForecast>, ProblemHttpResult>> HandleAsync(
        string? siteCode, string? serviceDate, Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var code = check.Code("siteCode", siteCode);
        var date = check.Date("serviceDate", serviceDate);
        if (check.Failed) return check.Error.ToProblem();

        await using var db = database.Read();
        if (await db.SiteForFiguresAsync(caller, code, ct) is not { } site) return new Absent().ToProblem();

        var days = MealForecast.SameWeekdaysBefore(date).ToList();
        var counts = await db.CookedFor(site).Where(t => days.Contains(t.ServiceDate) && t.Status != TicketStatus.Voided)
            .GroupBy(t => new { t.MealPeriod, t.ServiceDate }).Select(g => new { g.Key.MealPeriod, g.Key.ServiceDate, Meals = g.Count() }).ToListAsync(ct);
        var atCounter = await db.AtCounterOf(site).Where(m => days.Contains(m.ServiceDate))
            .GroupBy(m => new { m.MealPeriod, m.ServiceDate }).Select(g => new { g.Key.MealPeriod, g.Key.ServiceDate, Meals = g.Count() }).ToListAsync(ct);
        return TypedResults.Ok(new SiteForecast(
            code, date, Method,
            [
                .. site.OrderWindows.Select(w => w.MealPeriod).Distinct().Order().Select(meal => MealForecast.Of(
                    meal, date, counts.Where(c => c.MealPeriod == meal).ToDictionary(c => c.ServiceDate, c => c.Meals),
                    atCounter.Where(c => c.MealPeriod == meal).ToDictionary(c => c.ServiceDate, c => c.Meals))),
            ]));
    }
}
