using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Ordering.Data;
using NodaTime;

namespace MealDispatch.Ordering.Orders.FollowDelivery;

/// <summary>What a courier's message means for the order: a step of its delivery, a line of its timeline, perhaps a status.</summary>
internal sealed record DeliveryReport(
    Guid OrderId, Guid DeliveryId, DeliveryStatus Step, Instant At, TimelineEvent? Event = null, string Text = "", OrderStatus? Status = null)
{
    public OrderRider? Rider { get; init; }

    public Instant? EtaAt { get; init; }

    public async Task ApplyAsync(Unit<OrderingDbContext> unit, OrderWatch watch, CancellationToken ct)
    {
        if (await unit.Db.Orders.FindAsync([OrderId], ct) is not { } order)
            return;
        order.ReportDelivery(DeliveryId, Step, Rider, EtaAt, At);
        if (Event is { } what)
            order.Report(Status, what, At, "courier", Text);
        watch.TouchAfterCommit(unit, OrderId);
    }

    public static OrderRider? RiderOf(string? name, string? phone) => name is null && phone is null ? null : new OrderRider(name, phone);
}

internal sealed class DeliveryRequestedConsumer(OrderWatch watch) : IConsume<DeliveryRequested, OrderingDbContext>
{
    public Task ConsumeAsync(DeliveryRequested m, Unit<OrderingDbContext> unit, CancellationToken ct) =>
        new DeliveryReport(m.OrderId, m.DeliveryId, DeliveryStatus.Requested, m.OccurredAt, TimelineEvent.CourierRequested, "已呼叫骑手")
            .ApplyAsync(unit, watch, ct);
}

internal sealed class RiderAssignedConsumer(OrderWatch watch) : IConsume<RiderAssigned, OrderingDbContext>
{
    public Task ConsumeAsync(RiderAssigned m, Unit<OrderingDbContext> unit, CancellationToken ct) =>
        new DeliveryReport(m.OrderId, m.DeliveryId, DeliveryStatus.Assigned, m.OccurredAt, TimelineEvent.RiderAssigned, $"骑手 {m.RiderName ?? "—"} 已接单")
        {
            Rider = DeliveryReport.RiderOf(m.RiderName, m.RiderPhone),
            EtaAt = m.EtaAt,
        }.ApplyAsync(unit, watch, ct);
}

internal sealed class RiderArrivedAtSiteConsumer(OrderWatch watch) : IConsume<RiderArrivedAtSite, OrderingDbContext>
{
    public Task ConsumeAsync(RiderArrivedAtSite m, Unit<OrderingDbContext> unit, CancellationToken ct) =>
        new DeliveryReport(m.OrderId, m.DeliveryId, DeliveryStatus.AtSite, m.OccurredAt, TimelineEvent.RiderAtSite, "骑手已到食堂").ApplyAsync(unit, watch, ct);
}

internal sealed class MealPickedUpConsumer(OrderWatch watch) : IConsume<MealPickedUp, OrderingDbContext>
{
    public Task ConsumeAsync(MealPickedUp m, Unit<OrderingDbContext> unit, CancellationToken ct) =>
        new DeliveryReport(m.OrderId, m.DeliveryId, DeliveryStatus.PickedUp, m.OccurredAt, TimelineEvent.PickedUp, "骑手已取餐", OrderStatus.OnTheWay)
        {
            Rider = DeliveryReport.RiderOf(m.RiderName, m.RiderPhone),
        }.ApplyAsync(unit, watch, ct);
}

internal sealed class RiderAtDoorConsumer(OrderWatch watch) : IConsume<RiderAtDoor, OrderingDbContext>
{
    public Task ConsumeAsync(RiderAtDoor m, Unit<OrderingDbContext> unit, CancellationToken ct) =>
        new DeliveryReport(m.OrderId, m.DeliveryId, DeliveryStatus.AtDoor, m.OccurredAt, TimelineEvent.AtDoor, "骑手已到门口", OrderStatus.OnTheWay)
            .ApplyAsync(unit, watch, ct);
}

internal sealed class MealDeliveredConsumer(OrderWatch watch) : IConsume<MealDelivered, OrderingDbContext>
{
    public Task ConsumeAsync(MealDelivered m, Unit<OrderingDbContext> unit, CancellationToken ct) =>
        new DeliveryReport(m.OrderId, m.DeliveryId, DeliveryStatus.Delivered, m.OccurredAt, TimelineEvent.Delivered, "餐已送到", OrderStatus.Completed)
            .ApplyAsync(unit, watch, ct);
}

/// <summary>No courier brings it any more. Whether the payment goes back is Subsidy's to say.</summary>
internal sealed class DeliveryFailedConsumer(OrderWatch watch) : IConsume<DeliveryFailed, OrderingDbContext>
{
    public Task ConsumeAsync(DeliveryFailed m, Unit<OrderingDbContext> unit, CancellationToken ct) =>
        new DeliveryReport(m.OrderId, m.DeliveryId, DeliveryStatus.Failed, m.OccurredAt, TimelineEvent.Failed, TextOf(m.Reason), OrderStatus.Failed)
            .ApplyAsync(unit, watch, ct);

    private static string TextOf(DeliveryFailure reason) => reason switch
    {
        DeliveryFailure.NoAnswer => "没有送到：敲门没有人应",
        DeliveryFailure.Refused => "没有送到：收餐人不要了",
        DeliveryFailure.BadAddress => "没有送到：找不到地址",
        DeliveryFailure.NoCapacity => "没有送到：没有骑手接单",
        DeliveryFailure.Other => "没有送到",
    };
}

internal sealed class DeliveryReturnedConsumer(OrderWatch watch) : IConsume<DeliveryReturned, OrderingDbContext>
{
    public Task ConsumeAsync(DeliveryReturned m, Unit<OrderingDbContext> unit, CancellationToken ct) =>
        new DeliveryReport(m.OrderId, m.DeliveryId, DeliveryStatus.Returned, m.OccurredAt).ApplyAsync(unit, watch, ct);
}
