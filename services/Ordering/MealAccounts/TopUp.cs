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

    /// <summary>Credits the account; false when that had happened before.</summary>
    public bool Credit()
    {
        if (Status == TopUpStatus.Credited)
            return false;
        Status = TopUpStatus.Credited;
        Version++;
        return true;
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
