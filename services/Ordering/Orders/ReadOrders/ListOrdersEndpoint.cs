using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Ordering.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Ordering.Orders.ReadOrders;

/// <summary>
/// The orders that the caller may see, newest first. <c>from</c> and <c>to</c> are service dates, both inclusive; <c>status</c> takes several, with commas.
/// </summary>
internal static class ListOrdersEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/api/orders", HandleAsync)
            .WithName("Ordering_ListOrders").WithSummary("Orders, newest first, filtered and in pages.")
            .AllowSignedIn().ProducesProblem(400);

    internal static async Task<Results<Ok<Page<OrderAnswer>>, ProblemHttpResult>> HandleAsync(
        Guid? residentId, string? siteCode, string? serviceDate, string? from, string? to, string? mealPeriod, string? status, int? limit, string? after,
        Caller caller, Database<OrderingDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var date = check.OptionalDate("serviceDate", serviceDate);
        var period = check.OptionalWord<MealPeriod>("mealPeriod", mealPeriod);
        var (first, last) = (check.OptionalDate("from", from), check.OptionalDate("to", to));
        var wanted = (status ?? "").Split(',').Select(word => check.OptionalWord<OrderStatus>("status", word)).OfType<OrderStatus>().Distinct().ToList();
        var size = Paging.Limit(check, limit);
        var seen = Paging.After<LastSeen>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();

        await using var db = database.Read();
        var orders = db.OrdersOf(caller, residentId);
        if (residentId is not null)
            orders = orders.Where(o => o.ResidentId == residentId);
        if (!string.IsNullOrEmpty(siteCode))
            orders = orders.Where(o => o.SiteCode == siteCode);
        if (date is not null)
            orders = orders.Where(o => o.ServiceDate == date);
        if (period is not null)
            orders = orders.Where(o => o.MealPeriod == period);
        if (first is not null)
            orders = orders.Where(o => o.ServiceDate >= first);
        if (last is not null)
            orders = orders.Where(o => o.ServiceDate <= last);
        if (wanted.Count > 0)
            orders = orders.Where(o => wanted.Contains(o.Status));
        if (seen is not null)
            orders = orders.Where(o => o.PlacedAt < seen.PlacedAt || (o.PlacedAt == seen.PlacedAt && string.Compare(o.Number, seen.Number) < 0));
        var rows = await orders.OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Number).Take(size + 1).ToListAsync(ct);
        var page = rows.ToPage(size, o => new LastSeen(o.PlacedAt, o.Number));
        return TypedResults.Ok(new Page<OrderAnswer>([.. page.Items.Select(OrderAnswer.Of)], page.Next));
    }

    private sealed record LastSeen(Instant PlacedAt, string Number);
}
