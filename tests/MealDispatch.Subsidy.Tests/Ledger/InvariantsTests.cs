using FsCheck;
using FsCheck.Fluent;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.Subsidy.Tests.Ledger;

/// <summary>The invariants that hold at every moment, after each of random events about a few residents on a few days.</summary>
public sealed class InvariantsTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    private const long BudgetFen = 4_000;

    private static readonly Func<ATown, OrderPlaced, Task>[] Ends =
    [
        (t, o) => t.CancelAsync(o), (t, o) => t.ServeAsync(o), (t, o) => t.HandOverAsync(o), (t, o) => t.NotCollectedAsync(o), (t, o) => t.PickUpAsync(o),
        (t, o) => t.DeliverAsync(o), (t, o) => t.FailAsync(o, DeliveryFailure.NoAnswer), (t, o) => t.FailAsync(o, DeliveryFailure.Other),
    ];

    [Fact]
    public void Invariants_HoldAfterEveryEvent()
    {
        var step = from order in Gen.Choose(0, 9) from what in Gen.Choose(-4, Ends.Length - 1) select (Order: order, What: what);
        var story =
            from steps in step.ListOf(30)
            from onNoShow in Gen.Elements(Enum.GetValues<OnNoShow>())
            from exhausted in Gen.Elements("stop", "partial")
            select (steps, onNoShow, exhausted);
        Prop.ForAll(Arb.From(story), s => Task.Run(() => PlayAsync(s.steps, s.onNoShow, s.exhausted)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(12));
    }

    private async Task PlayAsync(IReadOnlyList<(int Order, int What)> steps, OnNoShow onNoShow, string exhausted)
    {
        var town = await ATown.OpenAsync(
            factory, BudgetFen, s => s with { OnNoShow = onNoShow, Limits = new Limits(2, 1, 4, 1_700) }, exhausted);
        Guid[] residents = [Ids.New(), Ids.New()];
        var orders = Enumerable.Range(0, 10).Select(i => town.AnOrder(
            residents[i % 2], 500 + (137 * i), on: ATown.Today.PlusDays(i % 3), fulfilment: Fulfilment.Delivery, period: i % 5 == 0 ? MealPeriod.Dinner : MealPeriod.Lunch)).ToList();
        foreach (var (order, what) in steps)
        {
            if (what < 0)
                await town.PlaceAsync(orders[order]);
            else
                await Ends[what](town, orders[order]);
            await HoldAsync(town);
        }
        Assert.All(orders, order => Assert.DoesNotContain(",", town.EndOf(order), StringComparison.Ordinal));
    }

    private static async Task HoldAsync(ATown town)
    {
        await using var db = town.Factory.Services.GetRequiredService<Database<SubsidyDbContext>>().Read();
        var decisions = await db.Decisions.Include(d => d.Rights).Where(d => d.Subdistrict == town.Subdistrict).ToListAsync();
        var rights = decisions.SelectMany(d => d.Rights).ToList();
        var held = rights.Where(r => r.Status != RightStatus.Released).ToList();
        var balances = await db.LedgerAccounts.Where(a => a.Subdistrict == town.Subdistrict).ToDictionaryAsync(a => a.Account, a => a.BalanceFen);
        var budget = await db.Budgets.SingleAsync(b => b.Code == town.Budget);

        Assert.Equal(0, balances.Values.Sum());
        Assert.All(balances.Where(b => b.Key != "budget:" + town.Budget && b.Key != "appropriation:" + town.Subdistrict), b => Assert.True(b.Value >= 0));
        Assert.All(held.GroupBy(r => (r.ResidentId, r.ServiceDate)), day => Assert.InRange(day.Count(), 1, 2));
        Assert.All(held.GroupBy(r => (r.ResidentId, r.ServiceDate, r.MealPeriod)), meal => Assert.Single(meal));
        Assert.All(held.GroupBy(r => (r.ResidentId, r.Month)), month => Assert.True(month.Count() <= 4 && month.Sum(r => r.AmountFen) <= 1_700));
        var reserved = decisions.Where(d => d.State == DecisionState.Open).Sum(d => d.TotalFen);
        var granted = decisions.Sum(d => d.ConsumedFen);
        Assert.Equal(reserved, balances.GetValueOrDefault("reserved:" + town.Scheme));
        Assert.Equal(granted, balances.GetValueOrDefault("granted:HX01"));
        Assert.Equal((reserved, granted), (budget.ReservedFen, budget.GrantedFen));
        Assert.InRange(reserved + granted, 0, BudgetFen);
        Assert.Equal((BudgetFen, -(reserved + granted)), (balances["allotted:" + town.Budget], balances.GetValueOrDefault("budget:" + town.Budget)));
    }
}
