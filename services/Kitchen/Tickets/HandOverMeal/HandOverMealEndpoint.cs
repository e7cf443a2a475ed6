using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets.PackMeal;
using MealDispatch.Kitchen.Tickets.ShowTicket;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Tickets.HandOverMeal;

internal sealed record HandOverMealRequest(string? CardCode, string? OverrideReason, string? TooOldReason);

/// <summary>
/// A meal is handed over at the counter: with the resident's card, or with staff's reason for doing without. Handing over
/// implies that it was packed. What was packed more than two hours ago needs <c>tooOldReason</c> too.
/// </summary>
internal static class HandOverMealEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapPost("/tickets/{idOrCode}/handed-over", HandleAsync)
        .WithName("Kitchen_HandOverMeal").WithSummary("A meal is handed over at the counter").AllowRoles(Role.CanteenStaff)
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);

    private static async Task<Results<Ok<TicketView>, ProblemHttpResult>> HandleAsync(
        string idOrCode, HandOverMealRequest request, Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var cardCode = check.OptionalText("cardCode", request.CardCode, 200);
        var reason = check.OptionalText("overrideReason", request.OverrideReason, 500);
        var tooOldReason = check.OptionalText("tooOldReason", request.TooOldReason, 500);
        check.That(check.Failed || cardCode is not null || reason is not null, "cardCode", "cardCode or overrideReason is required");
        if (check.Failed) return check.Error.ToProblem();

        var handed = await database.WriteAndDeliverAsync(unit => HandOverAsync(unit, idOrCode, cardCode, reason, tooOldReason, caller, ct), ct);
        return handed.Match<Results<Ok<TicketView>, ProblemHttpResult>>(view => TypedResults.Ok(view), error => error.ToProblem());
    }

    private static async Task<Result<TicketView>> HandOverAsync(
        Unit<KitchenDbContext> unit, string idOrCode, string? cardCode, string? reason, string? tooOldReason, Caller caller, CancellationToken ct)
    {
        if (await unit.Db.FindTicketAsync(idOrCode, caller, ct) is not { } ticket) return new Absent();
        var wasPacked = ticket.Status != TicketStatus.ToPack;
        var handed = ticket.HandOver(unit.Now, caller.Id, tooOldReason);
        if (handed.Failed) return handed.Error;
        if (handed.Value)
        {
            if (cardCode is not null && !await IsCardOfAsync(unit.Db, ticket.ResidentId, cardCode, ct)) return new CardDoesNotMatch();
            if (!wasPacked) unit.PublishPacked(ticket);
            unit.Publish(
                new MealHandedOver
                {
                    OrderId = ticket.OrderId,
                    TicketCode = ticket.Code!,
                    Evidence = cardCode is not null ? PresenceEvidence.Card : PresenceEvidence.Override,
                    OverrideReason = cardCode is null ? reason : null,
                    OccurredAt = unit.Now,
                },
                ticket.OrderId);
        }

        return await TicketView.OfAsync(unit.Db, ticket, unit.Now, ct);
    }

    private static Task<bool> IsCardOfAsync(KitchenDbContext db, Guid residentId, string cardCode, CancellationToken ct)
    {
        var hash = SecretToken.Hash(cardCode);
        return db.Cards.AnyAsync(c => c.ResidentId == residentId && c.CardHash == hash, ct);
    }
}
