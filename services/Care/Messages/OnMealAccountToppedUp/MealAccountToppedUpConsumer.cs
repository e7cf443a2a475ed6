using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Contracts.Ordering;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Care.Messages.OnMealAccountToppedUp;

/// <summary>The resident and family learn what was credited, by whoever took the money: nobody needs to trust a slip of paper.</summary>
internal sealed class MealAccountToppedUpConsumer(Channels channels) : IConsume<MealAccountToppedUp, CareDbContext>
{
    public async Task ConsumeAsync(MealAccountToppedUp message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        var resident = await unit.Db.Residents.AsNoTracking().SingleOrDefaultAsync(r => r.ResidentId == message.ResidentId, ct);
        List<Recipient> recipients = [.. (await Recipients.OfResidentsAsync(unit.Db, [message.ResidentId], ct))[message.ResidentId]];
        var telling = new Telling(
            $"top-up:{message.TopUpId}", MessageKind.MealAccountToppedUp, message.OccurredAt, Subdistrict: null, "/account", AlertId: null, PassesQuiet: false);
        await unit.PostAsync(
            channels, telling, recipients, await Post.ChoicesOfAsync(unit.Db, recipients, ct),
            (who, channel) => MessageTexts.OfTopUp(MessageTexts.NameFor(who, channel, resident?.Name ?? ""), message.AmountFen, message.BalanceFen), ct);
    }
}
