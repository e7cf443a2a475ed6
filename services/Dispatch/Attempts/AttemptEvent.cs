using NodaTime;

namespace MealDispatch.Dispatch.Attempts;

/// <summary>Everything that a courier said, as it came, with what became of it. Never changed.</summary>
internal sealed class AttemptEvent
{
    public required Guid Id { get; init; }

    /// <summary>Null when it named no attempt of ours, or was not believed.</summary>
    public required Guid? AttemptId { get; init; }

    public required string Provider { get; init; }

    public required EventSource Source { get; init; }

    public required EventVerdict Verdict { get; init; }

    /// <summary>Null when the courier's code says nothing about the state.</summary>
    public required AttemptState? State { get; init; }

    /// <summary>As it came; of a price that was named before the order, its fen.</summary>
    public required string? RawCode { get; init; }

    /// <summary>By the courier's clock.</summary>
    public required Instant? ProviderTime { get; init; }

    public required Instant ReceivedAt { get; init; }

    /// <summary>Unique per provider; a repeat is dropped.</summary>
    public required string DedupeKey { get; init; }

    /// <summary>A callback's body, shortened, or what a price was named with; null for all else that we asked for.</summary>
    public required string? Raw { get; init; }
}

internal enum EventSource
{
    Callback,
    Query,

    /// <summary>A price that was asked for before the order.</summary>
    Quote,
    Answer,
    Rider,
}

internal enum EventVerdict
{
    Taken,
    Stale,
    Contradiction,

    /// <summary>Waits for the courier's log.</summary>
    Held,

    /// <summary>A code that we do not know, or that is no state.</summary>
    NoState,

    /// <summary>Not proven to be the courier's: its order is asked about instead.</summary>
    Hint,

    /// <summary>The signature is wrong.</summary>
    Forged,

    /// <summary>Signed, and not to be read.</summary>
    Unreadable,

    /// <summary>No attempt has that code.</summary>
    NotOurs,
}
