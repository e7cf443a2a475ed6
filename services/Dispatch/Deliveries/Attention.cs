using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Dispatch.Data;

namespace MealDispatch.Dispatch.Deliveries;

/// <summary>Asks people at the site to look at a delivery.</summary>
internal static class Attention
{
    public static void AskForAttention(this Unit<DispatchDbContext> unit, Delivery delivery, string alarm)
    {
        if (delivery.NeedsAttention == alarm)
            return;
        delivery.AskForAttention(alarm);
        unit.Publish(
            new DeliveryNeedsAttention
            {
                DeliveryId = delivery.Id,
                OrderId = delivery.OrderId,
                SiteCode = delivery.SiteCode,
                KitchenSiteCode = delivery.KitchenSiteCode,
                Subdistrict = delivery.Subdistrict,
                TicketCode = delivery.TicketCode,
                Alarm = alarm,
                OccurredAt = unit.Now,
            },
            delivery.Id, alarm, delivery.Version);
    }
}
