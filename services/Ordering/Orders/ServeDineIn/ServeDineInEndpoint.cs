using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.Orders.PlaceOrder;
using MealDispatch.Ordering.Residents;
using MealDispatch.Ordering.Sites;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.Orders.ServeDineIn;

/// <summary>Staff serve a meal at the counter: priced, paid and completed at once, today, at any hour.</summary>
internal static class ServeDineInEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/api/sites/{code}/dine-in", HandleAsync)
            .WithName("Ordering_ServeDineIn").WithSummary("Serves a meal at the counter and answers the completed order.")
            .AllowRoles(Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);

    internal static async Task<Results<Created<OrderAnswer>, Accepted<OrderAnswer>, ProblemHttpResult>> HandleAsync(
        string code, DineInRequest request, HttpContext http, Caller caller, ResidentLookup residents, Database<OrderingDbContext> database,
        OrderWatch watch, ServeDineIn serveDineIn, CancellationToken ct)
    {
        var check = new Check();
        var wish = DineInWish.Of(request, check);
        var key = IdempotencyKey.Of(http, caller, request);
        if (check.Failed || key.Failed)
            return (check.Failed ? check.Error : key.Error!).ToProblem();
        var desk = await CounterDesk.OpenAsync(code, wish, caller, residents, database, ct);
        if (desk.Failed)
            return desk.Error.ToProblem();
        var (site, resident) = desk.Value;

        var id = Ids.New();
        using var subscription = watch.Subscribe(id);
        var placed = await database.WriteAsync(unit => serveDineIn.RunAsync(unit, id, wish, resident, site, caller, key.Value, ct), ct);
        if (placed.Failed)
            return placed.Error.ToProblem();
        return PlaceOrderEndpoint.Answer(
            placed.Value == id ? await watch.UntilSettledAsync(id, subscription, ct) : await watch.UntilSettledAsync(placed.Value, ct));
    }
}

internal sealed record DineInRequest(
    string? CardCode, Guid? ResidentId, MealPeriod? MealPeriod, IReadOnlyList<OrderLineRequest?>? Lines, long? FoodFen, PaymentMethod? PaymentMethod,
    string? OverrideReason, long? ExpectedPayableFen = null);

/// <summary>A well-formed request to serve a meal now.</summary>
internal sealed record DineInWish(
    string? CardCode, Guid? ResidentId, MealPeriod MealPeriod, IReadOnlyDictionary<string, int> Quantities, long? FoodFen, PaymentMethod PaymentMethod,
    string? OverrideReason, long? ExpectedPayableFen)
{
    private const long MaxFoodFen = 1_000_000;

    /// <summary>The resident's own card, else the reason of staff, else nothing: served, but reviewed before it is settled.</summary>
    public CounterService Evidence => CardCode is not null
        ? new CounterService(PresenceEvidence.Card, null)
        : OverrideReason is not null
            ? new CounterService(PresenceEvidence.Override, OverrideReason)
            : new CounterService(PresenceEvidence.None, null);

    public static DineInWish Of(DineInRequest request, Check check)
    {
        var card = check.OptionalText("cardCode", request.CardCode, 200);
        check.That(card is null != request.ResidentId is null, "cardCode", "either cardCode or residentId");
        check.That(request.Lines is null != request.FoodFen is null, "lines", "either lines or foodFen");
        return new DineInWish(
            card,
            request.ResidentId,
            check.Required("mealPeriod", request.MealPeriod),
            OrderWish.QuantitiesOf(request.Lines, check, required: request.FoodFen is null),
            request.FoodFen is null ? null : check.Range("foodFen", request.FoodFen, 1, MaxFoodFen),
            request.PaymentMethod ?? PaymentMethod.AtSite,
            check.OptionalText("overrideReason", request.OverrideReason, 200),
            request.ExpectedPayableFen is null ? null : check.Range("expectedPayableFen", request.ExpectedPayableFen, 0, MaxFoodFen));
    }
}

/// <summary>A counter and who stands at it. A caller who may not serve here gets an error.</summary>
internal sealed record CounterDesk(Site Site, Resident Resident)
{
    public static async Task<Result<CounterDesk>> OpenAsync(
        string siteCode, DineInWish wish, Caller caller, ResidentLookup residents, Database<OrderingDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await db.Sites.SingleOrDefaultAsync(s => s.Code == siteCode, ct) is not { } site)
            return new SiteUnknown();
        if (!caller.WorksAt(site.Code) && !caller.WorksAt(site.KitchenCode))
            return new NotYourSite();
        var residentId = wish.CardCode is null ? wish.ResidentId : await residents.FindByCardAsync(wish.CardCode, ct);
        if (residentId is null)
            return new CardNotValid();
        var resident = await residents.FindAsync(residentId.Value, ct);
        if (resident.Failed)
            return resident.Error;
        return resident.Value.Subdistrict == site.Subdistrict ? new CounterDesk(site, resident.Value) : new Absent();
    }
}
