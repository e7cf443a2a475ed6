using MealDispatch.RoutePlanner;

namespace MealDispatch.Dispatch.Tests.Routes;

/// <summary>Stops spread around a kitchen in metres, by bicycle at 3 m/s; lunch from second 0 to 6300. The same for the same seed.</summary>
internal static class RoutesTown
{
    public static RoutingProblem WithStops(int count, IReadOnlyList<Vehicle> riders, int seed = 1, double hotLimit = 2400)
    {
        var random = new Random(seed);
        var points = Enumerable.Range(0, count).Select(_ => (X: random.Next(-1500, 1500), Y: random.Next(-1500, 1500))).Append((X: 0, Y: 0)).ToList();
        return new RoutingProblem
        {
            Stops =
            [
                .. Enumerable.Range(0, count).Select(_ =>
                {
                    var earliest = random.Next(0, 4000);
                    return new Stop(random.Next(1, 4), earliest, earliest + random.Next(900, 2400), random.Next(60, 240));
                }),
            ],
            Vehicles = riders,
            Travel = new Travel(count + 1, (from, to) =>
            {
                var length = Math.Sqrt(Math.Pow(points[from].X - points[to].X, 2) + Math.Pow(points[from].Y - points[to].Y, 2));
                return (length, length / 3);
            }),
            HotLimit = hotLimit,
            RouteCost = 300,
        };
    }

    public static IReadOnlyList<Vehicle> Riders(int count, int capacity = 20) => [.. Enumerable.Repeat(new Vehicle(capacity, 0, 9000), count)];

    public static int[] StopsOf(this RoutePlan plan, int vehicle) =>
        [.. plan.Routes.Where(route => route.Vehicle == vehicle).SelectMany(route => route.Visits).Select(visit => visit.Stop)];
}
