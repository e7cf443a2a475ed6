using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using NodaTime;

namespace MealDispatch.Dispatch.Deliveries;

/// <summary>No courier will deliver it any more; a door that nobody opened, or a meal that was not wanted, is also something to look after.</summary>
internal static class FailDelivery
{
    public static void With(Unit<DispatchDbContext> unit, Delivery delivery, DeliveryAttempt last, Instant at)
    {
        var reason = ReasonOf(last.Failure);
        delivery.Fail(reason);
        unit.Publish(
            new DeliveryFailed
            {
                DeliveryId = delivery.Id,
                OrderId = delivery.OrderId,
                Provider = last.Provider,
                Reason = reason,
                PickedUp = last.PickedUp,
                OccurredAt = at,
            },
            delivery.Id);
        if (reason is DeliveryFailure.NoAnswer or DeliveryFailure.Refused)
            ReportDoor(unit, delivery, last, reason, at);
    }

    public static DeliveryFailure ReasonOf(FailureReason? reason) => reason switch
    {
        FailureReason.RecipientUnreachable => DeliveryFailure.NoAnswer,
        FailureReason.RecipientRefused => DeliveryFailure.Refused,
        FailureReason.BadAddress => DeliveryFailure.BadAddress,
        FailureReason.NoCapacity or FailureReason.TooExpensive or FailureReason.OutOfRange or FailureReason.OutOfHours or FailureReason.Overweight
            or FailureReason.ProviderDown or FailureReason.AuthOrConfig => DeliveryFailure.NoCapacity,
        FailureReason.MerchantNotReady or FailureReason.MerchantClosed or FailureReason.RiderCancelled or FailureReason.CustomerCancelled
            or FailureReason.PlatformCancelled or FailureReason.Timeout or FailureReason.Duplicate or FailureReason.Unknown
            or null => DeliveryFailure.Other,
    };

    public static void ReportDoor(Unit<DispatchDbContext> unit, Delivery delivery, DeliveryAttempt last, DeliveryFailure reason, Instant at)
    {
        if (last.DoorReported)
            return;
        last.ReportDoor();
        var reportId = Ids.Of($"{Json.Word(reason)}:{last.Id}");
        unit.Publish(
            new WelfareReported
            {
                ReportId = reportId,
                DeliveryId = delivery.Id,
                OrderId = delivery.OrderId,
                ResidentId = delivery.ResidentId,
                SiteCode = delivery.SiteCode,
                Level = WelfareLevel.Concern,
                Codes = [Json.Word(reason)],
                Note = null,
                Source = last.IsOwnRiders ? "rider" : "platform",
                OccurredAt = at,
            },
            reportId);
    }
}
