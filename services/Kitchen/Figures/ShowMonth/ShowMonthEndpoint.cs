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

namespace MealDispatch.Kitchen.Figures.ShowMonth;

/// <summary>What became of the meals that were cooked to order. Wasted are <c>notCollected</c> and <c>cancelledLate</c>.</summary>
/// <param name="Cooked">Orders that were in a batch when it closed; the sum of the others.</param>
/// <param name="Eaten">Handed over at the counter, or delivered.</param>
/// <param name="NotCollected">Nobody came for it: no-shows.</param>
/// <param name="CancelledLate">Cancelled after the batch had closed.</param>
/// <param name="Unknown">On its way, or nobody noted where it went.</param>
internal sealed record CookedMeals(int Cooked, int Eaten, int NotCollected, int CancelledLate, int Unknown);

/// <param name="AtCounter">Eaten at the counter without an order: in none of <paramref name="Meals"/>.</param>
internal sealed record DayFigures(LocalDate ServiceDate, MealPeriod MealPeriod, CookedMeals Meals, int AtCounter);

/// <param name="SiteCode">A canteen with the tables it supplies, or one dining table.</param>
/// <param name="AtCounter">Eaten at the counter without an order: not in <paramref name="Total"/>.</param>
internal sealed record MonthFigures(string SiteCode, YearMonth Month, CookedMeals Total, int AtCounter, IReadOnlyList<DayFigures> Items);

/// <summary>A site's month: what was cooked to order, what was eaten, what went to waste, and what was eaten at the counter besides.</summary>
internal static class ShowMonthEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapGet("/figures", HandleAsync)
        .WithName("Kitchen_ShowMonth").WithSummary("Cooked, eaten, not collected and cancelled meals of a month, by day")
        .AllowRoles(Role.CanteenStaff, Role.Officer, Role.Auditor).ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<MonthFigures>, ProblemHttpResult>> HandleAsync(
        string? siteCode, string? month, Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var code = check.Code("siteCode", siteCode);
        var asked = check.Month("month", month);
        if (check.Failed) return check.Error.ToProblem();

        await using var db = database.Read();
        if (await db.SiteForFiguresAsync(caller, code, ct) is not { } site) return new Absent().ToProblem();

        var (first, last) = (asked.OnDayOfMonth(1), asked.OnDayOfMonth(1).With(DateAdjusters.EndOfMonth));
        var groups = await db.CookedFor(site).Where(t => t.ServiceDate >= first && t.ServiceDate <= last)
            .GroupBy(t => new { t.ServiceDate, t.MealPeriod, t.Status, Delivered = t.DeliveredAt != null })
            .Select(g => new { g.Key.ServiceDate, g.Key.MealPeriod, g.Key.Status, g.Key.Delivered, Count = g.Count() }).ToListAsync(ct);
        var atCounter = (await db.AtCounterOf(site).Where(m => m.ServiceDate >= first && m.ServiceDate <= last)
            .GroupBy(m => new { m.ServiceDate, m.MealPeriod }).Select(g => new { g.Key.ServiceDate, g.Key.MealPeriod, Count = g.Count() }).ToListAsync(ct))
            .ToDictionary(g => (g.ServiceDate, g.MealPeriod), g => g.Count);
        var toOrder = groups.ToLookup(g => (g.ServiceDate, g.MealPeriod), g => (g.Status, g.Delivered, g.Count));
        var days = toOrder.Select(d => d.Key).Union(atCounter.Keys).Order()
            .Select(d => new DayFigures(d.ServiceDate, d.MealPeriod, Count(toOrder[d]), atCounter.GetValueOrDefault(d))).ToList();
        return TypedResults.Ok(new MonthFigures(code, asked, Count(toOrder.SelectMany(d => d)), atCounter.Values.Sum(), days));
    }

    private static CookedMeals Count(IEnumerable<(TicketStatus Status, bool Delivered, int Count)> groups)
    {
        var list = groups.ToList();
        var (cancelled, notCollected) = (Of(TicketStatus.Voided), Of(TicketStatus.NotCollected));
        var eaten = list.Where(g => g.Status == TicketStatus.HandedOver || (g.Delivered && g.Status is TicketStatus.ToPack or TicketStatus.Packed)).Sum(g => g.Count);
        var cooked = list.Sum(g => g.Count);
        return new CookedMeals(cooked, eaten, notCollected, cancelled, cooked - eaten - notCollected - cancelled);

        int Of(TicketStatus status) => list.Where(g => g.Status == status).Sum(g => g.Count);
    }
}
