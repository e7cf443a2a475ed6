using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.OwnRiders.PlanWaves;
using MealDispatch.RoutePlanner;
using NodaTime;

namespace MealDispatch.Dispatch.Tests.OwnRiders;

public sealed class PlanWavesTests
{
    private static readonly Instant Now = Instant.FromUtc(2025, 7, 1, 2, 30);
    private static readonly Instant ServeFrom = Now + Duration.FromMinutes(15);
    private static readonly Instant ServeTo = Now + Duration.FromMinutes(120);
    private static readonly GeoPoint Kitchen = new(31.25, 121.23);
    private static readonly IReadOnlySet<Guid> Nobody = new HashSet<Guid>();

    [Fact]
    public void DoorsOfOneBuilding_GoTogetherOneAfterTheOther()
    {
        var meals = Enumerable.Range(0, 12).Select(i => AMeal(new GeoPoint(31.25 + i % 3 * 0.01, 121.23 + i % 3 * 0.01))).ToList();
        var stops = PlanWaves.Decide(Facts(meals, AShift(), AShift()), new Effort(200));
        Assert.Equal(12, stops.Count);
        foreach (var building in meals.GroupBy(meal => meal.Door))
        {
            var there = building.Select(meal => stops.Single(stop => stop.DeliveryId == meal.DeliveryId)).OrderBy(stop => stop.Position).ToList();
            Assert.Single(there.Select(stop => stop.ShiftId).Distinct());
            Assert.Equal(there[0].Position + there.Count - 1, there[^1].Position);
        }
    }

    [Fact]
    public void MoreThanARiderCarries_ComesWithHisSecondWay()
    {
        var meals = Enumerable.Range(0, 12).Select(i => AMeal(new GeoPoint(31.25 + i * 0.0005, 121.23))).ToList();
        var stops = PlanWaves.Decide(Facts(meals, AShift(capacity: 5)), new Effort(200));
        Assert.Equal([5, 5, 2], stops.GroupBy(stop => stop.Trip).OrderBy(trip => trip.Key).Select(trip => trip.Count()));
        Assert.Equal(Enumerable.Range(1, 12), stops.OrderBy(stop => stop.Trip).ThenBy(stop => stop.At).Select(stop => stop.Position));
        foreach (var next in new[] { 2, 3 })
            Assert.True(stops.Where(stop => stop.Trip == next).Min(stop => stop.LeavesAt) > stops.Where(stop => stop.Trip == next - 1).Max(stop => stop.At));
    }

    [Fact]
    public void Leaving_IsNotLongBeforeServing_AndNoDoorIsReachedBefore()
    {
        var stop = Assert.Single(PlanWaves.Decide(Facts([AMeal(new GeoPoint(31.252, 121.23))], AShift()), new Effort(10)));
        Assert.Equal(ServeFrom, stop.At);
        Assert.InRange(stop.LeavesAt, ServeFrom - Duration.FromMinutes(3), ServeFrom - Duration.FromSeconds(30));
    }

    [Fact]
    public void WhoSaidYes_KeepsIt_AndWhoSaidNoIsNotAskedAgain()
    {
        var (yes, no) = (AShift(), AShift());
        var door = new GeoPoint(31.251, 121.23);
        var stops = PlanWaves.Decide(
            Facts([AMeal(door) with { AcceptedBy = yes.RiderId }, AMeal(door) with { DeclinedBy = new HashSet<Guid> { yes.RiderId } }], yes, no), new Effort(100));
        Assert.Equal([yes.ShiftId, no.ShiftId], stops.OrderBy(stop => stop.ShiftId == no.ShiftId).Select(stop => stop.ShiftId));
        Assert.Empty(PlanWaves.Decide(Facts([AMeal(door) with { DeclinedBy = new HashSet<Guid> { yes.RiderId } }], yes), new Effort(100)));
    }

    [Fact]
    public void ManualOrder_BeatsThePlanner()
    {
        var meals = Enumerable.Range(0, 6).Select(i => AMeal(new GeoPoint(31.25 + i * 0.002, 121.23))).ToList();
        Guid[] crooked = [meals[5].DeliveryId, meals[0].DeliveryId, meals[4].DeliveryId];
        var shift = AShift(capacity: 2) with { ByHand = crooked };
        var stops = PlanWaves.Decide(Facts(meals, AShift(), shift), new Effort(100));
        Assert.Equal(crooked, stops.Where(stop => stop.ShiftId == shift.ShiftId && stop.Trip == 1).OrderBy(stop => stop.Position).Select(stop => stop.DeliveryId));
        Assert.Equal(6, stops.Count);
    }

    [Fact]
    public void ALateMeal_IsStillBrought_AndADoorWithoutCoordinatesToo()
    {
        var late = AMeal(new GeoPoint(31.251, 121.23)) with { ServeFrom = Now - Duration.FromHours(3), ServeTo = Now - Duration.FromHours(1) };
        var somewhere = AMeal(null);
        Assert.Equal(2, PlanWaves.Decide(Facts([late, somewhere], AShift()), new Effort(100)).Count);
    }

    private static WaveFacts Facts(IReadOnlyList<WaitingMeal> meals, params ShiftFacts[] shifts) => new(Now, Kitchen, meals, shifts);

    private static WaitingMeal AMeal(GeoPoint? door) => new(Ids.New(), 1, ServeFrom, ServeTo, door, null, Nobody);

    private static ShiftFacts AShift(int capacity = 20) => new(Ids.New(), Ids.New(), capacity, Now - Duration.FromHours(1), Now + Duration.FromHours(4), []);
}
