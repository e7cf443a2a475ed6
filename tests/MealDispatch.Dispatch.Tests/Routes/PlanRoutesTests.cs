using MealDispatch.RoutePlanner;

namespace MealDispatch.Dispatch.Tests.Routes;

public sealed class PlanRoutesTests
{
    private static readonly Effort Short = new(400);

    [Theory]
    [InlineData(1, 2400)]
    [InlineData(2, 1200)]
    [InlineData(3, 900)]
    [InlineData(4, double.PositiveInfinity)]
    public void Plan_OfARandomTown_IsFeasibleForTheChecker(int seed, double hotLimit)
    {
        var problem = RoutesTown.WithStops(60, RoutesTown.Riders(30), seed, hotLimit);
        var plan = PlanRoutes.Solve(problem, Short);
        Assert.Empty(CheckPlan.Violations(problem, plan));
        Assert.Empty(plan.Unserved);
    }

    [Fact]
    public void Plan_WithTheSameSeed_IsTheSame()
    {
        var problem = RoutesTown.WithStops(40, RoutesTown.Riders(8));
        string Planned(ulong seed) => string.Join('|', PlanRoutes.Solve(problem, Short with { Seed = seed }).Routes.Select(r => string.Join(',', r.Visits.Select(v => v.Stop))));
        Assert.Equal(Planned(7), Planned(7));
        Assert.NotEqual(Planned(7), Planned(8));
    }

    [Fact]
    public void Plan_WhenMoreIterationsAreAllowed_IsShorter()
    {
        var problem = RoutesTown.WithStops(60, RoutesTown.Riders(12));
        var (little, much) = (PlanRoutes.Solve(problem, new Effort(1)), PlanRoutes.Solve(problem, new Effort(2000)));
        Assert.Equal(little.Unserved.Count, much.Unserved.Count);
        Assert.True(much.Length < 0.95 * little.Length, $"{much.Length} against {little.Length}");
    }

    /// <summary>Two stops 10 minutes apart in opposite directions: hot together only with a long ride.</summary>
    [Theory]
    [InlineData(1900, 1)]
    [InlineData(1700, 2)]
    public void HotLimit_ThatOneRoundWouldBreak_TakesASecondRider(double hotLimit, int routes)
    {
        var problem = Line(hotLimit, RoutesTown.Riders(2), [-1800, 1800]);
        var plan = PlanRoutes.Solve(problem, Short);
        Assert.Equal(routes, plan.Routes.Count);
        Assert.Empty(CheckPlan.Violations(problem, plan));
    }

    /// <summary>Who would wait at the door for the window leaves later instead, so that the food does not cool on the way.</summary>
    [Fact]
    public void Leaving_WhenTheWindowOpensLate_IsJustInTime()
    {
        var problem = Line(1200, RoutesTown.Riders(1), [900]) with { Stops = [new Stop(1, 5000, 6000, 60)] };
        var route = Assert.Single(PlanRoutes.Solve(problem, Short).Routes);
        Assert.Equal(4700, route.LeavesAt, 6);
    }

    [Fact]
    public void Stops_ThatFitNowhere_AreToldAndTheOthersServed()
    {
        var problem = RoutesTown.WithStops(30, [new Vehicle(10, 0, 9000)]);
        var plan = PlanRoutes.Solve(problem, Short);
        Assert.Empty(CheckPlan.Violations(problem, plan));
        Assert.NotEmpty(plan.Unserved);
        Assert.Equal(30, plan.Unserved.Count + plan.StopsOf(0).Length);
    }

    [Fact]
    public void ManualOrder_ThatIsLateFarAndTooMuch_StaysAndTheRestIsPlannedAround()
    {
        var crooked = new Vehicle(3, 0, 9000) { Pinned = [4, 0, 3, 1] };
        var problem = Line(1500, [crooked, .. RoutesTown.Riders(3)], [-1800, 1700, 1800, -1700, 1600, 300, -300]);
        var plan = PlanRoutes.Solve(problem, Short);
        Assert.Equal([4, 0, 3, 1], plan.StopsOf(0));
        Assert.Empty(plan.Unserved);
        Assert.Empty(CheckPlan.Violations(problem, plan));
    }

    [Fact]
    public void Stop_ThatOnlySomeMayTake_GoesToThem()
    {
        var problem = RoutesTown.WithStops(30, RoutesTown.Riders(10));
        var bound = problem with { Stops = [.. problem.Stops.Select((stop, index) => index % 3 == 0 ? stop with { Only = new HashSet<int> { 7, 8, 9 } } : stop)] };
        Assert.Contains(CheckPlan.Violations(bound, PlanRoutes.Solve(problem, Short)), violation => violation.Breach == Breach.WrongVehicle);
        var plan = PlanRoutes.Solve(bound, Short);
        Assert.Empty(CheckPlan.Violations(bound, plan));
        Assert.True(plan.Unserved.Count < 5);
        Assert.Equal(0, plan.StopsOf(0).Count(stop => stop % 3 == 0));
    }

    [Fact]
    public void Replan_Of200StopsAfterAChange_KeepsManualOrdersAndNearlyAllElse()
    {
        var riders = RoutesTown.Riders(26).ToArray();
        var before = RoutesTown.WithStops(200, riders);
        var first = PlanRoutes.Solve(before, new Effort(300));
        int[] byHand = [.. first.StopsOf(2).Reverse()];
        riders[2] = riders[2] with { Pinned = byHand };
        // Rider 5 has gone home; his stops must find others.
        riders[5] = riders[5] with { EndsAt = 0 };
        var after = before with { Vehicles = riders };
        var again = PlanRoutes.Replan(after, [.. Enumerable.Range(0, riders.Length).Select(first.StopsOf)], new Effort(300));

        Assert.Equal(byHand, again.StopsOf(2).Take(byHand.Length));
        Assert.Empty(again.StopsOf(5));
        Assert.Empty(CheckPlan.Violations(after, again));
        Assert.True(again.Unserved.Count <= first.Unserved.Count + 3);
    }

    [Fact]
    public void Time_WhenItIsUp_EndsTheSearch()
    {
        var problem = RoutesTown.WithStops(20, RoutesTown.Riders(5));
        var plan = PlanRoutes.Solve(problem, new Effort(int.MaxValue) { AtMost = TimeSpan.FromSeconds(1), Time = new JumpingTime() });
        Assert.InRange(plan.Iterations, 1, 1000);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Equal(0, PlanRoutes.Solve(problem, new Effort(int.MaxValue), cancelled.Token).Iterations);
    }

    [Fact]
    public void Plan_OfNothing_IsEmpty()
    {
        var plan = PlanRoutes.Solve(RoutesTown.WithStops(0, RoutesTown.Riders(2)), Short);
        Assert.Empty(plan.Routes);
        Assert.Empty(plan.Unserved);
        Assert.Equal([0, 1], PlanRoutes.Solve(RoutesTown.WithStops(2, []), Short).Unserved);
    }

    private static RoutingProblem Line(double hotLimit, IReadOnlyList<Vehicle> riders, int[] at) => new()
    {
        Stops = [.. at.Select(_ => new Stop(1, 0, 6000, 60))],
        Vehicles = riders,
        Travel = new Travel(at.Length + 1, (from, to) =>
        {
            var length = Math.Abs((from == at.Length ? 0 : at[from]) - (to == at.Length ? 0 : at[to]));
            return (length, length / 3.0);
        }),
        HotLimit = hotLimit,
        RouteCost = 10,
    };

    /// <summary>A tenth of a second passes between two looks.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private long ticks;

        public override long GetTimestamp() => ticks += TimestampFrequency / 10;
    }
}
