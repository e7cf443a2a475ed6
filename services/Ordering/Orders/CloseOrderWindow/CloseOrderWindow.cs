using System.Diagnostics;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Telemetry;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Ordering.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Ordering.Orders.CloseOrderWindow;

/// <summary>The units of closing: one per meal of a site, and one per order that is given up.</summary>
internal sealed class CloseOrderWindow(TimeProvider time, Town town, OrderWatch watch)
{
    public async Task RunAsync(Unit<OrderingDbContext> unit, string siteCode, LocalDate date, MealPeriod period, CancellationToken ct)
    {
        if (await unit.Db.SiteMeals.FindAsync([siteCode, date, period], ct) is not { ClosedAt: null } meal || unit.Now < meal.CutoffAt)
            return;
        if (meal.CutoffSeenAt is null)
            meal.SeeCutoff(time.GetUtcNow().UtcDateTime);
        using var activity = MealDispatchTelemetry.Source.StartActivity("close order window", ActivityKind.Internal, meal.TraceParent);
        await OpenMealsOfTheKitchenAsync(unit.Db, meal, ct);
        var orders = await unit.Db.Orders.Where(o => o.SiteCode == siteCode && o.ServiceDate == date && o.MealPeriod == period)
            .Select(o => new WindowOrder(o.Id, o.Status, o.TookCapacity, o.AfterCutoff)).ToListAsync(ct);
        if (WindowClosing.OrdersToCook(orders) is { } confirmed)
        {
            meal.Close(unit.Now);
            unit.Publish(MessageOf(meal, confirmed, unit.Now), siteCode, date, period);
        }
    }

    public async Task GiveUpAsync(Unit<OrderingDbContext> unit, Guid orderId, CancellationToken ct)
    {
        if (await unit.Db.Orders.FindAsync([orderId], ct) is not { Status: OrderStatus.Placed } order)
            return;
        await OrderEnding.RefuseAsync(unit, order, new NotSettled(), ct);
        watch.TouchAfterCommit(unit, orderId);
    }

    /// <summary>A kitchen waits for all its sites, also for those without an order: each gets its row, and closes at its own cutoff.</summary>
    private async Task OpenMealsOfTheKitchenAsync(OrderingDbContext db, SiteMeal meal, CancellationToken ct)
    {
        var there = await db.SiteMeals.Where(m => m.KitchenSiteCode == meal.KitchenSiteCode && m.ServiceDate == meal.ServiceDate && m.MealPeriod == meal.MealPeriod)
            .Select(m => m.SiteCode).ToListAsync(ct);
        var missing = await db.Sites.AsNoTracking().Where(s => s.KitchenCode == meal.KitchenSiteCode && !there.Contains(s.Code)).ToListAsync(ct);
        db.SiteMeals.AddRange(missing.Select(site => new SiteMeal
        {
            SiteCode = site.Code,
            ServiceDate = meal.ServiceDate,
            MealPeriod = meal.MealPeriod,
            KitchenSiteCode = meal.KitchenSiteCode,
            TraceParent = meal.TraceParent,
            CutoffAt = site.WindowOf(meal.ServiceDate, meal.MealPeriod, town)?.CutoffAt ?? meal.CutoffAt,
        }));
    }

    private static OrderWindowClosed MessageOf(SiteMeal meal, IReadOnlyList<Guid> orderIds, Instant now) => new()
    {
        SiteCode = meal.SiteCode,
        KitchenSiteCode = meal.KitchenSiteCode,
        ServiceDate = meal.ServiceDate,
        MealPeriod = meal.MealPeriod,
        OrderIds = orderIds,
        OccurredAt = now,
    };
}

internal sealed record WindowOrder(Guid Id, OrderStatus Status, bool OrderedAhead, bool AfterCutoff);

/// <summary>Whether a window can be said to be closed, and with which orders.</summary>
internal static class WindowClosing
{
    /// <summary>
    /// The orders that were placed in time and will be cooked; null while one of those is not settled. What is served
    /// at the counter without an order ahead is not cooked from a batch, late orders belong to a supplementary wave.
    /// </summary>
    public static IReadOnlyList<Guid>? OrdersToCook(IReadOnlyList<WindowOrder> orders)
    {
        var inTime = orders.Where(o => !o.AfterCutoff && o.OrderedAhead).ToList();
        return inTime.Any(o => o.Status == OrderStatus.Placed)
            ? null
            : [.. inTime.Where(o => o.Status != OrderStatus.Cancelled).Select(o => o.Id)];
    }
}
