using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Contracts.Dispatch;

namespace MealDispatch.Care.Messages.OnDeliveryNeedsAttention;

/// <summary>A meal that is late, or that no courier took: the staff of the site and of its kitchen are told, once of each reason.</summary>
internal sealed class DeliveryNeedsAttentionConsumer(Channels channels) : IConsume<DeliveryNeedsAttention, CareDbContext>
{
    public async Task ConsumeAsync(DeliveryNeedsAttention message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        var staff = (await Recipients.OfStaffAsync(unit.Db, message.SiteCode, ct))
            .Concat(await Recipients.OfStaffAsync(unit.Db, message.KitchenSiteCode, ct)).DistinctBy(who => who.PersonId).ToList();
        var telling = new Telling(
            $"delivery:{message.DeliveryId}:{message.Alarm}", MessageKind.DeliveryAlarm, message.OccurredAt, message.Subdistrict, $"/deliveries/{message.DeliveryId}",
            AlertId: null, PassesQuiet: true);
        var text = MessageTexts.OfDelivery(message.Alarm, message.TicketCode);
        await unit.PostAsync(channels, telling, staff, await Post.ChoicesOfAsync(unit.Db, staff, ct), (_, _) => text, ct);
    }
}
