using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Registry;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.Subsidy.Tests.Decisions;

public sealed class OrderSubsidyTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    [Fact]
    public async Task OrderPlaced_OfAnElder_ReservesHalfUpToSixYuan()
    {
        var town = await ATown.OpenAsync(factory);

        var decided = await town.PlaceAsync(town.AnOrder());

        Assert.Equal([new SubsidyGrant(town.Scheme, 1, "60+", 600)], decided.Grants);
        Assert.Equal(600, decided.TotalFen);
        Assert.Equal((600, 0, 99_999_400), await town.BudgetAsync());
        Assert.Equal(new Dictionary<string, long> { [$"budget:{town.Budget}"] = -600, [$"reserved:{town.Scheme}"] = 600 }, await town.GivenAsync());
    }

    [Fact]
    public async Task OrderPlaced_Twice_IsDecidedOnce()
    {
        var town = await ATown.OpenAsync(factory);
        var order = town.AnOrder();

        await town.PlaceAsync(order);
        await factory.DeliverAsync(order, order.OrderId);

        Assert.Equal((600, 0, 99_999_400), await town.BudgetAsync());
    }

    [Fact]
    public async Task SecondMealOfTheDay_AtAnotherSite_IsRefusedAndNamesTheFirst()
    {
        var town = await ATown.OpenAsync(factory);
        await factory.DeliverAsync(ASite("HX01", "华新第一长者食堂"));
        var first = town.AnOrder();
        await town.PlaceAsync(first);

        var second = await town.PlaceAsync(town.AnOrder(first.ResidentId, fulfilment: Fulfilment.Delivery, feeFen: 300, site: "HX02", period: MealPeriod.Dinner));

        Assert.Empty(second.Grants);
        var refusal = new SubsidyRefusal(town.Scheme, "day-right-used")
        {
            UsedAtSite = "HX01", UsedAtSiteName = "华新第一长者食堂", UsedByOrder = first.OrderId, UsedByOrderNumber = first.Number, UsedAt = factory.Clock.Now,
        };
        Assert.Equal([refusal], second.Refusals);
        Assert.Equal($"本餐没有补贴：今日补贴已在华新第一长者食堂使用（7月1日 8:00 订的午餐，订单 {first.Number}）；您付 19.00 元。", second.ExplanationZh);
    }

    [Fact]
    public async Task Cancelling_GivesRightAndMoneyBack()
    {
        var town = await ATown.OpenAsync(factory);
        var first = town.AnOrder();
        await town.PlaceAsync(first);

        await town.CancelAsync(first);

        Assert.Equal("released 600", town.EndOf(first));
        Assert.Equal((0, 0, 100_000_000), await town.BudgetAsync());
        Assert.Equal(600, (await town.PlaceAsync(town.AnOrder(first.ResidentId))).TotalFen);
    }

    [Fact]
    public async Task ServedMeal_IsGrantedToTheSite()
    {
        var town = await ATown.OpenAsync(factory);
        var order = town.AnOrder(site: "HX05");
        await town.PlaceAsync(order);

        await town.ServeAsync(order);

        Assert.Equal("consumed 600", town.EndOf(order));
        Assert.Equal((0, 600, 99_999_400), await town.BudgetAsync());
        Assert.Equal(
            new Dictionary<string, long> { [$"budget:{town.Budget}"] = -600, ["granted:HX05"] = 600, [$"reserved:{town.Scheme}"] = 0 }, await town.GivenAsync());
    }

    [Fact]
    public async Task Delivery_WithoutThePickupsEvidence_StaysReserved()
    {
        var town = await ATown.OpenAsync(factory);
        var order = town.AnOrder(fulfilment: Fulfilment.Delivery, feeFen: 300);
        await town.PlaceAsync(order);

        await town.DeliverAsync(order);
        Assert.Equal("", town.EndOf(order));

        await town.PickUpAsync(order);
        Assert.Equal("consumed 600", town.EndOf(order));
    }

    [Theory]
    [InlineData(DeliveryFailure.NoAnswer, "consumed 600 no-show", "released 600")]
    [InlineData(DeliveryFailure.Refused, "consumed 600 no-show", "released 600")]
    [InlineData(DeliveryFailure.BadAddress, "released 600", "released 600")]
    [InlineData(DeliveryFailure.NoCapacity, "released 600", "released 600")]
    [InlineData(DeliveryFailure.Other, "released 600", "released 600")]
    public async Task FailedDelivery_GoesByItsReasonAndTheScheme(DeliveryFailure reason, string whenConsumed, string whenReleased)
    {
        foreach (var (onNoShow, end) in new[] { (OnNoShow.Consume, whenConsumed), (OnNoShow.Release, whenReleased) })
        {
            var town = await ATown.OpenAsync(factory, change: s => s with { OnNoShow = onNoShow });
            var order = town.AnOrder(fulfilment: Fulfilment.Delivery);
            await town.PlaceAsync(order);

            await town.FailAsync(order, reason);

            Assert.Equal(end, town.EndOf(order));
        }
    }

    [Fact]
    public async Task NoShow_WithoutAnyGrant_KeepsThePayment()
    {
        var town = await ATown.WithoutSchemeAsync(factory);
        var order = town.AnOrder();
        Assert.Equal(0, (await town.PlaceAsync(order)).TotalFen);

        await town.NotCollectedAsync(order);

        Assert.Equal("consumed 0 no-show", town.EndOf(order));
    }

    [Fact]
    public async Task CancelledOrder_WithoutAnyGrant_IsReleasedWithNothing()
    {
        var town = await ATown.WithoutSchemeAsync(factory);
        var order = town.AnOrder();
        await town.PlaceAsync(order);

        await town.CancelAsync(order);

        Assert.Equal("released 0", town.EndOf(order));
    }

    [Fact]
    public async Task OperatorGrant_IsPaidToTheSite_AndNoPartOfTheOrder()
    {
        var town = await ATown.OpenAsync(factory, change: s => s with { Payee = Payee.Operator });
        var order = town.AnOrder();

        var decided = await town.PlaceAsync(order);
        await town.ServeAsync(order);

        Assert.Empty(decided.Grants);
        Assert.Equal(0, decided.TotalFen);
        Assert.Equal("consumed 0", town.EndOf(order));
        Assert.Equal(600, (await town.BalancesAsync())["granted:HX01"]);
    }

    /// <summary>Two yuan to the canteen per diner and day, one per delivery, beside the resident's half price.</summary>
    [Fact]
    public async Task OperatorRules_PerDinerAndDay_AndPerDelivery_ArePaidBesideTheBenefit()
    {
        var town = await ATown.OpenAsync(factory);
        await town.ActivateAsync(town.SchemeJson(s => ToOperator(s, "D", 200) with { Limits = new Limits(1, null, null, null), MealPeriods = null }));
        await town.ActivateAsync(town.SchemeJson(s => ToOperator(s, "V", 100) with { Channels = [Fulfilment.Delivery] }));
        var lunch = town.AnOrder(foodFen: 1_000, feeFen: 300, fulfilment: Fulfilment.Delivery);
        var dinner = town.AnOrder(lunch.ResidentId, foodFen: 1_000, period: MealPeriod.Dinner);

        var first = await town.PlaceAsync(lunch);
        var second = await town.PlaceAsync(dinner);
        await town.PickUpAsync(lunch);
        await town.DeliverAsync(lunch);
        await town.CancelAsync(dinner);

        Assert.Equal((town.Scheme, 500), (Assert.Single(first.Grants).Scheme, first.TotalFen));
        Assert.Equal([town.Scheme], second.Refusals.Select(r => r.Scheme));
        Assert.DoesNotContain("2.00", first.ExplanationZh, StringComparison.Ordinal);
        Assert.Equal("consumed 500", town.EndOf(lunch));
        Assert.Equal((0, 800, 99_999_200), await town.BudgetAsync());
        Assert.Equal(800, (await town.BalancesAsync())["granted:HX01"]);
        var total = (await town.Auditor.GetJsonAsync("/api/subsidy/report?month=2025-07"))["total"]!;
        Assert.Equal((500, 800, 300), ((long)total["subsidyFen"]!, (long)total["ownFen"]!, (long)total["operatorFen"]!));

        Scheme ToOperator(Scheme scheme, string kind, long fen) => scheme with
        {
            Code = $"{kind}-{town.Scheme}",
            Payee = Payee.Operator,
            Tiers = [scheme.Tiers[0] with { Benefit = new Benefit.Fixed(fen) }],
            Limits = new Limits(null, null, null, null),
            Stacking = scheme.Stacking with { Order = 20 },
        };
    }

    [Fact]
    public async Task Simultaneous_64PlacementsOfOneResident_GiveOneGrant()
    {
        var town = await ATown.OpenAsync(factory);
        var resident = Ids.New();
        var orders = Enumerable.Range(0, 64).Select(i => town.AnOrder(resident, site: i % 2 == 0 ? "HX01" : "HX02")).ToList();

        await Task.WhenAll(orders.Select(order => Task.Run(() => factory.Bus.PublishAsync(order, order.OrderId, CancellationToken.None))));
        await factory.DrainAsync();

        var decided = factory.Bus.PublishedOf<SubsidyDecided>().Where(d => orders.Any(o => o.OrderId == d.OrderId)).ToList();
        Assert.Equal(64, decided.Count);
        var granted = Assert.Single(decided, d => d.TotalFen > 0);
        Assert.All(decided.Where(d => d != granted), d => Assert.Equal(granted.OrderId, Assert.Single(d.Refusals).UsedByOrder));
        Assert.Equal((600, 0, 99_999_400), await town.BudgetAsync());
    }

    [Fact]
    public async Task Budget_UnderSimultaneousOrders_IsNeverOverdrawn()
    {
        var town = await ATown.OpenAsync(factory, budgetFen: 6_100, whenExhausted: "partial");
        var orders = Enumerable.Range(0, 32).Select(_ => town.AnOrder()).ToList();

        await Task.WhenAll(orders.Select(order => Task.Run(() => factory.Bus.PublishAsync(order, order.OrderId, CancellationToken.None))));
        await factory.DrainAsync();

        var amounts = factory.Bus.PublishedOf<SubsidyDecided>().Where(d => orders.Any(o => o.OrderId == d.OrderId)).Select(d => d.TotalFen).ToList();
        Assert.Equal(10, amounts.Count(fen => fen == 600));
        Assert.Equal(1, amounts.Count(fen => fen == 100));
        Assert.Equal(21, amounts.Count(fen => fen == 0));
        Assert.Equal((6_100, 0, 0), await town.BudgetAsync());
    }

    [Fact]
    public async Task MonthLimitInFen_UnderSimultaneousOrdersOfManyDays_IsNeverPassed()
    {
        var town = await ATown.OpenAsync(factory, change: s => s with { Limits = new Limits(null, null, null, 1_500) });
        var resident = Ids.New();
        var orders = Enumerable.Range(0, 20).Select(i => town.AnOrder(resident, on: ATown.Today.PlusDays(i))).ToList();

        await Task.WhenAll(orders.Select(order => Task.Run(() => factory.Bus.PublishAsync(order, order.OrderId, CancellationToken.None))));
        await factory.DrainAsync();

        var amounts = factory.Bus.PublishedOf<SubsidyDecided>().Where(d => orders.Any(o => o.OrderId == d.OrderId)).Select(d => d.TotalFen).ToList();
        Assert.Equal([600, 600, 300], amounts.Where(fen => fen > 0).OrderDescending());
        Assert.Equal(20, amounts.Count);
    }

    [Fact]
    public async Task Limits_PerMealPeriodAndMonth_AreHeldOverDays()
    {
        var town = await ATown.OpenAsync(factory, change: s => s with { Limits = new Limits(2, 1, 3, 1_500) });
        var resident = Ids.New();

        Assert.Equal(600, (await town.PlaceAsync(town.AnOrder(resident))).TotalFen);
        Assert.Equal("meal-period-right-used", (await town.PlaceAsync(town.AnOrder(resident))).Refusals.Single().Reason);
        Assert.Equal(600, (await town.PlaceAsync(town.AnOrder(resident, period: MealPeriod.Dinner))).TotalFen);
        Assert.Equal(300, (await town.PlaceAsync(town.AnOrder(resident, on: ATown.Today.PlusDays(1)))).TotalFen);
        Assert.Equal("month-meals-used", (await town.PlaceAsync(town.AnOrder(resident, on: ATown.Today.PlusDays(2)))).Refusals.Single().Reason);
        Assert.Equal(600, (await town.PlaceAsync(town.AnOrder(resident, on: ATown.Today.PlusMonths(1)))).TotalFen);
    }

    [Fact]
    public async Task Quote_TakesNothing()
    {
        var town = await ATown.OpenAsync(factory);
        var order = town.AnOrder();

        var quote = await factory.Bus.AskAsync<QuoteSubsidy, SubsidyQuote>(
            new QuoteSubsidy
            {
                ResidentId = order.ResidentId, BirthDate = order.BirthDate, StatusOnServiceDate = order.StatusOnServiceDate, Categories = order.Categories,
                Subdistrict = order.Subdistrict, SiteCode = order.SiteCode, ServiceDate = order.ServiceDate, MealPeriod = order.MealPeriod,
                Fulfilment = order.Fulfilment, FoodFen = order.FoodFen, DeliveryFeeFen = order.DeliveryFeeFen,
            },
            CancellationToken.None);

        Assert.Equal(600, quote.Value.TotalFen);
        Assert.Equal((0, 0, 100_000_000), await town.BudgetAsync());
        Assert.Empty(await town.GivenAsync());
    }

    /// <summary>Also past every rule of ours, the database does not take a second holder of the same place.</summary>
    [Fact]
    public async Task DayRight_WithATakenPlace_IsRefusedByTheDatabase()
    {
        var town = await ATown.OpenAsync(factory);
        var order = town.AnOrder();
        await town.PlaceAsync(order);
        var database = factory.Services.GetRequiredService<Database<SubsidyDbContext>>();

        Task TakeAgainAsync() => database.WriteAsync(
            unit => unit.Db.Database.ExecuteSqlAsync($"""
                INSERT INTO day_rights SELECT DecisionId, 'OTHER', SchemeVersion, Tier, RightKey, OrderId, OrderNumber, ResidentId, SiteCode, ServiceDate, Month,
                  MealPeriod, PlaceInDay, PlaceInMealPeriod, PlaceInMonth, MostInDay, MostInMealPeriod, MostInMonth, AmountFen, Payee, OnNoShow, TakenAt, Funders, 'Reserved' FROM day_rights WHERE OrderId = {order.OrderId} AND Scheme = {town.Scheme}
                """),
            CancellationToken.None);

        await Assert.ThrowsAsync<SqliteException>(TakeAgainAsync);
        await town.CancelAsync(order);
        await TakeAgainAsync();
    }

    private SiteChanged ASite(string code, string name) => new()
    {
        Code = code, Version = 1, Name = name, Kind = SiteKind.Canteen, SuppliedBy = null, Subdistrict = "huaxin", AddressText = "", Phone = null, Point = null,
        DeliveryRadiusMeters = 3000, DeliveryFeeFen = 300, OrderWindows = [], ClosedDates = [], Couriers = [], OccurredAt = factory.Clock.Now,
    };
}
