namespace MealDispatch.Contracts;

/// <summary>Something about <see cref="Id"/> changed; whoever waits re-reads. May be lost and carries no fact.</summary>
public sealed record Hint
{
    /// <summary><c>order-touched</c>, <c>rider-moved</c> or <c>registry-pulse</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The order's id; empty for a pulse.</summary>
    public required Guid Id { get; init; }

    /// <summary>The rider's position, WGS-84; null unless a rider moved.</summary>
    public required GeoPoint? Position { get; init; }
}
