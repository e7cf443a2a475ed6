using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.RoutePlanner;
using NodaTime;

namespace MealDispatch.Dispatch.OwnRiders.PlanWaves;

/// <summary>A delivery that waits at a kitchen for an own rider.</summary>
/// <param name="Door">Null when not known: then it is as if next door, and takes longer to find.</param>
/// <param name="AcceptedBy">The rider who said yes.</param>
/// <param name="DeclinedBy">Riders who said no.</param>
internal sealed record WaitingMeal(
    Guid DeliveryId, int Meals, Instant ServeFrom, Instant ServeTo, GeoPoint? Door, Guid? AcceptedBy, IReadOnlySet<Guid> DeclinedBy);

/// <summary>A rider's shift; until <paramref name="FreeAt"/> he is still out.</summary>
/// <param name="ByHand">In the order that staff set.</param>
internal sealed record ShiftFacts(Guid ShiftId, Guid RiderId, int Capacity, Instant FreeAt, Instant EndsAt, IReadOnlyList<Guid> ByHand);

internal sealed record WaveFacts(Instant Now, GeoPoint Kitchen, IReadOnlyList<WaitingMeal> Meals, IReadOnlyList<ShiftFacts> Shifts);

/// <summary>One delivery's place in a plan.</summary>
internal sealed record WaveStop(Guid DeliveryId, Guid ShiftId, int Trip, int Position, Instant LeavesAt, Instant At);

/// <summary>
/// A kitchen's meals in waves: the riders' first ways, then what is left with the riders who come back, and so on. Doors of one building are
/// one stop. What staff set by hand stands first; who accepted keeps his meal.
/// </summary>
internal static class PlanWaves
{
    private const int MostWaves = 6;
    private const double MetersPerSecond = 3.5, StreetsToStraightLine = 1.3;
    private const double AtFirstDoor = 150, AtNextDoor = 60, ToFindADoor = 180;
    private const double RouteCost = 200;
    private static readonly Duration Hot = Duration.FromMinutes(40), BeforeServing = Duration.FromMinutes(20), WhenLate = Duration.FromMinutes(60);

    public static IReadOnlyList<WaveStop> Decide(WaveFacts facts, Effort effort)
    {
        var left = Group(facts);
        var shifts = facts.Shifts.ToList();
        var planned = new List<WaveStop>();
        var positions = shifts.ToDictionary(shift => shift.ShiftId, _ => 0);
        for (var wave = 1; wave <= MostWaves && left.Count > 0 && shifts.Count > 0; wave++)
        {
            var problem = Problem(facts, left, shifts);
            var plan = PlanRoutes.Solve(problem, effort);
            if (plan.Routes.Count == 0)
                break;
            foreach (var route in plan.Routes)
            {
                var shift = shifts[route.Vehicle];
                foreach (var visit in route.Visits)
                    foreach (var meal in left[visit.Stop].Meals)
                        planned.Add(new WaveStop(
                            meal.DeliveryId, shift.ShiftId, wave, ++positions[shift.ShiftId], At(facts.Now, route.LeavesAt), At(facts.Now, visit.At)));
                shifts[route.Vehicle] = shift with { FreeAt = At(facts.Now, route.BackAt), ByHand = [] };
            }

            left = [.. plan.Unserved.Select(stop => left[stop])];
        }

        return planned;
    }

    /// <summary>Doors within ten metres for the same rider: one stop.</summary>
    private static List<Building> Group(WaveFacts facts)
    {
        var byHand = facts.Shifts.SelectMany(shift => shift.ByHand).ToHashSet();
        return
        [
            .. facts.Meals
                .GroupBy(meal => byHand.Contains(meal.DeliveryId) || meal.Door is null || meal.DeclinedBy.Count > 0
                    ? (object)meal.DeliveryId
                    : (Math.Round(meal.Door.Lat, 4), Math.Round(meal.Door.Lng, 4), meal.AcceptedBy, meal.ServeFrom, meal.ServeTo))
                .Select(meals => new Building([.. meals])),
        ];
    }

    private static RoutingProblem Problem(WaveFacts facts, List<Building> stops, List<ShiftFacts> shifts)
    {
        var places = stops.Select(stop => stop.Meals[0].Door ?? facts.Kitchen).Append(facts.Kitchen).ToList();
        var ofDelivery = stops.SelectMany((stop, index) => stop.Meals.Select(meal => (meal.DeliveryId, index))).ToDictionary(row => row.DeliveryId, row => row.index);
        return new RoutingProblem
        {
            Stops = [.. stops.Select(stop => Stop(facts, stop, shifts))],
            Vehicles =
            [
                .. shifts.Select(shift => new Vehicle(shift.Capacity, Seconds(facts, Leaving(facts, shift)), Seconds(facts, shift.EndsAt))
                {
                    Pinned = [.. shift.ByHand.Where(ofDelivery.ContainsKey).Select(id => ofDelivery[id])],
                }),
            ],
            Travel = new Travel(places.Count, (from, to) =>
            {
                var meters = Distance.Meters(places[from], places[to]) * StreetsToStraightLine;
                return (meters, meters / MetersPerSecond);
            }),
            RouteCost = RouteCost,
            HotLimit = Hot.TotalSeconds,
        };
    }

    private static Stop Stop(WaveFacts facts, Building building, List<ShiftFacts> shifts)
    {
        var first = building.Meals[0];
        var service = AtFirstDoor + AtNextDoor * (building.Meals.Count - 1) + (first.Door is null ? ToFindADoor : 0);
        // A meal that is late already is still brought.
        var latest = Instant.Max(first.ServeTo, facts.Now + WhenLate);
        return new Stop(building.Meals.Sum(meal => meal.Meals), Seconds(facts, first.ServeFrom), Seconds(facts, latest), service)
        {
            Only = first.AcceptedBy is null && first.DeclinedBy.Count == 0
                ? null
                : Enumerable.Range(0, shifts.Count)
                    .Where(s => first.AcceptedBy is { } rider ? shifts[s].RiderId == rider : !first.DeclinedBy.Contains(shifts[s].RiderId)).ToHashSet(),
        };
    }

    /// <summary>Bags are there a while before serving time.</summary>
    private static Instant Leaving(WaveFacts facts, ShiftFacts shift) =>
        Instant.Max(shift.FreeAt, Instant.Max(facts.Now, facts.Meals.Min(meal => meal.ServeFrom) - BeforeServing));

    private static double Seconds(WaveFacts facts, Instant at) => (at - facts.Now).TotalSeconds;

    private static Instant At(Instant now, double seconds) => now + Duration.FromSeconds(Math.Round(seconds));

    private sealed record Building(IReadOnlyList<WaitingMeal> Meals);
}
