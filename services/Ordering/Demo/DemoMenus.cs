using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.Menus;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Ordering.Demo;

/// <summary>
/// The demonstration town's menus: always there around the date that the demo clock shows. Requests pass through
/// <see cref="EnsureAsync"/>, so that they are there as soon as the clock is moved.
/// </summary>
internal sealed class DemoMenus(Database<OrderingDbContext> database, IClock clock, Town town) : IDemoSeed
{
    private const int DaysBefore = 3;
    private const int DaysAfter = 14;
    private LocalDate? ensuredFor;

    public Task SeedAsync(CancellationToken ct) => EnsureAsync(ct);

    public async Task EnsureAsync(CancellationToken ct)
    {
        var today = town.DateOf(clock.GetCurrentInstant());
        if (ensuredFor == today)
            return;
        await database.WriteAsync(unit => AddMissingAsync(unit.Db, today, ct), ct);
        ensuredFor = today;
    }

    private static async Task AddMissingAsync(OrderingDbContext db, LocalDate today, CancellationToken ct)
    {
        var (first, last) = (today.PlusDays(-DaysBefore), today.PlusDays(DaysAfter));
        var there = (await db.Menus.Where(m => m.ServiceDate >= first && m.ServiceDate <= last)
            .Select(m => new { m.KitchenCode, m.ServiceDate, m.MealPeriod }).ToListAsync(ct)).ToHashSet();
        for (var date = first; date <= last; date = date.PlusDays(1))
        {
            foreach (var (kitchen, place) in DemoTown.Canteens.Select((code, i) => (code, i)))
            {
                foreach (var period in DemoTown.MealPeriods)
                {
                    if (!there.Contains(new { KitchenCode = kitchen, ServiceDate = date, MealPeriod = period }))
                    {
                        db.Menus.Add(new Menu
                        {
                            KitchenCode = kitchen, ServiceDate = date, MealPeriod = period, Version = 1, Items = DemoDishes.Of(date, period, place),
                        });
                    }
                }
            }
        }
    }
}
