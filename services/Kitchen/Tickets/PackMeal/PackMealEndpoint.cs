using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets.ShowTicket;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Kitchen.Tickets.PackMeal;

/// <summary>Staff packed a meal and scanned or tapped its ticket; a second scan changes nothing.</summary>
internal static class PackMealEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapPost("/tickets/{idOrCode}/packed", HandleAsync)
        .WithName("Kitchen_PackMeal").WithSummary("A meal is packed").AllowRoles(Role.CanteenStaff).ProducesProblem(404).ProducesProblem(422);

    private static async Task<Results<Ok<TicketView>, ProblemHttpResult>> HandleAsync(
        string idOrCode, Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        var packed = await database.WriteAndDeliverAsync(unit => PackAsync(unit, idOrCode, caller, ct), ct);
        return packed.Match<Results<Ok<TicketView>, ProblemHttpResult>>(view => TypedResults.Ok(view), error => error.ToProblem());
    }

    private static async Task<Result<TicketView>> PackAsync(Unit<KitchenDbContext> unit, string idOrCode, Caller caller, CancellationToken ct)
    {
        if (await unit.Db.FindTicketAsync(idOrCode, caller, ct) is not { } ticket) return new Absent();
        var packed = ticket.Pack(unit.Now, caller.Id);
        if (packed.Failed) return packed.Error;
        if (packed.Value) unit.PublishPacked(ticket);
        return await TicketView.OfAsync(unit.Db, ticket, unit.Now, ct);
    }

    internal static void PublishPacked(this Unit<KitchenDbContext> unit, Ticket ticket) => unit.Publish(
        new MealPacked { OrderId = ticket.OrderId, TicketCode = ticket.Code!, OccurredAt = unit.Now }, ticket.OrderId, ticket.PackedAt!);
}
