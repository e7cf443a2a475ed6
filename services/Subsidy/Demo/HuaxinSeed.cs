using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Subsidy.Budgets;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Ledger;
using MealDispatch.Subsidy.Schemes;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Demo;

/// <summary>The demonstration town's half price: one meal a day, at most 6 yuan, from 60 on; a budget of a million yuan.</summary>
internal sealed class HuaxinSeed(Database<SubsidyDbContext> database) : IDemoSeed
{
    private const long BudgetFen = 100_000_000;
    private static readonly Guid Author = Ids.Of("demo:scheme-author");
    private static readonly Guid Activator = Ids.Of("demo:scheme-activator");

    public static Scheme Scheme { get; } = new(
        DemoTown.SchemeCode, "华新镇助餐补贴", DemoTown.Subdistrict, 1, new LocalDate(2025, 6, 25), null, null, null, null, SubsidyBase.Food, null,
        [new Tier("60+", new TierCondition(60, null, [], [], []), new Benefit.PercentOff(50, 600))],
        new Limits(1, null, null, null),
        new Rounding(RoundingMode.Down, 1),
        new Stacking(10, null, StackedOn.Remaining),
        [new Funder(DemoTown.BudgetCode, 100)],
        Payee.Resident,
        OnNoShow.Consume);

    public Task SeedAsync(CancellationToken ct) => database.WriteAsync(unit => SeedAsync(unit, ct), ct);

    private static async Task SeedAsync(Unit<SubsidyDbContext> unit, CancellationToken ct)
    {
        var ledger = await LedgerBook.OpenAsync(unit, ct);
        if (!await unit.Db.Budgets.AnyAsync(b => b.Code == DemoTown.BudgetCode, ct))
        {
            var budget = new Budget
            {
                Code = DemoTown.BudgetCode,
                Subdistrict = DemoTown.Subdistrict,
                From = new LocalDate(2025, 1, 1),
                To = null,
                WhenExhausted = WhenExhausted.Stop,
            };
            unit.Db.Budgets.Add(budget);
            await BudgetMoney.OpenAsync(ledger, budget, BudgetFen, Author, ct);
        }
        if (await unit.Db.SchemeVersions.AnyAsync(s => s.Code == DemoTown.SchemeCode, ct))
            return;
        var version = SchemeVersion.Draft(Scheme, Author, unit.Now);
        version.Activate(Activator, unit.Now);
        unit.Db.SchemeVersions.Add(version);
        await SchemeBook.TurnPageAsync(unit.Db, ct);
    }
}
