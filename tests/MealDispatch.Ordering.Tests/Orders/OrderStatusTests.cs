using MealDispatch.Ordering.Orders;
using NodaTime;

namespace MealDispatch.Ordering.Tests.Orders;

/// <summary>Every transition, allowed and refused; and how reports that come late are merged.</summary>
public sealed class OrderStatusTests
{
    private static readonly Dictionary<OrderStatus, OrderStatus[]> Allowed = new()
    {
        [OrderStatus.Placed] = [OrderStatus.Confirmed, OrderStatus.Cancelled],
        [OrderStatus.Confirmed] = [OrderStatus.Preparing, OrderStatus.Ready, OrderStatus.OnTheWay, OrderStatus.Completed, OrderStatus.Cancelled, OrderStatus.Failed],
        [OrderStatus.Preparing] = [OrderStatus.Ready, OrderStatus.OnTheWay, OrderStatus.Completed, OrderStatus.Cancelled, OrderStatus.Failed],
        [OrderStatus.Ready] = [OrderStatus.OnTheWay, OrderStatus.Completed, OrderStatus.Cancelled, OrderStatus.Failed],
        [OrderStatus.OnTheWay] = [OrderStatus.Completed, OrderStatus.Failed],
        [OrderStatus.Completed] = [],
        [OrderStatus.Cancelled] = [],
        [OrderStatus.Failed] = [],
    };

    [Fact]
    public void Transition_OfEveryPair_IsAllowedOrRefusedAsListed()
    {
        foreach (var from in Enum.GetValues<OrderStatus>())
        {
            foreach (var to in Enum.GetValues<OrderStatus>())
                Assert.True(Allowed[from].Contains(to) == from.CanBecome(to), $"{from} → {to}");
        }
    }

    [Fact]
    public void Timeline_ToldInAnyOrder_StandsInTheOrderOfTime()
    {
        var at = Instant.FromUtc(2025, 7, 1, 3, 0);
        IReadOnlyList<TimelineEntry> timeline = [];
        timeline = timeline.With(new TimelineEntry(at + Duration.FromMinutes(5), TimelineEvent.PickedUp, "courier", "b"));
        timeline = timeline.With(new TimelineEntry(at, TimelineEvent.Packed, "kitchen", "a"));
        timeline = timeline.With(new TimelineEntry(at, TimelineEvent.Packed, "kitchen", "a"));
        timeline = timeline.With(new TimelineEntry(at, TimelineEvent.RiderAssigned, "courier", "骑手 1"));
        timeline = timeline.With(new TimelineEntry(at, TimelineEvent.RiderAssigned, "courier", "骑手 2"));
        Assert.Equal(
            [TimelineEvent.Packed, TimelineEvent.RiderAssigned, TimelineEvent.RiderAssigned, TimelineEvent.PickedUp], timeline.Select(e => e.Event));
    }

    [Fact]
    public void Delivery_AnotherRiderBeforePickup_GoesBackToAssigned()
    {
        var at = Instant.FromUtc(2025, 7, 1, 3, 0);
        var delivery = new OrderDelivery(Guid.Empty, DeliveryStatus.AtSite, new OrderRider("甲", "1"), null, at);

        var changed = delivery.With(DeliveryStatus.Assigned, new OrderRider("乙", "2"), null, at + Duration.FromMinutes(1));
        var late = delivery.With(DeliveryStatus.Assigned, new OrderRider("乙", "2"), null, at - Duration.FromMinutes(1));

        Assert.Equal((DeliveryStatus.Assigned, "乙"), (changed.Status, changed.Rider!.Name));
        Assert.Equal((DeliveryStatus.AtSite, "甲"), (late.Status, late.Rider!.Name));
    }

    [Theory]
    [InlineData(nameof(DeliveryStatus.PickedUp), nameof(DeliveryStatus.Assigned), nameof(DeliveryStatus.PickedUp))]
    [InlineData(nameof(DeliveryStatus.Delivered), nameof(DeliveryStatus.Failed), nameof(DeliveryStatus.Delivered))]
    [InlineData(nameof(DeliveryStatus.Delivered), nameof(DeliveryStatus.Returned), nameof(DeliveryStatus.Delivered))]
    [InlineData(nameof(DeliveryStatus.Failed), nameof(DeliveryStatus.Returned), nameof(DeliveryStatus.Returned))]
    [InlineData(nameof(DeliveryStatus.Failed), nameof(DeliveryStatus.Delivered), nameof(DeliveryStatus.Failed))]
    [InlineData(nameof(DeliveryStatus.Returned), nameof(DeliveryStatus.Failed), nameof(DeliveryStatus.Returned))]
    public void Delivery_FinalOrUnderWay_IsNotTakenBack(string now, string reported, string then)
    {
        var at = Instant.FromUtc(2025, 7, 1, 3, 0);
        var delivery = new OrderDelivery(Guid.Empty, Enum.Parse<DeliveryStatus>(now), null, null, at);
        Assert.Equal(Enum.Parse<DeliveryStatus>(then), delivery.With(Enum.Parse<DeliveryStatus>(reported), null, null, at + Duration.FromMinutes(1)).Status);
    }
}
