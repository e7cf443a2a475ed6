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

/// <summary>What a meal at the counter would cost now, by the counter's own rules; takes nothing.</summary>
internal static class QuoteDineInEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/api/sites/{code}/dine-in/quote", HandleAsync)
            .WithName("Ordering_QuoteDineIn").WithSummary("Price, subsidy and diet warnings of a meal at the counter before it is served.")
            .AllowRoles(Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);

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
        var (site, resident) = opened.Value;
        var today = town.DateOf(clock.GetCurrentInstant());
        var lines = await LinesAsync(new OrderDesk(resident, site, null, null), wish, today, database, ct);
        if (lines.Failed)
            return lines.Error.ToProblem();

        var foodFen = wish.FoodFen ?? lines.Value.Sum(l => l.AmountFen);
        var subsidy = await bus.AskAsync<QuoteSubsidy, SubsidyQuote>(
            SubsidyQuestion.Of(resident, site.Code, today, wish.MealPeriod, Fulfilment.DineIn, foodFen, deliveryFeeFen: 0), ct);
        return subsidy.Failed
            ? subsidy.Error.ToProblem()
            : TypedResults.Ok(QuoteAnswer.Of(lines.Value, foodFen, 0, subsidy.Value, DietClashes.Of(resident.DietTags, lines.Value)));
    }

    private static async Task<Result<List<OrderLine>>> LinesAsync(
        OrderDesk desk, DineInWish wish, LocalDate today, Database<OrderingDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var open = wish.Quantities.Count == 0 ? desk : desk with { Menu = await db.Menus.FindAsync([desk.Site.KitchenCode, today, wish.MealPeriod], ct) };
        var stocks = await open.StocksAsync(db, today, wish.MealPeriod, wish.Quantities, ct);
        return DineInRules.Refusal(desk.Resident.StatusOn(today), open.WantedItems(wish.Quantities, stocks)) is { } refusal
            ? refusal
            : open.LinesOf(wish.Quantities).ToList();
    }
}
