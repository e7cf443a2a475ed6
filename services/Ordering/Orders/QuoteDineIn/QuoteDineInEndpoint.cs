using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.Orders.QuoteOrder;
using MealDispatch.Ordering.Orders.ServeDineIn;
using MealDispatch.Ordering.Residents;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace MealDispatch.Ordering.Orders.QuoteDineIn;

/// <summary>What a meal at the counter would cost now, by the counter's own rules, or each of several; takes nothing.</summary>
internal static class QuoteDineInEndpoint
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/api/sites/{code}/dine-in/quote", HandleAsync)
            .WithName("Ordering_QuoteDineIn").WithSummary("Price, subsidy and diet warnings of a meal at the counter before it is served.")
            .AllowRoles(Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
        group.MapPost("/api/sites/{code}/dine-in/quotes", HandleEachAsync)
            .WithName("Ordering_QuoteDineInEach").WithSummary("The same of each line by itself, as if nothing else were eaten; what cannot be served is left out.")
            .AllowRoles(Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
    }

    internal static async Task<Results<Ok<QuoteAnswer>, ProblemHttpResult>> HandleAsync(
        string code, DineInRequest request, Caller caller, ResidentLookup residents, Database<OrderingDbContext> database, Town town, IClock clock,
        IMessageBus bus, CancellationToken ct)
    {
        var check = new Check();
        var wish = DineInWish.Of(request, check);
        if (check.Failed)
            return check.Error.ToProblem();
        var opened = await CounterDesk.OpenAsync(code, wish, caller, residents, database, ct);
        if (opened.Failed)
            return opened.Error.ToProblem();
        var today = town.DateOf(clock.GetCurrentInstant());
        var lines = (await LinesAsync(opened.Value, wish, [wish.Quantities], today, database, ct))[0];
        if (lines.Failed)
            return lines.Error.ToProblem();
        var foodFen = wish.FoodFen ?? FoodOf(lines.Value);
        var subsidy = await AskAsync(bus, opened.Value, today, wish.MealPeriod, foodFen, ct);
        return subsidy.Failed ? subsidy.Error.ToProblem() : TypedResults.Ok(AnswerOf(opened.Value, lines.Value, foodFen, subsidy.Value));
    }

    internal static async Task<Results<Ok<Page<QuoteAnswer>>, ProblemHttpResult>> HandleEachAsync(
        string code, DineInRequest request, Caller caller, ResidentLookup residents, Database<OrderingDbContext> database, Town town, IClock clock,
        IMessageBus bus, CancellationToken ct)
    {
        var check = new Check();
        var wish = DineInWish.Of(request, check);
        check.That(wish.FoodFen is null, "foodFen", "has no lines to be priced");
        if (check.Failed)
            return check.Error.ToProblem();
        var opened = await CounterDesk.OpenAsync(code, wish, caller, residents, database, ct);
        if (opened.Failed)
            return opened.Error.ToProblem();
        var today = town.DateOf(clock.GetCurrentInstant());
        var each = await LinesAsync(opened.Value, wish, [.. wish.Quantities.Select(q => new Dictionary<string, int> { [q.Key] = q.Value })], today, database, ct);
        if (each.All(lines => lines.Failed))
            return each[0].Error!.ToProblem();

        // Subsidy looks at the sum alone: what costs the same is asked once.
        var meals = each.Where(lines => !lines.Failed).Select(lines => (Lines: lines.Value, FoodFen: FoodOf(lines.Value))).ToList();
        var sums = meals.Select(meal => meal.FoodFen).Distinct().ToList();
        var subsidies = await Task.WhenAll(sums.Select(foodFen => AskAsync(bus, opened.Value, today, wish.MealPeriod, foodFen, ct)));
        if (subsidies.FirstOrDefault(subsidy => subsidy.Failed).Error is { } unanswered)
            return unanswered.ToProblem();
        var bySum = sums.Zip(subsidies).ToDictionary(pair => pair.First, pair => pair.Second.Value);
        return TypedResults.Ok(new Page<QuoteAnswer>([.. meals.Select(meal => AnswerOf(opened.Value, meal.Lines, meal.FoodFen, bySum[meal.FoodFen]))], Next: null));
    }

    private static long FoodOf(IReadOnlyList<OrderLine> lines) => lines.Sum(l => l.AmountFen);

    private static Task<Result<SubsidyQuote>> AskAsync(IMessageBus bus, CounterDesk desk, LocalDate today, MealPeriod period, long foodFen, CancellationToken ct) =>
        bus.AskAsync<QuoteSubsidy, SubsidyQuote>(SubsidyQuestion.Of(desk.Resident, desk.Site.Code, today, period, Fulfilment.DineIn, foodFen, deliveryFeeFen: 0), ct);

    private static QuoteAnswer AnswerOf(CounterDesk desk, IReadOnlyList<OrderLine> lines, long foodFen, SubsidyQuote subsidy) =>
        QuoteAnswer.Of(lines, foodFen, 0, subsidy, DietClashes.Of(desk.Resident.DietTags, lines));

    /// <summary>What is eaten of each wanted meal, or why it is not served.</summary>
    private static async Task<IReadOnlyList<Result<List<OrderLine>>>> LinesAsync(
        CounterDesk counter, DineInWish wish, IReadOnlyList<IReadOnlyDictionary<string, int>> wanted, LocalDate today, Database<OrderingDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var menu = wish.Quantities.Count == 0 ? null : await db.Menus.FindAsync([counter.Site.KitchenCode, today, wish.MealPeriod], ct);
        var desk = new OrderDesk(counter.Resident, counter.Site, menu, null);
        var stocks = await desk.StocksAsync(db, today, wish.MealPeriod, wish.Quantities, ct);
        return [.. wanted.Select(LinesOf)];

        Result<List<OrderLine>> LinesOf(IReadOnlyDictionary<string, int> quantities) =>
            DineInRules.Refusal(desk.Resident.StatusOn(today), desk.WantedItems(quantities, stocks)) is { } refusal ? refusal : desk.LinesOf(quantities).ToList();
    }
}
