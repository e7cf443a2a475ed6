using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using NodaTime;

namespace MealDispatch.Kitchen.Tickets;

internal enum TicketStatus
{
    /// <summary>In an open batch: no number yet.</summary>
    Waiting,
    ToPack,
    Packed,
    HandedOver,
    NotCollected,

    /// <summary>The order was cancelled; after closing, the number stays and the ticket shows it.</summary>
    Voided,
}

/// <summary>One confirmed order in the kitchen: waiting in the open batch, then numbered, packed and handed over.</summary>
internal sealed class Ticket
{
    public required Guid Id { get; init; }

    public required Guid OrderId { get; init; }

    public required string OrderNumber { get; init; }

    public required Guid ResidentId { get; init; }

    /// <summary>The site that serves.</summary>
    public required string SiteCode { get; init; }

    /// <summary>The canteen that cooks.</summary>
    public required string KitchenSiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required Fulfilment Fulfilment { get; init; }

    public required IReadOnlyList<ServingLine> Lines { get; init; }

    /// <summary>The resident's wish; null when there is none.</summary>
    public required string? Remark { get; init; }

    /// <summary>Fen to collect at the counter; 0 when the order is paid.</summary>
    public required long DueFen { get; init; }

    public required Instant ServeFrom { get; init; }

    public required Instant ServeTo { get; init; }

    public required Guid BatchId { get; init; }

    /// <summary>Without gaps within (kitchen, service date, meal period); null while the batch is open, or when cancelled before. Closing writes it.</summary>
    public int? Number { get; private init; }

    /// <summary>What barcode and QR hold; null as long as <see cref="Number"/> is.</summary>
    public string? Code { get; private init; }

    /// <summary>The secret in the bag's QR 骑手反馈; null when nobody carries the meal.</summary>
    public string? CareToken { get; private init; }

    public TicketStatus Status { get; private set; } = TicketStatus.Waiting;

    /// <summary>Null unless it is packed, or was when it went out.</summary>
    public Instant? PackedAt { get; private set; }

    /// <summary>When a rider took it; null as long as none has.</summary>
    public Instant? PickedUpAt { get; private set; }

    public Instant? DeliveredAt { get; private set; }

    /// <summary>What happened to it after closing, oldest first.</summary>
    public IReadOnlyList<TicketEvent> History { get; private set; } = [];

    /// <summary>Prints ordered so far: the copy number of the last one.</summary>
    public int Copies { get; private set; }

    public int Version { get; private set; }

    /// <summary>How long after packing it may be taken back.</summary>
    internal static readonly Duration UnpackWithin = Duration.FromMinutes(15);

    /// <summary>A packed meal that is older than this goes out with a reason only.</summary>
    internal static readonly Duration FreshFor = Duration.FromHours(2);

    public static Ticket Of(OrderConfirmed order, Guid id, Guid batchId) => new()
    {
        Id = id,
        OrderId = order.OrderId,
        OrderNumber = order.Number,
        ResidentId = order.ResidentId,
        SiteCode = order.SiteCode,
        KitchenSiteCode = order.KitchenSiteCode,
        ServiceDate = order.ServiceDate,
        MealPeriod = order.MealPeriod,
        Fulfilment = order.Fulfilment,
        Lines = [.. order.Lines.Select(ServingLine.Of)],
        Remark = order.Remark,
        DueFen = order.PaymentMethod == PaymentMethod.AtSite ? order.PayableFen : 0,
        ServeFrom = order.ServeFrom,
        ServeTo = order.ServeTo,
        BatchId = batchId,
    };

    /// <summary>The order was cancelled. What was already handed over stays handed over.</summary>
    public void Void(Instant now)
    {
        if (Status is TicketStatus.HandedOver or TicketStatus.Voided) return;
        Become(TicketStatus.Voided, now, TicketAction.Voided);
    }

    /// <summary>True when this packed it; false when it was packed before.</summary>
    public Result<bool> Pack(Instant now, Guid by)
    {
        switch (Status)
        {
            case TicketStatus.Waiting: return new BatchStillOpen();
            case TicketStatus.Packed or TicketStatus.HandedOver: return false;
            case TicketStatus.NotCollected: return new TicketNotCollected();
            case TicketStatus.Voided: return new TicketVoided();
        }

        PackedAt = now;
        return Become(TicketStatus.Packed, now, TicketAction.Packed, by);
    }

