namespace MealDispatch.RoutePlanner;

/// <summary>
/// One vehicle's stops with what makes the question "does this stop fit here?" constant in time: for each place the earliest time, seen
/// from the start, and the latest, seen from the end. Place 0 and the last are the kitchen.
/// </summary>
internal sealed class Route(RoutingProblem problem, Stop[] stops, int vehicleIndex)
{
    private readonly Vehicle vehicle = problem.Vehicles[vehicleIndex];
    private readonly int kitchen = stops.Length;
    private int[] places = new int[8];

    // By place: earliest start of service, earliest leaving, and latest start of service that keeps all that follows in time.
    private double[] begins = new double[8];
    private double[] leaves = new double[8];
    private double[] latest = new double[8];

    // For the hot limit. From leaving the kitchen to this place without a pause, and the latest leaving that keeps all up to it in time.
    private double[] ridden = new double[8];
    private double[] latestStart = new double[8];

    // From this place to the last stop without a pause, and the earliest start there when this place is begun as early as it may.
    private double[] remaining = new double[8];
    private double[] lastBegins = new double[8];

    public int VehicleIndex => vehicleIndex;

    public int Count { get; private set; }

    public int PinnedCount => vehicle.Pinned.Count;

    public int Load { get; private set; }

    public double Length { get; private set; }

    public double Cost => Count == 0 ? 0 : Length + problem.RouteCost;

    public ReadOnlySpan<int> Stops => places.AsSpan(1, Count);

    public void Set(ReadOnlySpan<int> inOrder)
    {
        Reserve(inOrder.Length + 2);
        inOrder.CopyTo(places.AsSpan(1));
        Count = inOrder.Length;
        Update();
    }

    public void CopyFrom(Route other)
    {
        Reserve(other.Count + 2);
        Count = other.Count;
        Load = other.Load;
        Length = other.Length;
        var size = Count + 2;
        other.places.AsSpan(0, size).CopyTo(places);
        other.begins.AsSpan(0, size).CopyTo(begins);
        other.leaves.AsSpan(0, size).CopyTo(leaves);
        other.latest.AsSpan(0, size).CopyTo(latest);
        other.ridden.AsSpan(0, size).CopyTo(ridden);
        other.latestStart.AsSpan(0, size).CopyTo(latestStart);
        other.remaining.AsSpan(0, size).CopyTo(remaining);
        other.lastBegins.AsSpan(0, size).CopyTo(lastBegins);
    }

    /// <summary>The cheapest place for a stop that is cheaper than <paramref name="best"/>; places are overlooked by chance.</summary>
    public bool TryFindPlace(int stop, double overlook, ref Chance chance, ref double best, out int place)
    {
        place = 0;
        var (demand, earliest, due, service) = stops[stop];
        if (Load + demand > vehicle.Capacity || !MayTake(stop))
            return false;
        var lengths = problem.Travel.LengthsFrom(stop);
        var durations = problem.Travel.DurationsFrom(stop);
        var opening = Count == 0 ? problem.RouteCost : 0;
        for (var p = PinnedCount + 1; p <= Count + 1; p++)
        {
            var (before, after) = (places[p - 1], places[p]);
            var arrives = leaves[p - 1] + durations[before];
            if (arrives > due)
                break;
            var cost = lengths[before] + lengths[after] - problem.Travel.Length(before, after) + opening;
            if (cost >= best || chance.Next() < overlook)
                continue;
            var beginsHere = Math.Max(arrives, earliest);
            if (beginsHere + service + durations[after] > latest[p] || !StaysHot(stop, p, beginsHere, durations))
                continue;
            (best, place) = (cost, p);
        }

        return place > 0;
    }

    /// <summary>Adds a stop behind all others if it fits there.</summary>
    public bool TryAppend(int stop)
    {
        var (demand, earliest, due, service) = stops[stop];
        var durations = problem.Travel.DurationsFrom(stop);
        var begins = Math.Max(leaves[Count] + durations[places[Count]], earliest);
        if (Load + demand > vehicle.Capacity || !MayTake(stop) || begins > due || begins + service + durations[kitchen] > vehicle.EndsAt
            || !StaysHot(stop, Count + 1, begins, durations))
            return false;
        Insert(stop, Count + 1);
        return true;
    }

    public void Insert(int stop, int place)
    {
        Reserve(Count + 3);
        Array.Copy(places, place, places, place + 1, Count + 2 - place);
        places[place] = stop;
        Count++;
        Update();
    }

