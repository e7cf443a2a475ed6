using MealDispatch.RoutePlanner;

namespace MealDispatch.Dispatch.Tests.Routes;

/// <summary>A plan by hand that is right, then broken in one way at a time.</summary>
public sealed class CheckPlanTests
{
    /// <summary>Kitchen at 0, stops at 300 and 600 m on one line, 1 m/s, 60 s each; the second vehicle has stop 2 set by hand.</summary>
    private static readonly RoutingProblem Problem = new()
    {
        Stops = [new Stop(2, 0, 1000, 60), new Stop(2, 800, 1000, 60), new Stop(9, 0, 10, 60)],
        Vehicles = [new Vehicle(4, 100, 2000), new Vehicle(4, 100, 2000) { Pinned = [2] }],
        Travel = new Travel(4, (from, to) => (Math.Abs(PlaceOf(from) - PlaceOf(to)), Math.Abs(PlaceOf(from) - PlaceOf(to)))),
        HotLimit = 700,
    };

    private static readonly RoutePlan Right = new(
        [
            new PlannedRoute(0, 100, [new PlannedVisit(0, 400), new PlannedVisit(1, 800)], 1460),
            // Late, too much: set by hand.
            new PlannedRoute(1, 100, [new PlannedVisit(2, 1000)], 1960),
        ],
        [], 3000, 0);

    [Fact]
    public void Plan_ThatIsRight_HasNoViolations() => Assert.Empty(CheckPlan.Violations(Problem, Right));

    [Theory]
    [InlineData(Breach.FasterThanTravel, 100.0, 399.0, 800.0, 1460.0)]
    [InlineData(Breach.FasterThanTravel, 100.0, 400.0, 800.0, 1459.0)]
    [InlineData(Breach.BeforeWindow, 100.0, 400.0, 799.0, 1460.0)]
    [InlineData(Breach.AfterWindow, 301.0, 601.0, 1001.0, 1661.0)]
    [InlineData(Breach.TooCold, 100.0, 400.0, 801.0, 1461.0)]
    [InlineData(Breach.LeavesBeforeShift, 99.0, 400.0, 799.0, 1460.0)]
    [InlineData(Breach.AfterShift, 100.0, 400.0, 800.0, 2001.0)]
    public void Breach_Planted_IsFound(Breach breach, double leaves, double first, double second, double back) =>
        Assert.Contains(breach, Breaches(Problem, WithFirst(new PlannedRoute(0, leaves, [new PlannedVisit(0, first), new PlannedVisit(1, second)], back))));

    [Fact]
    public void Breach_OfWhoIsVisited_IsFound()
    {
        var visit = new PlannedVisit(0, 400);
        Assert.Contains(Breach.StopLost, Breaches(Problem, WithFirst(new PlannedRoute(0, 100, [visit], 760))));
        Assert.Contains(Breach.StopTwice, Breaches(Problem, Right with { Unserved = [1] }));
        Assert.Contains(Breach.UnknownStop, Breaches(Problem, WithFirst(new PlannedRoute(0, 100, [new PlannedVisit(7, 400)], 760))));
        Assert.Contains(Breach.UnknownVehicle, Breaches(Problem, WithFirst(Right.Routes[0] with { Vehicle = 2 })));
        Assert.Contains(Breach.VehicleTwice, Breaches(Problem, WithFirst(Right.Routes[0] with { Vehicle = 1 })));
        Assert.Contains(Breach.LengthWrong, Breaches(Problem, Right with { Length = 2999 }));
        Assert.Contains(Breach.PinnedMoved, Breaches(Problem, Right with { Routes = [Right.Routes[0]], Unserved = [2] }));
    }

    [Fact]
    public void Breach_BehindWhatWasSetByHand_IsFoundAllTheSame()
    {
        var behind = new PlannedRoute(1, 100, [new PlannedVisit(2, 1000), new PlannedVisit(1, 1360)], 2020);
        var found = Breaches(Problem, new RoutePlan([new PlannedRoute(0, 100, [new PlannedVisit(0, 400)], 760), behind], [], 2400, 0));
        Assert.Equal([Breach.AfterWindow, Breach.TooCold, Breach.OverCapacity, Breach.AfterShift], found);
    }

    [Fact]
    public void Capacity_OneMealTooMuch_IsFound() =>
        Assert.Contains(Breach.OverCapacity, Breaches(Problem with { Vehicles = [new Vehicle(3, 100, 2000), Problem.Vehicles[1]] }, Right));

    private static RoutePlan WithFirst(PlannedRoute route) => Right with { Routes = [route, Right.Routes[1]] };

    private static IEnumerable<Breach> Breaches(RoutingProblem problem, RoutePlan plan) =>
        CheckPlan.Violations(problem, plan).Select(violation => violation.Breach);

    private static double PlaceOf(int place) => place switch { 0 => 300, 1 => 600, 2 => 900, _ => 0 };
}
