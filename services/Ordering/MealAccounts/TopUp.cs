using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Ordering.Data;
using NodaTime;

namespace MealDispatch.Ordering.MealAccounts;

/// <summary>Money put into a meal account: cash at the counter at once, online when the payment provider says it is paid.</summary>
internal sealed class TopUp
{
    public required Guid Id { get; init; }

    public required Guid ResidentId { get; init; }

    public required long AmountFen { get; init; }

    public required TopUpMethod Method { get; init; }

    /// <summary>The person who asked for it.</summary>
    public required Guid AskedBy { get; init; }

    public required Instant AskedAt { get; init; }

    /// <summary>The secret under which the provider tells of this payment; null for cash.</summary>
    public string? PaymentToken { get; init; }

    public TopUpStatus Status { get; private set; }

    public int Version { get; private set; }

    /// <summary>Credits the account, once however often its payment is told.</summary>
    public void Credit(Unit<OrderingDbContext> unit, MealAccount account)
    {
        if (Status == TopUpStatus.Credited)
            return;
        Status = TopUpStatus.Credited;
        Version++;
        unit.Db.MealAccountEntries.Add(account.TopUp(AmountFen, unit.Now));
        unit.Publish(
            new MealAccountToppedUp { TopUpId = Id, ResidentId = ResidentId, AmountFen = AmountFen, BalanceFen = account.BalanceFen, OccurredAt = unit.Now }, Id);
    }
}

internal enum TopUpMethod
{
    Cash,
    Online,
}

internal enum TopUpStatus
{
    Pending,
    Credited,
}
