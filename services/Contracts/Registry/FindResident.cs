namespace MealDispatch.Contracts.Registry;

/// <summary>Question to Registry from a service whose copy does not know the id yet.</summary>
public sealed record FindResident
{
    public required Guid ResidentId { get; init; }
}

/// <summary>The answer to <see cref="FindResident"/>.</summary>
public sealed record ResidentFound
{
    public required bool Exists { get; init; }
}
