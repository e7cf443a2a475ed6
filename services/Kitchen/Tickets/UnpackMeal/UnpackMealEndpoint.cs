using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets.ShowTicket;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Kitchen.Tickets.UnpackMeal;

internal sealed record UnpackMealRequest(string? Reason);

/// <summary>
/// Takes back that a meal is packed (the wrong ticket was scanned): within 15 minutes and while it is still in the house. The
/// ticket's history keeps both, and the other services are told.
/// </summary>
internal static class UnpackMealEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapPost("/tickets/{idOrCode}/unpacked", HandleAsync)
        .WithName("Kitchen_UnpackMeal").WithSummary("Take back that a meal is packed").AllowRoles(Role.CanteenStaff)
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);

    private static async Task<Results<Ok<TicketView>, ProblemHttpResult>> HandleAsync(
        string idOrCode, UnpackMealRequest request, Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var reason = check.Text("reason", request.Reason, 500);
        if (check.Failed) return check.Error.ToProblem();

        var unpacked = await database.WriteAndDeliverAsync(unit => UnpackAsync(unit, idOrCode, reason, caller, ct), ct);
        return unpacked.Match<Results<Ok<TicketView>, ProblemHttpResult>>(view => TypedResults.Ok(view), error => error.ToProblem());
    }

    private static async Task<Result<TicketView>> UnpackAsync(
        Unit<KitchenDbContext> unit, string idOrCode, string reason, Caller caller, CancellationToken ct)
    {
        if (await unit.Db.FindTicketAsync(idOrCode, caller, ct) is not { } ticket) return new Absent();
        var packedAt = ticket.PackedAt;
        var unpacked = ticket.Unpack(unit.Now, caller.Id, reason);
        if (unpacked.Failed) return unpacked.Error;
        if (unpacked.Value)
        {
            unit.Publish(
                new MealUnpacked { OrderId = ticket.OrderId, TicketCode = ticket.Code!, PackedAt = packedAt!.Value, Reason = reason, OccurredAt = unit.Now },
                ticket.OrderId, packedAt);
        }

        return await TicketView.OfAsync(unit.Db, ticket, unit.Now, ct);
    }
}
