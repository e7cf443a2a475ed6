namespace MealDispatch.RoutePlanner;

/// <summary>What a plan breaks.</summary>
public enum Breach
{
    UnknownVehicle,
    VehicleTwice,
    UnknownStop,
    StopTwice,
    StopLost,
    PinnedMoved,
    WrongVehicle,
    LeavesBeforeShift,
    FasterThanTravel,
    BeforeWindow,
    AfterWindow,
    OverCapacity,
    TooCold,
    AfterShift,
    LengthWrong,
}

/// <summary>A breach, and whom it concerns.</summary>
public sealed record Violation(Breach Breach, int? Vehicle = null, int? Stop = null);

/// <summary>
/// Follows a plan with a watch and the problem in hand. Shares nothing with the search, so that a mistake there shows here. What was set by
/// hand may be late, cold or too much; what the planner added behind it may not.
/// </summary>
public static class CheckPlan
{
    private const double Tolerance = 1e-6;

    /// <summary>Nothing when the plan can be carried out.</summary>
    public static IReadOnlyList<Violation> Violations(RoutingProblem problem, RoutePlan plan)
    {
        var found = new List<Violation>();
        var visits = new int[problem.Stops.Count];
        var length = 0.0;
        foreach (var route in plan.Routes)
            if (route.Vehicle < 0 || route.Vehicle >= problem.Vehicles.Count)
                found.Add(new Violation(Breach.UnknownVehicle, route.Vehicle));
            else if (route.Visits.FirstOrDefault(visit => visit.Stop < 0 || visit.Stop >= problem.Stops.Count) is { } stranger)
                found.Add(new Violation(Breach.UnknownStop, route.Vehicle, stranger.Stop));
            else
                length += Follow(problem, route, visits, found);

        foreach (var twice in plan.Routes.GroupBy(route => route.Vehicle).Where(routes => routes.Count() > 1))
            found.Add(new Violation(Breach.VehicleTwice, twice.Key));
        foreach (var stop in plan.Unserved.Where(stop => stop >= 0 && stop < visits.Length))
            visits[stop]++;
        for (var stop = 0; stop < visits.Length; stop++)
            if (visits[stop] != 1)
                found.Add(new Violation(visits[stop] == 0 ? Breach.StopLost : Breach.StopTwice, Stop: stop));
        for (var vehicle = 0; vehicle < problem.Vehicles.Count; vehicle++)
        {
            var driven = plan.Routes.Where(route => route.Vehicle == vehicle).SelectMany(route => route.Visits).Select(visit => visit.Stop);
            if (!driven.Take(problem.Vehicles[vehicle].Pinned.Count).SequenceEqual(problem.Vehicles[vehicle].Pinned))
                found.Add(new Violation(Breach.PinnedMoved, vehicle));
        }

        if (Math.Abs(length - plan.Length) > Tolerance * Math.Max(1, length))
            found.Add(new Violation(Breach.LengthWrong));
        return found;
    }

    /// <summary>The route's length.</summary>
    private static double Follow(RoutingProblem problem, PlannedRoute route, int[] visits, List<Violation> found)
    {
        var vehicle = problem.Vehicles[route.Vehicle];
        var byHand = vehicle.Pinned.ToHashSet();
        var (place, free, load, length) = (problem.Stops.Count, route.LeavesAt, 0, 0.0);
        if (route.LeavesAt < vehicle.StartsAt - Tolerance)
            found.Add(new Violation(Breach.LeavesBeforeShift, route.Vehicle));
        foreach (var (stop, at) in route.Visits)
        {
            var door = problem.Stops[stop];
            visits[stop]++;
            load += door.Demand;
            length += problem.Travel.Length(place, stop);
            if (at < free + problem.Travel.Duration(place, stop) - Tolerance)
                found.Add(new Violation(Breach.FasterThanTravel, route.Vehicle, stop));
            if (at < door.EarliestAt - Tolerance)
                found.Add(new Violation(Breach.BeforeWindow, route.Vehicle, stop));
            if (!byHand.Contains(stop))
            {
                if (at > door.LatestAt + Tolerance)
                    found.Add(new Violation(Breach.AfterWindow, route.Vehicle, stop));
                if (at - route.LeavesAt > problem.HotLimit + Tolerance)
                    found.Add(new Violation(Breach.TooCold, route.Vehicle, stop));
                if (door.Only is { } only && !only.Contains(route.Vehicle))
                    found.Add(new Violation(Breach.WrongVehicle, route.Vehicle, stop));
                if (load > vehicle.Capacity)
                    found.Add(new Violation(Breach.OverCapacity, route.Vehicle, stop));
            }

            (place, free) = (stop, at + door.Service);
        }

        length += problem.Travel.Length(place, problem.Stops.Count);
        free += problem.Travel.Duration(place, problem.Stops.Count);
        if (route.BackAt < free - Tolerance)
            found.Add(new Violation(Breach.FasterThanTravel, route.Vehicle));
        if (route.BackAt > vehicle.EndsAt + Tolerance && route.Visits.Any(visit => !byHand.Contains(visit.Stop)))
            found.Add(new Violation(Breach.AfterShift, route.Vehicle));
        return length;
    }
}
