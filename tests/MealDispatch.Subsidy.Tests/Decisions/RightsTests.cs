using System.Runtime.CompilerServices;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.Subsidy.Tests.Decisions;

/// <summary>Every limit under 64 orders at once, over sites, channels and meals; and the database alone against the rest.</summary>
public sealed class RightsTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    private const int Orders = 64;

    public static TheoryData<string> Limited => ["day", "meal-period", "month", "month-fen"];

    [Theory, MemberData(nameof(Limited))]
    public async Task Simultaneous_64Orders_NeverPassTheLimit(string limit)
    {
        var (limits, amounts, reason) = limit switch
        {
            "day" => (new Limits(1, null, null, null), [600L], "day-right-used"),
            "meal-period" => (new Limits(null, 1, null, null), [600L, 600L, 600L], "meal-period-right-used"),
            "month" => (new Limits(null, null, 5, null), [600L, 600L, 600L, 600L, 600L], "month-meals-used"),
            _ => (new Limits(null, null, null, 1_500), new[] { 600L, 600L, 300L }, "month-amount-used"),
        };
        var town = await ATown.OpenAsync(factory, change: s => s with { Limits = limits });
        var resident = Ids.New();
        var orders = Enumerable.Range(0, Orders).Select(i => town.AnOrder(
            resident, site: "HX0" + (i % 5), period: (MealPeriod)(i % 3), fulfilment: (Fulfilment)(i % 3), on: limit is "day" or "meal-period" ? ATown.Today : ATown.Today.PlusDays(i % 20)))
            .ToList();

        await Task.WhenAll(orders.Select(order => Task.Run(() => factory.Bus.PublishAsync(order, order.OrderId, CancellationToken.None))));
        await factory.DrainAsync();

        var decided = factory.Bus.PublishedOf<SubsidyDecided>().Where(d => orders.Any(o => o.OrderId == d.OrderId)).ToList();
        Assert.Equal(Orders, decided.Count);
        Assert.Equal(amounts, decided.Where(d => d.TotalFen > 0).Select(d => d.TotalFen).OrderDescending());
        Assert.All(decided.Where(d => d.TotalFen == 0), d => Assert.Equal(reason, Assert.Single(d.Refusals).Reason));
        Assert.Equal(amounts.Sum(), (await town.BudgetAsync()).Reserved);
    }

    [Fact]
    public async Task MealPeriodRight_Used_NamesTheOrderOfThatMeal()
    {
        var town = await ATown.OpenAsync(factory, change: s => s with { Limits = new Limits(null, 1, null, null) });
        var lunch = town.AnOrder();
        var dinner = town.AnOrder(lunch.ResidentId, period: MealPeriod.Dinner, site: "HX02");
        await town.PlaceAsync(lunch);
        factory.Clock.Now += NodaTime.Duration.FromMinutes(1);
        await town.PlaceAsync(dinner);

        var refused = await town.PlaceAsync(town.AnOrder(lunch.ResidentId, site: "HX03"));

        var refusal = Assert.Single(refused.Refusals);
        Assert.Equal(("meal-period-right-used", lunch.OrderId, "HX01"), (refusal.Reason, refusal.UsedByOrder, refusal.UsedAtSite));
        Assert.Contains($"订的午餐，订单 {lunch.Number}", refused.ExplanationZh, StringComparison.Ordinal);
        Assert.Contains($"order {lunch.Number}", refused.ExplanationEn, StringComparison.Ordinal);
    }

    /// <summary>Past every rule of ours the database itself takes no place above a limit.</summary>
    [Theory]
    [InlineData("PlaceInDay = 2")]
    [InlineData("PlaceInMealPeriod = 2")]
    [InlineData("PlaceInMonth = 4")]
    public async Task Right_AboveItsLimit_IsRefusedByTheDatabase(string change)
    {
        var town = await ATown.OpenAsync(factory, change: s => s with { Limits = new Limits(1, 1, 3, null) });
        OrderPlaced order = town.AnOrder();
        await town.PlaceAsync(order);
        var database = factory.Services.GetRequiredService<Database<SubsidyDbContext>>();

        await Assert.ThrowsAsync<SqliteException>(() => database.WriteAsync(
            unit => unit.Db.Database.ExecuteSqlAsync(FormattableStringFactory.Create("UPDATE day_rights SET " + change + " WHERE OrderId = {0}", order.OrderId)), CancellationToken.None));
    }
}
