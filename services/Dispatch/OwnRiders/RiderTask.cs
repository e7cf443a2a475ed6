using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Dispatch.OwnRiders.Shifts;
using MealDispatch.Dispatch.Proofs;
using MealDispatch.Dispatch.Residents;
using MealDispatch.Dispatch.Sites;
using NodaTime;

namespace MealDispatch.Dispatch.OwnRiders;

/// <summary>
/// A stop of one of the town's own riders: where to collect, which door, until when. Nothing on health or money. Offered: the planner would
/// have him bring it; he accepts or declines.
/// </summary>
internal sealed record RiderTask(
    Guid Id,
    Guid OrderId,
    string OrderNumber,
    DeliveryStatus Status,
    bool Mine,
    bool Offered,
    TaskPlan? Plan,
    string? TicketCode,
    Instant ServeFrom,
    Instant ServeTo,
    TaskPlace Site,
    TaskPlace Door,
    IReadOnlyList<ProofKind> Proofs)
{
    public static RiderTask Of(Delivery delivery, DeliveryAttempt attempt, SiteCopy? site, ResidentContact? contact, PlannedStop? planned,
        IEnumerable<ProofKind> proofs, Guid riderId) =>
        new(
            delivery.Id, delivery.OrderId, delivery.OrderNumber, delivery.Status, attempt.RiderPersonId == riderId,
            planned?.RiderId == riderId && attempt.RiderPersonId is null, TaskPlan.Of(attempt, planned, riderId), delivery.TicketCode,
            delivery.ServeFrom, delivery.ServeTo,
            new TaskPlace(site?.Name, site?.Address, site?.Phone, site?.Point),
            new TaskPlace(contact?.ShortName, contact?.Address, contact?.Phone, contact?.Point),
            [.. proofs.Order()]);
}

/// <summary>WGS-84; null members are not known.</summary>
internal sealed record TaskPlace(string? Name, string? Address, string? Phone, GeoPoint? Point);

/// <summary>Where the stop stands in the rider's order.</summary>
/// <param name="Trip">The n-th way from the kitchen, from now; 0 is the way that he is on.</param>
/// <param name="Position">Null once the meal has left.</param>
/// <param name="LeavesAt">The kitchen; null once the meal has left.</param>
internal sealed record TaskPlan(int Trip, int? Position, Instant? LeavesAt, Instant At)
{
    public static TaskPlan? Of(DeliveryAttempt attempt, PlannedStop? planned, Guid riderId) =>
        attempt is { PickedUp: true, DoorPlannedAt: { } doorAt } ? new TaskPlan(0, null, null, doorAt)
        : planned?.RiderId == riderId ? new TaskPlan(planned.Trip, planned.Position, planned.LeavesAt, planned.At)
        : null;
}
