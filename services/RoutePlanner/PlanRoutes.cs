namespace MealDispatch.RoutePlanner;

/// <summary>Plans who goes where in what order: as many stops as possible, then the shortest way.</summary>
public static class PlanRoutes
{
    /// <summary>A plan from nothing.</summary>
    public static RoutePlan Solve(RoutingProblem problem, Effort effort, CancellationToken ct = default) => Search(problem, [], effort, warm: false, ct);

    /// <summary>
    /// A plan after a change, near the earlier one.
    /// </summary>
    /// <param name="earlier">By vehicle, the stops of the earlier plan in their order; what no longer fits is planned anew.</param>
    public static RoutePlan Replan(
        RoutingProblem problem, IReadOnlyList<IReadOnlyList<int>> earlier, Effort effort, CancellationToken ct = default) =>
        Search(problem, earlier, effort, warm: true, ct);

    private static RoutePlan Search(
        RoutingProblem problem, IReadOnlyList<IReadOnlyList<int>> earlier, Effort effort, bool warm, CancellationToken ct)
    {
        if (problem.Travel.Places != problem.Stops.Count + 1)
            throw new ArgumentException("Travel must have a place for each stop and one for the kitchen.", nameof(problem));
        var pinned = problem.Vehicles.SelectMany(vehicle => vehicle.Pinned).ToList();
        if (pinned.Distinct().Count() != pinned.Count || pinned.Any(stop => stop < 0 || stop >= problem.Stops.Count))
            throw new ArgumentException("A pinned stop must exist and be pinned once.", nameof(problem));
        var search = new Search(problem, effort.Seed);
        search.Begin(earlier);
        return search.Run(effort, warm, ct);
    }
}
