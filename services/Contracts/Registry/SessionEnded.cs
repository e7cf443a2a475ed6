using NodaTime;

namespace MealDispatch.Contracts.Registry;

/// <summary>A sign-in ended (signed out, or a refresh token was used twice); its access tokens count no longer.</summary>
public sealed record SessionEnded
{
    public required Guid SessionId { get; init; }

    public required Instant OccurredAt { get; init; }
}
