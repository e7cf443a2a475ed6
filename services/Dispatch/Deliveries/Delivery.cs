using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Dispatch.Attempts;
using NodaTime;

namespace MealDispatch.Dispatch.Deliveries;

/// <summary>The need to bring one order to its door, however many couriers it takes.</summary>
internal sealed class Delivery
{
    public required Guid Id { get; init; }

    public required Guid OrderId { get; init; }

    public required string OrderNumber { get; init; }

    public required Guid ResidentId { get; init; }

    public required string Subdistrict { get; init; }

    /// <summary>The site that serves.</summary>
    public required string SiteCode { get; init; }

    /// <summary>The canteen that cooks and hands over to the rider.</summary>
    public required string KitchenSiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    /// <summary>Submitted from here on, once the batch is closed.</summary>
    public required Instant PlannedAt { get; init; }

    /// <summary>Submitted from here on in any case.</summary>
    public required Instant ServeFrom { get; init; }

    public required Instant ServeTo { get; init; }

    public required int Meals { get; init; }

    /// <summary>Fen.</summary>
    public required long FoodFen { get; init; }

    public DeliveryStatus Status { get; private set; } = DeliveryStatus.Pending;

    public bool BatchClosed { get; private set; }

    /// <summary>Null until the batch is closed.</summary>
    public string? TicketCode { get; private set; }

    /// <summary>Null until the kitchen packed it.</summary>
    public Instant? PackedAt { get; private set; }

    public bool OrderCancelled { get; private set; }

    /// <summary>Null unless it failed.</summary>
    public DeliveryFailure? Failure { get; private set; }

    /// <summary>Why a person must look at it, as a code; null when all is well.</summary>
    public string? NeedsAttention { get; private set; }

    /// <summary>Staff gave it to the town's own riders: no courier is asked any more.</summary>
    public bool OwnRidersOnly { get; private set; }

    /// <summary>Real time, UTC: a new attempt is not made before.</summary>
    public DateTime NextAttemptAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Hot food is to be eaten within this after packing.</summary>
    public static readonly Duration KeepsHot = Duration.FromMinutes(90);

    /// <summary>Who has not picked up by this before the end of serving hardly arrives in time.</summary>
    public static readonly Duration LastPickup = Duration.FromMinutes(15);

    public bool IsEnded => Status.IsEnded();

    /// <summary>Never before its cutoff, from the planned time on when the batch is closed, and at serving time at the latest.</summary>
    public static Instant PlanFor(Instant serveFrom, Instant cutoffAt) => Instant.Max(serveFrom - Duration.FromMinutes(20), cutoffAt);

    public bool IsDue(Instant now) =>
        Status == DeliveryStatus.Pending && !OrderCancelled && (now >= ServeFrom || BatchClosed && now >= PlannedAt);

    public void CloseBatch(string ticketCode)
    {
        BatchClosed = true;
        TicketCode = ticketCode;
        Version++;
    }

    public void Pack(Instant at)
    {
        PackedAt = at;
        Version++;
    }

    /// <summary>Only the packing of that time: it may have been packed again since.</summary>
    public void Unpack(Instant packedAt)
    {
        if (PackedAt == packedAt)
            PackedAt = null;
        Version++;
    }

    /// <summary>What a person should know before the elder telephones, as a code; null when all is well.</summary>
    public string? AlarmAt(Instant now) =>
        IsEnded || OrderCancelled ? null
        : PackedAt is { } packed && now - packed >= KeepsHot ? DeliveryAlarm.FoodOld
        : now >= ServeTo ? DeliveryAlarm.Late
        : Status is not (DeliveryStatus.PickedUp or DeliveryStatus.AtDoor or DeliveryStatus.Returning) && now >= ServeTo - LastPickup
            ? DeliveryAlarm.HardlyInTime
            : null;

    /// <summary>A courier that has the meal carries on; otherwise the delivery ends now or when the courier has let go.</summary>
    public void CancelOrder(bool courierHasIt)
    {
        OrderCancelled = true;
        if (!courierHasIt && !IsEnded)
            Status = DeliveryStatus.Cancelled;
        Version++;
    }

    public void Follow(AttemptState state)
    {
        Status = StatusOf(state);
        Version++;
    }

