namespace MealDispatch.RoutePlanner;

/// <summary>
/// Doors to be visited from one kitchen. Times are in seconds from any common zero, lengths in metres (or any unit: nothing converts).
/// </summary>
public sealed record RoutingProblem
{
    public required IReadOnlyList<Stop> Stops { get; init; }

    public required IReadOnlyList<Vehicle> Vehicles { get; init; }

    /// <summary>Between stops by their index; the kitchen's index is the number of stops.</summary>
    public required Travel Travel { get; init; }

    /// <summary>What a route costs beside its length: above zero, a rider less is worth a detour.</summary>
    public double RouteCost { get; init; }

    /// <summary>Longest time from leaving the kitchen to the start of service at any door: food cools.</summary>
    public double HotLimit { get; init; } = double.PositiveInfinity;
}

/// <summary>A door, or the doors of one building.</summary>
/// <param name="Demand">Meals.</param>
/// <param name="EarliestAt">Service does not begin before; who comes earlier waits.</param>
/// <param name="LatestAt">Service begins at the latest then, this instant included.</param>
/// <param name="Service">How long it takes, with the wait for the lift.</param>
public readonly record struct Stop(int Demand, double EarliestAt, double LatestAt, double Service)
{
    /// <summary>The vehicles that may go there: a rider has said yes, or another one no. Null: any.</summary>
    public IReadOnlySet<int>? Only { get; init; }
}

/// <summary>A rider's one trip from the kitchen and back.</summary>
/// <param name="Capacity">Meals.</param>
/// <param name="StartsAt">Leaves the kitchen no earlier.</param>
/// <param name="EndsAt">Is back by then, this instant included.</param>
public sealed record Vehicle(int Capacity, double StartsAt, double EndsAt)
{
    /// <summary>
    /// Stops set by hand: they come first, in this order, even where that is too late, too far or too much; the planner adds behind them.
    /// </summary>
    public IReadOnlyList<int> Pinned { get; init; } = [];
}

/// <summary>Lengths and durations between all places; the same both ways, and no detour is shorter than the direct way.</summary>
public sealed class Travel
{
    private readonly double[] lengths;
    private readonly double[] durations;

    public Travel(int places, Func<int, int, (double Length, double Duration)> between)
    {
        Places = places;
        lengths = new double[places * places];
        durations = new double[places * places];
        for (var from = 0; from < places; from++)
            for (var to = 0; to < from; to++)
            {
                var (length, duration) = between(from, to);
                lengths[from * places + to] = lengths[to * places + from] = length;
                durations[from * places + to] = durations[to * places + from] = duration;
            }
    }

    public int Places { get; }

    public double Length(int from, int to) => lengths[from * Places + to];

    public double Duration(int from, int to) => durations[from * Places + to];

    internal ReadOnlySpan<double> LengthsFrom(int place) => lengths.AsSpan(place * Places, Places);

    internal ReadOnlySpan<double> DurationsFrom(int place) => durations.AsSpan(place * Places, Places);
}
