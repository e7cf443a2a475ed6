namespace MealDispatch.RoutePlanner;

/// <summary>
/// Large neighbourhood search: takes strings of neighbouring stops out of a few routes, puts them back where they are cheapest while it
/// overlooks a place now and then, and keeps the result by simulated annealing (Christiaens and Vanden Berghe, "Slack Induction by
/// String Removals", 2020).
/// </summary>
internal sealed class Search
{
    private const int LongestString = 10;
    private const int MeanRemoved = 10;
    private const double Overlook = 0.01;
    private const double SplitString = 0.5;
    private const double WidenGap = 0.01;

    // Temperatures in mean legs of the first plan: such a detour is accepted once in e times.
    private const double Hottest = 2;
    private const double Reheated = 0.3;
    private const double Coldest = 0.01;

    private readonly RoutingProblem problem;
    private readonly Stop[] stops;
    private readonly double missed;
    private readonly int[][] neighbours;
    private readonly Route[] routes;
    private readonly Route[] kept;
    private readonly bool[] touched;
    private readonly List<int> touchedRoutes = [];
    private readonly int[] routeOf;
    private readonly int[] keptRouteOf;
    private readonly List<int> absent = [];
    private readonly List<int> keptAbsent = [];
    private readonly double[] sortKeys;
    private Chance chance;

    public Search(RoutingProblem problem, ulong seed)
    {
        this.problem = problem;
        stops = [.. problem.Stops];
        chance = new Chance(seed);
        routes = [.. problem.Vehicles.Select((_, index) => new Route(problem, stops, index))];
        kept = [.. problem.Vehicles.Select((_, index) => new Route(problem, stops, index))];
        touched = new bool[routes.Length];
        routeOf = new int[stops.Length];
        keptRouteOf = new int[stops.Length];
        sortKeys = new double[stops.Length];
        neighbours = [.. Enumerable.Range(0, stops.Length).Select(Neighbours)];
        var longest = Enumerable.Range(0, stops.Length).Select(stop => Max(problem.Travel.LengthsFrom(stop))).DefaultIfEmpty().Max();
        missed = 8 * longest + 4 * problem.RouteCost + 1;
    }

    /// <summary>What was set by hand, then what an earlier plan had and still fits, then the rest where it is cheapest.</summary>
    public void Begin(IReadOnlyList<IReadOnlyList<int>> earlier)
    {
        Array.Fill(routeOf, -1);
        foreach (var route in routes)
        {
            int[] pinned = [.. problem.Vehicles[route.VehicleIndex].Pinned];
            route.Set(pinned);
            Touch(route.VehicleIndex);
            foreach (var stop in pinned)
                routeOf[stop] = route.VehicleIndex;
        }

        for (var vehicle = 0; vehicle < Math.Min(earlier.Count, routes.Length); vehicle++)
            foreach (var stop in earlier[vehicle])
                if (routeOf[stop] < 0 && routes[vehicle].TryAppend(stop))
                    routeOf[stop] = vehicle;
        absent.AddRange(Enumerable.Range(0, stops.Length).Where(stop => routeOf[stop] < 0));
        Recreate();
        Keep();
    }

    public RoutePlan Run(Effort effort, bool warm, CancellationToken ct)
    {
        var began = effort.Time.GetTimestamp();
        var (cost, best) = (Cost(), Cost());
        var bestRoutes = Snapshot();
        var meanLeg = Math.Max(routes.Sum(route => route.Length) / Math.Max(stops.Length, 1), 1e-6);
        var hottest = meanLeg * (warm ? Reheated : Hottest);
        var coldest = meanLeg * Coldest;
        var iteration = 0;
        var temperature = hottest;
        var movable = stops.Length - routes.Sum(route => route.PinnedCount);
        for (; iteration < effort.Iterations && movable > 0; iteration++)
        {
            if (iteration % 64 == 0)
            {
                var done = (double)iteration / effort.Iterations;
                if (effort.AtMost is { } atMost)
                    done = Math.Max(done, effort.Time.GetElapsedTime(began) / atMost);
                if (done >= 1 || ct.IsCancellationRequested)
                    break;
                temperature = hottest * Math.Pow(coldest / hottest, done);
            }

            Ruin();
            Recreate();
            var tried = Cost();
            if (tried >= cost - temperature * Math.Log(Math.Max(chance.Next(), 1e-12)))
            {
                Undo();
                continue;
            }

            Keep();
            cost = tried;
            if (cost < best - 1e-9)
                (best, bestRoutes) = (cost, Snapshot());
        }

        return Plan(bestRoutes, iteration);
    }

    private double Cost()
    {
        var cost = absent.Count * missed;
        foreach (var route in routes)
            cost += route.Cost;
        return cost;
    }

    private void Ruin()
    {
        var inRoutes = stops.Length - absent.Count;
        if (inRoutes == 0)
            return;
        var used = 0;
        foreach (var route in routes)
            used += route.Count > 0 ? 1 : 0;
        var longest = Math.Min(LongestString, (double)inRoutes / used);
        var strings = (int)(1 + chance.Next() * (4.0 * MeanRemoved / (1 + longest) - 1));
        var seed = chance.Below(stops.Length);
        foreach (var stop in neighbours[seed])
        {
            if (strings == 0)
                break;
            if (routeOf[stop] is not (>= 0 and var index) || touched[index])
                continue;
            var route = routes[index];
            var place = route.PlaceOf(stop) - route.PinnedCount;
            if (place < 1)
                continue;
            Touch(index);
            var movable = route.Count - route.PinnedCount;
            var length = (int)(1 + chance.Next() * Math.Min(movable, longest));
            RemoveString(route, place, Math.Min(length, movable), movable);
            strings--;
        }
    }