    /// <summary>The last courier did not take it; another is asked.</summary>
    public void WaitForNextAttempt(DateTime realNow)
    {
        Status = DeliveryStatus.Pending;
        NextAttemptAt = realNow;
        Version++;
    }

    public void PostponeAttempt(DateTime until)
    {
        NextAttemptAt = until;
        Version++;
    }

    public void Fail(DeliveryFailure reason)
    {
        Status = DeliveryStatus.Failed;
        Failure = reason;
        Version++;
    }

    public void EndCancelled()
    {
        Status = DeliveryStatus.Cancelled;
        Version++;
    }

    public void GiveToOwnRiders()
    {
        OwnRidersOnly = true;
        Version++;
    }

    public void AskForAttention(string code)
    {
        NeedsAttention = code;
        Version++;
    }

    private static DeliveryStatus StatusOf(AttemptState state) => state switch
    {
        AttemptState.Submitting or AttemptState.Unknown or AttemptState.Submitted => DeliveryStatus.Requested,
        AttemptState.Accepted => DeliveryStatus.Accepted,
        AttemptState.RiderAssigned => DeliveryStatus.Assigned,
        AttemptState.AtPickup => DeliveryStatus.AtSite,
        AttemptState.PickedUp => DeliveryStatus.PickedUp,
        AttemptState.AtDropoff => DeliveryStatus.AtDoor,
        AttemptState.Returning => DeliveryStatus.Returning,
        AttemptState.Delivered => DeliveryStatus.Delivered,
        AttemptState.Returned => DeliveryStatus.Returned,
        AttemptState.Rejected or AttemptState.Failed => DeliveryStatus.Failed,
        AttemptState.Cancelled => DeliveryStatus.Cancelled,
    };
}

/// <summary>Why people at the site must look at a delivery.</summary>
internal static class DeliveryAlarm
{
    /// <summary>Packed 90 minutes ago, and not delivered.</summary>
    public const string FoodOld = "food-old";

    /// <summary>Serving time is over.</summary>
    public const string Late = "late";

    /// <summary>Not picked up, shortly before serving time is over.</summary>
    public const string HardlyInTime = "hardly-in-time";

    /// <summary>No courier took it: somebody of the town must.</summary>
    public const string GivenToOwnRiders = "given-to-own-riders";

    /// <summary>Two riders may be on their way to one door.</summary>
    public const string TwoCouriers = "two-couriers";

    /// <summary>A courier says that it was delivered, and that it was not.</summary>
    public const string Contradiction = "contradiction";

    /// <summary>A courier that has the meal does not answer.</summary>
    public const string CourierSilent = "courier-silent";

    /// <summary>Everybody was asked, the town's own riders too.</summary>
    public const string NoCourierLeft = "no-courier-left";

    /// <summary>Hold on after the delivery is over.</summary>
    public static readonly IReadOnlyList<string> Lasting = [TwoCouriers, Contradiction, NoCourierLeft];
}

/// <summary>What people see of a delivery.</summary>
internal enum DeliveryStatus
{
    Pending,
    Requested,
    Accepted,
    Assigned,
    AtSite,
    PickedUp,
    AtDoor,
    Delivered,
    Failed,
    Returning,
    Returned,
    Cancelled,
}

internal static class DeliveryStatuses
{
    /// <summary>Nothing becomes of these any more.</summary>
    public static readonly IReadOnlyList<DeliveryStatus> Ended = [DeliveryStatus.Delivered, DeliveryStatus.Failed, DeliveryStatus.Returned, DeliveryStatus.Cancelled];

    public static bool IsEnded(this DeliveryStatus status) => Ended.Contains(status);
}

/// <summary>An order that was cancelled before it was confirmed here.</summary>
internal sealed class CancelledOrder
{
    public required Guid OrderId { get; init; }

    public required Instant CancelledAt { get; init; }
}

/// <summary>A ticket whose order was not confirmed here yet.</summary>
internal sealed class ClosedTicket
{
    public required Guid OrderId { get; init; }

    public required string TicketCode { get; init; }

    /// <summary>Null until the kitchen packed it.</summary>
    public Instant? PackedAt { get; set; }
}
