using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets.ShowTicket;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Kitchen.Tickets.RecordNotCollected;

internal sealed record RecordNotCollectedRequest(string? Reason);

/// <summary>A meal was ready at the counter and nobody came for it.</summary>
internal static class RecordNotCollectedEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapPost("/tickets/{idOrCode}/not-collected", HandleAsync)
        .WithName("Kitchen_RecordNotCollected").WithSummary("Nobody came for a meal").AllowRoles(Role.CanteenStaff)
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);

    private static async Task<Results<Ok<TicketView>, ProblemHttpResult>> HandleAsync(
        string idOrCode, RecordNotCollectedRequest request, Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var reason = check.Text("reason", request.Reason, 500);
        if (check.Failed) return check.Error.ToProblem();

        var recorded = await database.WriteAndDeliverAsync(unit => RecordAsync(unit, idOrCode, reason, caller, ct), ct);
        return recorded.Match<Results<Ok<TicketView>, ProblemHttpResult>>(view => TypedResults.Ok(view), error => error.ToProblem());
    }

    private static async Task<Result<TicketView>> RecordAsync(
        Unit<KitchenDbContext> unit, string idOrCode, string reason, Caller caller, CancellationToken ct)
    {
        if (await unit.Db.FindTicketAsync(idOrCode, caller, ct) is not { } ticket) return new Absent();
        var recorded = ticket.LeaveUncollected(unit.Now, caller.Id, reason);
        if (recorded.Failed) return recorded.Error;
        if (recorded.Value)
        {
            unit.Publish(
                new MealNotCollected { OrderId = ticket.OrderId, TicketCode = ticket.Code!, Reason = reason, OccurredAt = unit.Now }, ticket.OrderId);
        }

        return await TicketView.OfAsync(unit.Db, ticket, unit.Now, ct);
    }
}