    /// <summary>A string of stops that holds the one at <paramref name="place"/>; half the time with a gap that stays.</summary>
    private void RemoveString(Route route, int place, int length, int movable)
    {
        var gap = 0;
        if (length > 1 && length < movable && chance.Next() < SplitString)
            for (gap = 1; length + gap < movable && chance.Next() < WidenGap;)
                gap++;

        var span = length + gap;
        var first = Math.Max(1, place - span + 1) + chance.Below(Math.Min(place, movable - span + 1) - Math.Max(1, place - span + 1) + 1);
        var gapAt = gap == 0 ? length : 1 + chance.Below(length - 1);
        Take(route, route.PinnedCount + first + gapAt + gap, length - gapAt);
        Take(route, route.PinnedCount + first, gapAt);
        route.Update();
    }

    private void Take(Route route, int place, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var stop = route.Stops[place - 1 + i];
            routeOf[stop] = -1;
            absent.Add(stop);
        }

        route.Remove(place, count);
    }

    private void Recreate()
    {
        SortAbsent();
        var left = 0;
        for (var i = 0; i < absent.Count; i++)
        {
            var stop = absent[i];
            if (!TryInsert(stop))
                absent[left++] = stop;
        }

        absent.RemoveRange(left, absent.Count - left);
    }

    private bool TryInsert(int stop)
    {
        var best = double.PositiveInfinity;
        var (bestRoute, bestPlace) = (-1, 0);
        Vehicle? emptySeen = null;
        foreach (var route in routes)
        {
            if (route.Count == 0)
            {
                // Of vehicles that are alike one empty one is enough to look at, unless the stop has its own.
                var vehicle = problem.Vehicles[route.VehicleIndex];
                if (stops[stop].Only is null && emptySeen is { } seen && seen.Capacity == vehicle.Capacity && seen.StartsAt.Equals(vehicle.StartsAt) && seen.EndsAt.Equals(vehicle.EndsAt))
                    continue;
                emptySeen = vehicle;
            }

            if (route.TryFindPlace(stop, Overlook, ref chance, ref best, out var place))
                (bestRoute, bestPlace) = (route.VehicleIndex, place);
        }

        if (bestRoute < 0)
            return false;
        Touch(bestRoute);
        routes[bestRoute].Insert(stop, bestPlace);
        routeOf[stop] = bestRoute;
        return true;
    }

    /// <summary>In one of seven orders by chance: any, many meals first, far ones first, near ones, narrow windows, early ones, late ones.</summary>
    private void SortAbsent()
    {
        if (absent.Count < 2)
            return;
        var order = chance.Below(17);
        var kitchen = problem.Travel.LengthsFrom(stops.Length);
        foreach (var stop in absent)
        {
            var (demand, earliest, latest, _) = stops[stop];
            sortKeys[stop] = order switch
            {
                < 4 => chance.Next(),
                < 8 => -demand,
                < 10 => -kitchen[stop],
                < 11 => kitchen[stop],
                < 13 => latest - earliest,
                < 15 => earliest,
                _ => -latest,
            };
        }

        // Few at a time: insertion sort, which allocates nothing and keeps equals in their order.
        for (var i = 1; i < absent.Count; i++)
        {
            var stop = absent[i];
            var at = i;
            for (; at > 0 && sortKeys[absent[at - 1]] > sortKeys[stop]; at--)
                absent[at] = absent[at - 1];
            absent[at] = stop;
        }
    }

    private void Touch(int route)
    {
        if (touched[route])
            return;
        touched[route] = true;
        touchedRoutes.Add(route);
    }

    private void Keep()
    {
        foreach (var index in touchedRoutes)
        {
            kept[index].CopyFrom(routes[index]);
            touched[index] = false;
        }

        touchedRoutes.Clear();
        routeOf.CopyTo(keptRouteOf, 0);
        keptAbsent.Clear();
        keptAbsent.AddRange(absent);
    }

    private void Undo()
    {
        foreach (var index in touchedRoutes)
        {
            routes[index].CopyFrom(kept[index]);
            touched[index] = false;
        }

        touchedRoutes.Clear();
        keptRouteOf.CopyTo(routeOf, 0);
        absent.Clear();
        absent.AddRange(keptAbsent);
    }

    private int[][] Snapshot() => [.. routes.Select(route => route.Stops.ToArray())];

    private RoutePlan Plan(int[][] byVehicle, int iterations)
    {
        foreach (var route in routes)
            route.Set(byVehicle[route.VehicleIndex]);
        var served = byVehicle.SelectMany(inOrder => inOrder).ToHashSet();
        return new RoutePlan(
            [.. routes.Where(route => route.Count > 0).Select(route => route.Planned())],
            [.. Enumerable.Range(0, stops.Length).Where(stop => !served.Contains(stop))],
            routes.Sum(route => route.Length),
            iterations);
    }

    /// <summary>All stops, the stop itself first, then the nearest.</summary>
    private int[] Neighbours(int stop)
    {
        int[] others = [.. Enumerable.Range(0, stops.Length)];
        double[] lengths = [.. problem.Travel.LengthsFrom(stop)[..stops.Length]];
        lengths[stop] = -1;
        Array.Sort(lengths, others);
        return others;
    }

    private static double Max(ReadOnlySpan<double> values)
    {
        var max = 0.0;
        foreach (var value in values)
            max = Math.Max(max, value);
        return max;
    }
}
