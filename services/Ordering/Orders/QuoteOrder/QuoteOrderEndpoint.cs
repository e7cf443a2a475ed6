using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.Residents;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Ordering.Orders.QuoteOrder;

/// <summary>What an order would cost now, by the same rules as an order; takes nothing.</summary>
internal static class QuoteOrderEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/api/orders/quote", HandleAsync)
            .WithName("Ordering_QuoteOrder").WithSummary("Price, subsidy and diet warnings of an order before it is placed.")
            .AllowRoles(Role.Resident, Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);

    internal static async Task<Results<Ok<QuoteAnswer>, ProblemHttpResult>> HandleAsync(
        OrderRequest request, Caller caller, ResidentLookup residents, Database<OrderingDbContext> database, Town town, IClock clock,
        IMessageBus bus, CancellationToken ct)
    {
        var check = new Check();
        var wish = OrderWish.Of(request, check);
        if (check.Failed)
            return check.Error.ToProblem();
        var opened = await OrderDesk.OpenAsync(wish, caller, residents, database, town, ct);
        if (opened.Failed)
            return opened.Error.ToProblem();
        var desk = opened.Value;
        if (OrderRules.Refusal(await FactsAsync(desk, wish, caller, database, ct), clock.GetCurrentInstant()) is { } refusal)
            return refusal.ToProblem();

        var lines = desk.LinesOf(wish.Quantities);
        var (foodFen, feeFen) = (lines.Sum(l => l.AmountFen), desk.DeliveryFeeFor(wish.Fulfilment));
        var subsidy = await bus.AskAsync<QuoteSubsidy, SubsidyQuote>(
            SubsidyQuestion.Of(desk.Resident, desk.Site.Code, wish.ServiceDate, wish.MealPeriod, wish.Fulfilment, foodFen, feeFen), ct);
        return subsidy.Failed
            ? subsidy.Error.ToProblem()
            : TypedResults.Ok(QuoteAnswer.Of(lines, foodFen, feeFen, subsidy.Value, DietClashes.Of(desk.Resident.DietTags, lines)));
    }

    private static async Task<OrderFacts> FactsAsync(
        OrderDesk desk, OrderWish wish, Caller caller, Database<OrderingDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var stocks = await desk.StocksAsync(db, wish.ServiceDate, wish.MealPeriod, wish.Quantities, ct);
        var taken = await db.SiteMeals.Where(m => m.SiteCode == desk.Site.Code && m.ServiceDate == wish.ServiceDate && m.MealPeriod == wish.MealPeriod)
            .Select(m => m.Taken).SingleOrDefaultAsync(ct);
        return desk.FactsOf(wish, caller, stocks, await PlaceOrder.PlaceOrder.HasOpenOrderAsync(db, wish, ct), taken);
    }
}

internal sealed record QuoteAnswer(
    IReadOnlyList<OrderLineAnswer> Lines, long FoodFen, long DeliveryFeeFen, long SubsidyFen, long PayableFen, QuotedSubsidy Subsidy,
    IReadOnlyList<DietWarning> Warnings)
{
    public static QuoteAnswer Of(IReadOnlyList<OrderLine> lines, long foodFen, long feeFen, SubsidyQuote quote, IReadOnlyList<DietWarning> warnings) => new(
        [.. lines.Select(OrderLineAnswer.Of)], foodFen, feeFen, quote.TotalFen, foodFen + feeFen - quote.TotalFen,
        new QuotedSubsidy(null, quote.Grants, quote.Refusals, new SubsidyExplanation(quote.ExplanationZh, quote.ExplanationEn)), warnings);
}

/// <summary>As an order's subsidy; nothing is decided yet, so <paramref name="DecisionId"/> is null.</summary>
internal sealed record QuotedSubsidy(
    Guid? DecisionId, IReadOnlyList<SubsidyGrant> Grants, IReadOnlyList<SubsidyRefusal> Refusals, SubsidyExplanation Explanation);
