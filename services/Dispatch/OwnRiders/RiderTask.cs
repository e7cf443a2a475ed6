using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Dispatch.Residents;
using MealDispatch.Dispatch.Sites;
using NodaTime;

namespace MealDispatch.Dispatch.OwnRiders;

/// <summary>A stop of one of the town's own riders: where to collect, which door, until when. Nothing on health or money.</summary>
internal sealed record RiderTask(
    Guid Id,
    Guid OrderId,
    string OrderNumber,
    DeliveryStatus Status,
    bool Mine,
    string? TicketCode,
    Instant ServeFrom,
    Instant ServeTo,
    TaskPlace Site,
    TaskPlace Door)
{
    public static RiderTask Of(Delivery delivery, DeliveryAttempt attempt, SiteCopy? site, ResidentContact? contact, Guid riderId) =>
        new(
            delivery.Id, delivery.OrderId, delivery.OrderNumber, delivery.Status, attempt.RiderPersonId == riderId, delivery.TicketCode,
            delivery.ServeFrom, delivery.ServeTo,
            new TaskPlace(site?.Name, site?.Address, site?.Phone, site?.Point),
            new TaskPlace(contact?.ShortName, contact?.Address, contact?.Phone, contact?.Point));
}

/// <summary>WGS-84; null members are not known.</summary>
internal sealed record TaskPlace(string? Name, string? Address, string? Phone, GeoPoint? Point);
