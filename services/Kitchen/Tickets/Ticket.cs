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

    public required Guid BatchId { get; set; }

    /// <summary>Without gaps within (kitchen, service date, meal period); null while the batch is open, or when cancelled before.</summary>
    public int? Number { get; private set; }

    /// <summary>What barcode and QR hold; null as long as <see cref="Number"/> is.</summary>
    public string? Code { get; private set; }

    /// <summary>The secret in the bag's QR 骑手反馈; null when nobody carries the meal.</summary>
    public string? CareToken { get; private set; }

    public TicketStatus Status { get; private set; } = TicketStatus.Waiting;

    /// <summary>Prints ordered so far: the copy number of the last one.</summary>
    public int Copies { get; private set; }

    public int Version { get; private set; }

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
        Lines = [.. order.Lines.Select(l => new ServingLine(l.ItemCode, l.Name, l.Quantity, l.Ingredients))],
        Remark = order.Remark,
        DueFen = order.PaymentMethod == PaymentMethod.AtSite ? order.PayableFen : 0,
        ServeFrom = order.ServeFrom,
        ServeTo = order.ServeTo,
        BatchId = batchId,
    };

    public void Assign(int number, string careToken)
    {
        Number = number;
        Code = TicketCode.Of(KitchenSiteCode, ServiceDate, MealPeriod, number);
        CareToken = Fulfilment == Fulfilment.Delivery ? careToken : null;
        Status = TicketStatus.ToPack;
        Version++;
    }

    /// <summary>The order was cancelled. What was already handed over stays handed over.</summary>
    public void Void()
    {
        if (Status == TicketStatus.HandedOver) return;
        Status = TicketStatus.Voided;
        Version++;
    }

    /// <summary>True when this packed it; false when it was packed before.</summary>
    public Result<bool> Pack() => Status switch
    {
        TicketStatus.Waiting => new BatchStillOpen(),
        TicketStatus.ToPack => Become(TicketStatus.Packed),
        TicketStatus.Packed or TicketStatus.HandedOver => false,
        TicketStatus.NotCollected => new TicketNotCollected(),
        TicketStatus.Voided => new TicketVoided(),
    };

    /// <summary>True when this handed it over; false when that was done before.</summary>
    public Result<bool> HandOver() => Fulfilment == Fulfilment.Delivery
        ? new TicketIsDelivered()
        : Status switch
        {
            TicketStatus.Waiting => new BatchStillOpen(),
            TicketStatus.ToPack or TicketStatus.Packed => Become(TicketStatus.HandedOver),
            TicketStatus.HandedOver => false,
            TicketStatus.NotCollected => new TicketNotCollected(),
            TicketStatus.Voided => new TicketVoided(),
        };

    /// <summary>True when this recorded it; false when that was done before.</summary>
    public Result<bool> LeaveUncollected() => Fulfilment == Fulfilment.Delivery
        ? new TicketIsDelivered()
        : Status switch
        {
            TicketStatus.Waiting => new BatchStillOpen(),
            TicketStatus.ToPack or TicketStatus.Packed => Become(TicketStatus.NotCollected),
            TicketStatus.HandedOver => new TicketHandedOver(),
            TicketStatus.NotCollected => false,
            TicketStatus.Voided => new TicketVoided(),
        };

    /// <summary>Counts one more print and answers its copy number.</summary>
    public int CountCopy()
    {
        Version++;
        return ++Copies;
    }

    private bool Become(TicketStatus status)
    {
        Status = status;
        Version++;
        return true;
    }
}

/// <summary>This order is cancelled, whenever its confirmation arrives.</summary>
internal sealed class CancelledOrder
{
    public required Guid OrderId { get; init; }

    public required Instant CancelledAt { get; init; }
}