    /// <summary>Takes packing back while the meal is in the house. True when this did; false when it is not packed.</summary>
    public Result<bool> Unpack(Instant now, Guid by, string reason)
    {
        switch (Status)
        {
            case TicketStatus.Waiting: return new BatchStillOpen();
            case TicketStatus.ToPack: return false;
            case TicketStatus.HandedOver: return new TicketHandedOver();
            case TicketStatus.NotCollected: return new TicketNotCollected();
            case TicketStatus.Voided: return new TicketVoided();
        }

        if (HasLeft) return new TicketPickedUp();
        if (now - PackedAt > UnpackWithin) return new PackedTooLongAgo();
        PackedAt = null;
        return Become(TicketStatus.ToPack, now, TicketAction.Unpacked, by, reason);
    }

    /// <summary>Packed for so long that it goes out with a reason only.</summary>
    public bool IsTooOld(Instant now) => Status == TicketStatus.Packed && !HasLeft && now - PackedAt > FreshFor;

    /// <summary>Serving has begun and it is not packed, as far as anybody knows.</summary>
    public bool IsLate(Instant now) => Status == TicketStatus.ToPack && !HasLeft && now >= ServeFrom;

    /// <summary>A rider took it, whether its packing was noted or not.</summary>
    private bool HasLeft => PickedUpAt is not null || DeliveredAt is not null;

    /// <summary>True when this handed it over; false when that was done before.</summary>
    public Result<bool> HandOver(Instant now, Guid by, string? tooOldReason)
    {
        if (Fulfilment == Fulfilment.Delivery) return new TicketIsDelivered();
        switch (Status)
        {
            case TicketStatus.Waiting: return new BatchStillOpen();
            case TicketStatus.HandedOver: return false;
            case TicketStatus.NotCollected: return new TicketNotCollected();
            case TicketStatus.Voided: return new TicketVoided();
        }

        if (tooOldReason is null && IsTooOld(now)) return new MealTooOld(PackedAt!.Value);
        if (Status == TicketStatus.ToPack) PackedAt = now;
        return Become(TicketStatus.HandedOver, now, TicketAction.HandedOver, by, tooOldReason);
    }

    /// <summary>True when this recorded it; false when that was done before.</summary>
    public Result<bool> LeaveUncollected(Instant now, Guid by, string reason) => Fulfilment == Fulfilment.Delivery
        ? new TicketIsDelivered()
        : Status switch
        {
            TicketStatus.Waiting => new BatchStillOpen(),
            TicketStatus.ToPack or TicketStatus.Packed => Become(TicketStatus.NotCollected, now, TicketAction.NotCollected, by, reason),
            TicketStatus.HandedOver => new TicketHandedOver(),
            TicketStatus.NotCollected => false,
            TicketStatus.Voided => new TicketVoided(),
        };

    /// <summary>A rider has it, whatever the kitchen noted; the latest pickup counts.</summary>
    public void NotePickedUp(Instant at)
    {
        if (PickedUpAt >= at) return;
        PickedUpAt = at;
        Note(at, TicketAction.PickedUp);
    }

    public void NoteDelivered(Instant at)
    {
        if (DeliveredAt is not null) return;
        DeliveredAt = at;
        Note(at, TicketAction.Delivered);
    }

    /// <summary>When that happened last; null when it never did.</summary>
    public Instant? LastAt(TicketAction action) => History.LastOrDefault(e => e.Action == action)?.At;

    /// <summary>Counts one more print and answers its copy number.</summary>
    public int CountCopy()
    {
        Version++;
        return ++Copies;
    }

    private bool Become(TicketStatus status, Instant now, TicketAction action, Guid? by = null, string? reason = null)
    {
        Status = status;
        Note(now, action, by, reason);
        return true;
    }

    private void Note(Instant at, TicketAction action, Guid? by = null, string? reason = null)
    {
        History = [.. History, new TicketEvent(at, action, by, reason)];
        Version++;
    }
}

/// <summary>This order is cancelled, whenever its confirmation arrives.</summary>
internal sealed class CancelledOrder
{
    public required Guid OrderId { get; init; }

    public required Instant CancelledAt { get; init; }
}
