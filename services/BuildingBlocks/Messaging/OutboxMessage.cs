namespace MealDispatch.BuildingBlocks.Messaging;

/// <summary>A message that was committed with its cause and is not yet delivered. Times are real time, UTC.</summary>
public sealed class OutboxMessage
{
    /// <summary>From the business fact, so that a second send is the same message.</summary>
    public required Guid Id { get; init; }

    /// <summary>The contract's full name.</summary>
    public required string Type { get; init; }

    public required string Body { get; init; }

    /// <summary>W3C trace context of what published it; null when nothing was traced.</summary>
    public required string? TraceParent { get; init; }

    public required DateTime CreatedAt { get; init; }

    public int Attempts { get; set; }

    public required DateTime NextAttemptAt { get; set; }

    /// <summary>Given up after ten tries, for a person to look at and replay; null while it is tried.</summary>
    public DateTime? ParkedAt { get; set; }

    /// <summary>The last failure's type and message, for operators.</summary>
    public string? Error { get; set; }

    /// <summary>The message itself while it is in memory.</summary>
    internal object? Message { get; set; }
}

/// <summary>A consumer's effect of a message is committed: a repeat stops here. Kept at least seven days.</summary>
public sealed class InboxMessage
{
    public required string Consumer { get; init; }

    public required Guid MessageId { get; init; }

    /// <summary>Real time, UTC.</summary>
    public required DateTime ReceivedAt { get; init; }
}