    /// <summary>Removes stops, the first of which stands at <paramref name="place"/>.</summary>
    public void Remove(int place, int count)
    {
        Array.Copy(places, place + count, places, place, Count + 2 - place - count);
        Count -= count;
    }

    /// <summary>To be called after removals.</summary>
    public void Update()
    {
        places[0] = places[Count + 1] = kitchen;
        Forward();
        Backward();
    }

    public int PlaceOf(int stop) => Array.IndexOf(places, stop, 1, Count);

    /// <summary>With its times: it leaves as late as it can without being later anywhere at the end.</summary>
    public PlannedRoute Planned()
    {
        var leavesAt = Math.Max(vehicle.StartsAt, Math.Min(latestStart[Count], begins[Count] - ridden[Count]));
        var visits = new PlannedVisit[Count];
        var at = leavesAt;
        for (var p = 1; p <= Count; p++)
        {
            at = Math.Max(at + problem.Travel.Duration(places[p - 1], places[p]), stops[places[p]].EarliestAt);
            visits[p - 1] = new PlannedVisit(places[p], at);
            at += stops[places[p]].Service;
        }

        return new PlannedRoute(vehicleIndex, leavesAt, visits, at + problem.Travel.Duration(places[Count], kitchen));
    }

    private bool MayTake(int stop) => stops[stop].Only?.Contains(vehicleIndex) ?? true;

    private bool StaysHot(int stop, int p, double beginsHere, ReadOnlySpan<double> durations)
    {
        var limit = problem.HotLimit;
        if (double.IsPositiveInfinity(limit))
            return true;
        var (_, _, due, service) = stops[stop];
        var toHere = ridden[p - 1] + leaves[p - 1] - begins[p - 1] + durations[places[p - 1]];
        var onward = service + durations[places[p]];
        var isLast = p == Count + 1;
        var toLast = isLast ? toHere : toHere + onward + remaining[p];
        var last = isLast ? beginsHere : Math.Max(lastBegins[p], beginsHere + onward + remaining[p]);
        var start = Math.Min(Math.Min(latestStart[p - 1], due - toHere), latest[p] - onward - toHere);
        return toLast <= limit && last - start <= limit;
    }

    private void Forward()
    {
        begins[0] = leaves[0] = vehicle.StartsAt;
        ridden[0] = 0;
        latestStart[0] = double.PositiveInfinity;
        (Load, Length) = (0, 0);
        for (var p = 1; p <= Count; p++)
        {
            var stop = stops[places[p]];
            var duration = problem.Travel.Duration(places[p - 1], places[p]);
            begins[p] = Math.Max(leaves[p - 1] + duration, stop.EarliestAt);
            leaves[p] = begins[p] + stop.Service;
            ridden[p] = ridden[p - 1] + (leaves[p - 1] - begins[p - 1]) + duration;
            latestStart[p] = Math.Min(latestStart[p - 1], Due(p) - ridden[p]);
            Load += stop.Demand;
            Length += problem.Travel.Length(places[p - 1], places[p]);
        }

        if (Count > 0)
            Length += problem.Travel.Length(places[Count], kitchen);
    }

    private void Backward()
    {
        latest[Count + 1] = vehicle.EndsAt;
        for (var p = Count; p > 0; p--)
        {
            var onward = stops[places[p]].Service + problem.Travel.Duration(places[p], places[p + 1]);
            latest[p] = Math.Min(Due(p), latest[p + 1] - onward);
            remaining[p] = p == Count ? 0 : onward + remaining[p + 1];
            lastBegins[p] = p == Count
                ? stops[places[p]].EarliestAt
                : Math.Max(lastBegins[p + 1], stops[places[p]].EarliestAt + onward + remaining[p + 1]);
        }
    }

    /// <summary>What was set by hand is never too late.</summary>
    private double Due(int place) => place <= PinnedCount ? double.PositiveInfinity : stops[places[place]].LatestAt;

    private void Reserve(int size)
    {
        if (places.Length >= size)
            return;
        size = Math.Max(size, places.Length * 2);
        Array.Resize(ref begins, size);
        Array.Resize(ref leaves, size);
        Array.Resize(ref latest, size);
        Array.Resize(ref ridden, size);
        Array.Resize(ref latestStart, size);
        Array.Resize(ref remaining, size);
        Array.Resize(ref lastBegins, size);
        Array.Resize(ref places, size);
    }
}
