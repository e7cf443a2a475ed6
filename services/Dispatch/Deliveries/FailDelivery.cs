using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using NodaTime;

namespace MealDispatch.Dispatch.Deliveries;

/// <summary>No courier will deliver it any more; a door that nobody opened is also something to look after.</summary>
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
        if (reason == DeliveryFailure.NoAnswer)
            ReportNoAnswer(unit, delivery, last, at);
    }

    public static DeliveryFailure ReasonOf(FailureReason? reason) => reason switch
    {
        FailureReason.RecipientUnreachable => DeliveryFailure.NoAnswer,
        FailureReason.RecipientRefused => DeliveryFailure.Refused,
        FailureReason.BadAddress => DeliveryFailure.BadAddress,
        FailureReason.NoCapacity or FailureReason.OutOfRange or FailureReason.OutOfHours or FailureReason.Overweight
            or FailureReason.ProviderDown or FailureReason.AuthOrConfig => DeliveryFailure.NoCapacity,
        FailureReason.MerchantNotReady or FailureReason.MerchantClosed or FailureReason.RiderCancelled or FailureReason.CustomerCancelled
            or FailureReason.PlatformCancelled or FailureReason.Timeout or FailureReason.Duplicate or FailureReason.Unknown
            or null => DeliveryFailure.Other,
    };

    private static void ReportNoAnswer(Unit<DispatchDbContext> unit, Delivery delivery, DeliveryAttempt last, Instant at)
    {
        var reportId = Ids.Of($"no-answer:{last.Id}");
        unit.Publish(
            new WelfareReported
            {
                ReportId = reportId,
                DeliveryId = delivery.Id,
                OrderId = delivery.OrderId,
                ResidentId = delivery.ResidentId,
                SiteCode = delivery.SiteCode,
                Level = WelfareLevel.Concern,
                Codes = ["no-answer"],
                Note = null,
                Source = last.IsOwnRiders ? "rider" : "platform",
                OccurredAt = at,
            },
            reportId);
    }
}
