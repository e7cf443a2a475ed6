namespace MealDispatch.RoutePlanner;

/// <summary>How long to search. With iterations alone the same problem and seed give the same plan on every machine.</summary>
/// <param name="Iterations">At most so many.</param>
/// <param name="Seed">Of the search's chances.</param>
public sealed record Effort(int Iterations, ulong Seed = 1)
{
    /// <summary>Ends earlier when so much time has passed on <see cref="Time"/>; null: it does not look at the clock.</summary>
    public TimeSpan? AtMost { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>Chances that are the same on every machine (xorshift64*).</summary>
internal struct Chance(ulong seed)
{
    private ulong state = unchecked(seed * 0x9E3779B97F4A7C15) | 1;

    /// <summary>From 0 to below 1.</summary>
    public double Next()
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (unchecked(state * 0x2545F4914F6CDD1D) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>From 0 to below <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Next() * end);
}
