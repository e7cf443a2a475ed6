using System.Diagnostics;
using System.Globalization;
using MealDispatch.RoutePlanner;

namespace MealDispatch.Benchmarks.Routes;

/// <summary>
/// Routes of public instances with 100 stops against their best-known distances, each in two seconds, each looked at by the checker; and
/// a town's 200 stops planned anew after a change.
/// </summary>
internal static class RoutesBenchmark
{
    private static readonly TimeSpan SearchFor = TimeSpan.FromSeconds(1.9);
    private static readonly TimeSpan ReplanFor = TimeSpan.FromMilliseconds(250);

    public static int Run()
    {
        var instances = SolomonInstance.All();
        PlanRoutes.Solve(instances[0].Problem, new Effort(5000));
        var (aboveBest, aboveFewest, slowest, infeasible) = (0.0, 0.0, 0.0, 0);
        foreach (var instance in instances)
        {
            var watch = Stopwatch.StartNew();
            var plan = PlanRoutes.Solve(instance.Problem, new Effort(int.MaxValue) { AtMost = SearchFor });
            var seconds = watch.Elapsed.TotalSeconds;
            var violations = CheckPlan.Violations(instance.Problem, plan).Count + plan.Unserved.Count;
            var (best, fewest) = (100 * (plan.Length / instance.Best - 1), 100 * (plan.Length / instance.Fewest - 1));
            (aboveBest, aboveFewest, slowest, infeasible) = (aboveBest + best, aboveFewest + fewest, Math.Max(slowest, seconds), infeasible + violations);
            Say($"{instance.Name,-6} {plan.Length,8:0.00} by {plan.Routes.Count,2} riders; best known {instance.Best,7:0.0} ({best,5:+0.00;-0.00} %), with fewest riders {instance.Fewest,8:0.00} by {instance.FewestRoutes,2} ({fewest,6:+0.00;-0.00} %); {seconds:0.00} s, {plan.Iterations} tries, {violations} violations");
        }

        aboveBest /= instances.Count;
        var replan = ReplanMilliseconds();
        Say($"{instances.Count} instances: on average {aboveBest:+0.00;-0.00} % of the best known distance (at most +5), {aboveFewest / instances.Count:+0.00;-0.00} % of the best with fewest riders; slowest {slowest:0.00} s (at most 2); {infeasible} violations (0)");
        Say($"200 stops planned anew after a change: slowest of 9 {replan:0} ms (at most 500)");
        return aboveBest <= 5 && slowest <= 2 && infeasible == 0 && replan <= 500 ? 0 : 1;
    }

    /// <summary>A rider of 25 leaves, and a manual order has been set; travel times are made anew too, as Dispatch does.</summary>
    private static double ReplanMilliseconds()
    {
        var riders = Enumerable.Repeat(new Vehicle(20, 0, 9000), 25).ToArray();
        var before = Town(riders);
        var earlier = PlanRoutes.Solve(before, new Effort(int.MaxValue) { AtMost = TimeSpan.FromSeconds(2) });
        int[] StopsOf(int vehicle) => [.. earlier.Routes.Where(r => r.Vehicle == vehicle).SelectMany(r => r.Visits).Select(v => v.Stop)];
        var slowest = 0.0;
        for (var gone = 0; gone < 9; gone++)
        {
            var vehicles = riders.ToArray();
            vehicles[gone] = vehicles[gone] with { EndsAt = 0 };
            vehicles[10] = vehicles[10] with { Pinned = [.. StopsOf(10).Reverse()] };
            var watch = Stopwatch.StartNew();
            var after = Town(vehicles);
            var plan = PlanRoutes.Replan(after, [.. Enumerable.Range(0, riders.Length).Select(StopsOf)], new Effort(int.MaxValue) { AtMost = ReplanFor });
            slowest = Math.Max(slowest, watch.Elapsed.TotalMilliseconds);
            if (CheckPlan.Violations(after, plan).Count > 0)
                return double.PositiveInfinity;
            if (gone == 0)
                Say($"200 stops, 25 riders: {earlier.Length / 1000:0.0} km and {earlier.Unserved.Count} unserved; one rider less: {plan.Length / 1000:0.0} km and {plan.Unserved.Count} unserved after {plan.Iterations} tries");
        }

        return slowest;
    }

    private static RoutingProblem Town(IReadOnlyList<Vehicle> vehicles)
    {
        var random = new Random(1);
        var points = Enumerable.Range(0, 201).Select(i => i == 200 ? (X: 0, Y: 0) : (X: random.Next(-1500, 1500), Y: random.Next(-1500, 1500))).ToList();
        return new RoutingProblem
        {
            Stops = [.. Enumerable.Range(0, 200).Select(_ => new Stop(random.Next(1, 4), 0, 6300, random.Next(60, 240)))],
            Vehicles = vehicles,
            Travel = new Travel(201, (from, to) =>
            {
                var length = Math.Sqrt(Math.Pow(points[from].X - points[to].X, 2) + Math.Pow(points[from].Y - points[to].Y, 2));
                return (length, length / 3);
            }),
            HotLimit = 2400,
            RouteCost = 300,
        };
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
