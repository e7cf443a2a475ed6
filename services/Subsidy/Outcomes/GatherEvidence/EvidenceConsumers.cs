using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Care;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Data;

namespace MealDispatch.Subsidy.Outcomes.GatherEvidence;

// Facts that prove a meal but do not end it: they are only noted, whenever they come.

/// <summary>What the resident pays, and how: an order in advance is paid before it is confirmed.</summary>
internal sealed class OrderConfirmedConsumer : IConsume<OrderConfirmed, SubsidyDbContext>
{
    public Task ConsumeAsync(OrderConfirmed message, Unit<SubsidyDbContext> unit, CancellationToken ct) => MealEvidence.NoteAsync(
        unit.Db, message.OrderId, evidence => (evidence.PayableFen, evidence.PaymentMethod) = (message.PayableFen, message.PaymentMethod), ct);
}

internal sealed class OrderRefundedConsumer : IConsume<OrderRefunded, SubsidyDbContext>
{
    public Task ConsumeAsync(OrderRefunded message, Unit<SubsidyDbContext> unit, CancellationToken ct) =>
        MealEvidence.NoteAsync(unit.Db, message.OrderId, evidence => evidence.RefundedFen = message.AmountFen, ct);
}

/// <summary>The first copy's time stays.</summary>
internal sealed class TicketPrintedConsumer : IConsume<TicketPrinted, SubsidyDbContext>
{
    public Task ConsumeAsync(TicketPrinted message, Unit<SubsidyDbContext> unit, CancellationToken ct) => MealEvidence.NoteAsync(
        unit.Db, message.OrderId, evidence =>
        {
            if (!(evidence.PrintedAt <= message.OccurredAt))
                evidence.PrintedAt = message.OccurredAt;
        }, ct);
}

internal sealed class MealPackedConsumer : IConsume<MealPacked, SubsidyDbContext>
{
    public Task ConsumeAsync(MealPacked message, Unit<SubsidyDbContext> unit, CancellationToken ct) =>
        MealEvidence.NoteAsync(unit.Db, message.OrderId, evidence => evidence.NotePacked(message.OccurredAt), ct);
}

internal sealed class MealUnpackedConsumer : IConsume<MealUnpacked, SubsidyDbContext>
{
    public Task ConsumeAsync(MealUnpacked message, Unit<SubsidyDbContext> unit, CancellationToken ct) =>
        MealEvidence.NoteAsync(unit.Db, message.OrderId, evidence => evidence.NoteUnpacked(message.OccurredAt), ct);
}

internal sealed class RiderAtDoorConsumer : IConsume<RiderAtDoor, SubsidyDbContext>
{
    public Task ConsumeAsync(RiderAtDoor message, Unit<SubsidyDbContext> unit, CancellationToken ct) =>
        MealEvidence.NoteAsync(unit.Db, message.OrderId, evidence => evidence.AtDoorAt = message.OccurredAt, ct);
}

/// <summary>Somebody saw the resident: the first report's time and level stay.</summary>
internal sealed class WelfareReportedConsumer : IConsume<WelfareReported, SubsidyDbContext>
{
    public Task ConsumeAsync(WelfareReported message, Unit<SubsidyDbContext> unit, CancellationToken ct) => MealEvidence.NoteAsync(
        unit.Db, message.OrderId, evidence =>
        {
            if (!(evidence.VisitReportedAt <= message.OccurredAt))
                (evidence.VisitReportedAt, evidence.VisitLevel) = (message.OccurredAt, message.Level);
        }, ct);
}

/// <summary>Somebody had to be looked after at this door: the first time stays. A check that no delivery raised belongs to no meal.</summary>
internal sealed class CareAlertRaisedConsumer : IConsume<CareAlertRaised, SubsidyDbContext>
{
    public async Task ConsumeAsync(CareAlertRaised message, Unit<SubsidyDbContext> unit, CancellationToken ct)
    {
        if (message.OrderId is { } order)
            await MealEvidence.NoteAsync(unit.Db, order, evidence =>
            {
                if (!(evidence.AlertRaisedAt <= message.OccurredAt))
                    evidence.AlertRaisedAt = message.OccurredAt;
            }, ct);
    }
}

/// <summary>Somebody followed it up: the last time stays.</summary>
internal sealed class CareAlertClosedConsumer : IConsume<CareAlertClosed, SubsidyDbContext>
{
    public async Task ConsumeAsync(CareAlertClosed message, Unit<SubsidyDbContext> unit, CancellationToken ct)
    {
        if (message.OrderId is { } order)
            await MealEvidence.NoteAsync(unit.Db, order, evidence =>
            {
                if (!(evidence.AlertClosedAt >= message.OccurredAt))
                    evidence.AlertClosedAt = message.OccurredAt;
            }, ct);
    }
}
