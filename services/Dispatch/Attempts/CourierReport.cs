using NodaTime;

namespace MealDispatch.Dispatch.Attempts;

/// <summary>One thing that a courier says about an attempt, whatever way it came.</summary>
internal sealed record CourierReport
{
    public required AttemptState State { get; init; }

    /// <summary>Null when the report names no rider, which does not mean that there is none.</summary>
    public Rider? Rider { get; init; }

    /// <summary>By the courier's own clock; null when it gives none.</summary>
    public Instant? ProviderTime { get; init; }

    /// <summary>The answer to our own question: what the courier holds to be true now.</summary>
    public bool Authoritative { get; init; }

    public FailureReason? Failure { get; init; }

    /// <summary>The courier's own code, kept as it came.</summary>
    public string? RawCode { get; init; }
}

/// <summary>Name and phone as the courier gives them: perhaps masked, perhaps virtual.</summary>
internal sealed record Rider(string? Name, string? Phone)
{
    public static Rider? From(string? name, string? phone) =>
        string.IsNullOrWhiteSpace(name) && string.IsNullOrWhiteSpace(phone) ? null : new Rider(Blank(name), Blank(phone));

    /// <summary>The phone tells riders apart; the name only where one of the phones is missing.</summary>
    public bool IsOtherThan(Rider other) =>
        Phone is not null && other.Phone is not null ? Phone != other.Phone : Name is not null && other.Name is not null && Name != other.Name;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
