using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Subsidy.Data;

namespace MealDispatch.Subsidy.Outcomes.OnMealPickedUp;

/// <summary>The courier's evidence of having the meal; half of a delivery's.</summary>
internal sealed class MealPickedUpConsumer : IConsume<MealPickedUp, SubsidyDbContext>
{
    public Task ConsumeAsync(MealPickedUp message, Unit<SubsidyDbContext> unit, CancellationToken ct) =>
        MealEnd.NoteAsync(unit, message.OrderId, evidence =>
        {
            evidence.PickedUpAt = message.OccurredAt;
            evidence.Provider = message.Provider;
            evidence.ProviderReference = message.ProviderReference;
            evidence.AttemptCode = message.AttemptCode;
            evidence.RiderName = message.RiderName;
            evidence.RiderId = message.RiderId;
            evidence.RiderKey = RiderKeyOf(message);
        }, ct);

    /// <summary>Who the rider is, without what could be dialled: rules only ask whether it is the same one.</summary>
    private static string? RiderKeyOf(MealPickedUp message) => (message.RiderId?.ToString() ?? message.RiderPhone ?? message.RiderName) is { } rider
        ? Ids.Of($"rider:{message.Provider}:{rider}").ToString()
        : null;
}
