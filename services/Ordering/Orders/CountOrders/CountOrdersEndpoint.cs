using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Ordering.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Ordering.Orders.CountOrders;

/// <summary>Orders of one site, meal, way of getting it and status. Fen.</summary>
internal sealed record OrderCount(string SiteCode, MealPeriod MealPeriod, Fulfilment Fulfilment, OrderStatus Status, int Orders, long FoodFen, long SubsidyFen);

internal sealed record OrderCounts(LocalDate ServiceDate, IReadOnlyList<OrderCount> Items);

/// <summary>How many meals the residents of the caller's subdistrict have on a day, by site and status.</summary>
internal static class CountOrdersEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/api/orders/counts", HandleAsync)
            .WithName("Ordering_CountOrders").WithSummary("The orders of a service date counted by site, meal, fulfilment and status.")
            .AllowRoles(Role.Officer, Role.Auditor).ProducesProblem(400).ProducesProblem(403);

    internal static async Task<Results<Ok<OrderCounts>, ProblemHttpResult>> HandleAsync(
        string? serviceDate, Caller caller, Database<OrderingDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var date = check.Date("serviceDate", serviceDate);
        if (check.Failed)
            return check.Error.ToProblem();

        await using var db = database.Read();
        // By site, because orders are found by site and day without an index of their own.
        var counts = await db.Sites
            .SelectMany(s => db.Orders.Where(o => o.SiteCode == s.Code && o.ServiceDate == date && o.Subdistrict == caller.Subdistrict))
            .GroupBy(o => new { o.SiteCode, o.MealPeriod, o.Fulfilment, o.Status })
            .Select(g => new OrderCount(
                g.Key.SiteCode, g.Key.MealPeriod, g.Key.Fulfilment, g.Key.Status, g.Count(), g.Sum(o => o.FoodFen), g.Sum(o => o.SubsidyFen)))
            .ToListAsync(ct);
        return TypedResults.Ok(new OrderCounts(
            date, [.. counts.OrderBy(c => c.SiteCode, StringComparer.Ordinal).ThenBy(c => c.MealPeriod).ThenBy(c => c.Fulfilment).ThenBy(c => c.Status)]));
    }
}
