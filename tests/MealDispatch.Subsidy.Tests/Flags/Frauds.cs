using MealDispatch.Contracts;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Flags;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Flags;

/// <summary>Ways to take public money, each planted into a clean month as somebody would do it, and the rule that must see it.</summary>
internal static class Frauds
{
    private static readonly LocalDate Day = new(2025, 7, 10);

    public static IReadOnlyDictionary<string, (string Rule, Func<AMonth, IEnumerable<Meal>> Plant)> All { get; } = new Dictionary<string, (string, Func<AMonth, IEnumerable<Meal>>)>
    {
        ["names typed in every five seconds"] = ("counter-burst", m => Many(10, i => m.AMeal(Elder(m, i), Day, "HX01", 12, 20, i * 5) with { Presence = PresenceEvidence.Override })),
        ["a handful of cards read every three seconds"] = ("counter-burst", m => Many(15, i => m.AMeal(Elder(m, i), Day, "HX01", 12, 20, i * 3))),
        ["eight cards within fifteen seconds"] = ("counter-burst", m => Many(8, i => m.AMeal(Elder(m, i), Day, "HX01", 12, 20, i * 2))),
        ["the same pile of cards on five days"] = ("same-queue", m => Many(40, i => m.AMeal(Elder(m, i % 8), Day.PlusDays(i / 8), "HX01", 12, 10 + (i % 8 * 10 / 60), i % 8 * 10 % 60))),
        ["ten kilometres in five minutes"] = ("two-sites", m => [m.AMeal(Elder(m, 0), Day, "HX01", 11, 30), m.AMeal(Elder(m, 0), Day, "HX07", 11, 35) with { MealPeriod = MealPeriod.Dinner, ResidentFen = 0, SubsidyFen = 0 }]),
        ["a second lunch a kilometre away, ten minutes later"] = ("two-sites", m => [m.AMeal(Elder(m, 0), Day, "HX01", 11, 30), m.AMeal(Elder(m, 0), Day, "HX02", 11, 40) with { MealPeriod = MealPeriod.Dinner, ResidentFen = 0, SubsidyFen = 0 }]),
        ["eating in while it is brought home"] = ("two-sites", m => [m.AMeal(Elder(m, 0), Day, "HX01", 11, 29), m.ADelivery(Elder(m, 0), Day) with { SiteCode = "HX01", MealPeriod = MealPeriod.Dinner, ResidentFen = 0, SubsidyFen = 0 }]),
        ["one meal split into two subsidies"] = ("twice-at-once", m => [m.AMeal(Elder(m, 0), Day, "HX01", 12, 10), m.AMeal(Elder(m, 0), Day, "HX01", 12, 12) with { MealPeriod = MealPeriod.Breakfast }]),
        ["eating after death"] = ("after-death", m => Left(m, ResidentStatus.Deceased)),
        ["eating after moving away"] = ("after-move", m => Left(m, ResidentStatus.Moved)),
        ["eating while in hospital"] = ("while-paused", m => Left(m, ResidentStatus.Paused)),
        ["every price exactly twice the cap"] = ("price-at-best", m => Changed(m, x => x.SiteCode == "HX05" && x.FoodFen <= 1300, x => x with { FoodFen = 1200, PayableFen = 600 + x.DeliveryFeeFen, ResidentFen = 600, SubsidyFen = 600 })),
        ["own share never taken"] = ("own-share-unpaid", m => Changed(m, x => x.SiteCode == "HX02" && x.ServiceDate.Day == 9 && x.TakenAt != null, x => x with { PayableFen = null, PaymentMethod = null })),
        ["own share given back under the table"] = ("own-share-unpaid", m => Many(3, i => m.AMeal(Elder(m, i), Day, minute: 20 + i) with { RefundedFen = 650 })),
        ["only a yuan of the own share"] = ("own-share-unpaid", m => Many(3, i => m.AMeal(Elder(m, i), Day, minute: 20 + i) with { PayableFen = 100 })),
        ["delivered without pickup"] = ("no-pickup", m => Many(3, i => m.ADelivery(Elder(m, i), Day, minute: 10 * i) with { PickedUpAt = null, State = DecisionState.Open })),
        ["picked up after it was delivered"] = ("no-pickup", m => Many(3, i => m.ADelivery(Elder(m, i), Day, minute: 10 * i) is var d ? d with { PickedUpAt = d.DeliveredAt + Duration.FromMinutes(3) } : d)),
        ["two kilometres in one minute"] = ("too-fast", m => Many(3, i => m.ADelivery(Elder(m, i), Day, minute: 10 * i) is var d ? d with { TripMeters = 2000, PickedUpAt = d.DeliveredAt - Duration.FromMinutes(1) } : d)),
        ["both buttons pressed at once, way unknown"] = ("too-fast", m => Many(3, i => m.ADelivery(Elder(m, i), Day, minute: 10 * i) is var d ? d with { TripMeters = null, PickedUpAt = d.DeliveredAt - Duration.FromSeconds(4) } : d)),
        ["delivered from the kitchen table"] = ("far-from-door", m => Many(3, i => m.ADelivery(Elder(m, i), Day, minute: 10 * i) with { DoorMeters = 1800 })),
        ["one rider at eight doors in a minute"] = ("many-doors", m => Many(8, i => m.ADelivery(Elder(m, i), Day, second: i * 6) with { RiderKey = "one", TripMeters = 800 + i })),
        ["rider who works at the canteen"] = ("rider-is-staff", m => Many(3, i => m.ADelivery(Elder(m, i), Day, minute: 10 * i) with { RiderId = m.Staff[0], RiderKey = "staff" })),
        ["rider who placed the order"] = ("rider-is-staff", m => Many(3, i => m.ADelivery(Elder(m, i), Day, minute: 10 * i) is var d ? d with { RiderId = m.Riders[0], PlacedBy = m.Riders[0], RiderKey = "own" } : d)),
        ["a third of a counter entered by hand"] = ("manual-share", m => Changed(m, x => x.SiteCode == "HX03" && x.TakenAt != null && x.Presence == PresenceEvidence.Card && x.OrderNumber[^1] is '1' or '4' or '7' or '8', x => x with { Presence = PresenceEvidence.Override })),
        ["one clerk who reads no cards"] = ("manual-share", m => Many(22, i => m.AMeal(Elder(m, i), Day.PlusDays(i % 11), "HX01", 12, 20 + (i / 11)) with { Presence = PresenceEvidence.Override, PlacedBy = m.Riders[3] })),
        ["a resident whom only staff have seen"] = ("never-seen", m => NeverSeen(m)),
        ["staff serving their own mother"] = ("own-family", m => Many(4, i => m.AMeal(Elder(m, 0), Day.PlusDays(i)) with { Presence = PresenceEvidence.Override, PlacedBy = Mother(m, Elder(m, 0).Id) })),
        ["category entered ten minutes before the order"] = ("late-edit", m => [m.AMeal(Elder(m, 0), Day) is var d ? d with { Edits = [new EligibilityEdit(d.PlacedAt - Duration.FromMinutes(10), 0, 600)] } : d]),
        ["category entered the day before and taken away the day after"] = ("late-edit", m => [m.AMeal(Elder(m, 0), Day) is var d ? d with { Edits = [new EligibilityEdit(d.PlacedAt - Duration.FromHours(20), 0, 0)] } : d]),
        ["the budget's last days"] = ("budget-rush", m => Many(120, i => m.AMeal(Elder(m, i), new LocalDate(2025, 7, 27 + (i / 24)), "HX04", 12, 5 + (i % 24)))),
        ["all well, six reports in thirty seconds"] = ("all-well", m => Many(6, i => m.ADelivery(Elder(m, i), Day, minute: i * 7) with { RiderKey = "well", VisitAt = AMonth.At(Day, 12, 40, i * 6), VisitLevel = WelfareLevel.Well })),
        ["all well at the moment of delivery, all month"] = ("all-well", m => Many(12, i => m.ADelivery(Elder(m, i), Day.PlusDays(i)) is var d ? d with { RiderKey = "quick", VisitAt = d.DeliveredAt + Duration.FromSeconds(2), VisitLevel = WelfareLevel.Well } : d)),
        ["cards at three in the morning"] = ("outside-hours", m => Many(3, i => m.AMeal(Elder(m, i), Day, hour: 3, minute: i))),
        ["meals on a day the site was closed"] = ("outside-hours", m => OnAClosedDay(m)),
        ["orders entered at night for lunch"] = ("ordered-after", m => Many(3, i => m.AMeal(Elder(m, i), Day, minute: 20 + i) with { Channel = Fulfilment.Pickup, PlacedAt = AMonth.At(Day, 20, i) })),
        ["no-shows that pay"] = ("no-shows", m => Many(100, i => m.AMeal(Elder(m, i), Day.PlusDays(i % 20), "HX06") with { Channel = Fulfilment.Pickup, NoShow = true, TakenAt = null, Presence = null, NotCollectedAt = AMonth.At(Day, 13, 0), PlacedAt = AMonth.At(Day, 8, 0) })),
        ["one \"daughter\" of seven"] = ("one-hand", m => Many(7, i => m.AMeal(Elder(m, i), Day, minute: 20 + i) with { OrderedBy = Contracts.Ordering.OrderedBy.Family, PlacedBy = m.Riders[5] })),
        ["meals that no kitchen made"] = ("never-cooked", m => Changed(m, x => x.SiteCode == "HX03" && x.CookedAt != null && (x.OrderNumber[^1] is '1' or '7'), x => x with { CookedAt = null })),
        ["taken, then cancelled"] = ("taken-then-cancelled", m => Many(3, i => m.AMeal(Elder(m, i), Day, minute: 20 + i) is var d ? d with { Channel = Fulfilment.Pickup, State = DecisionState.Released, CancelledAt = d.TakenAt + Duration.FromMinutes(4) } : d)),
    };

    private static AMonth.Elder Elder(AMonth month, int i) => month.Residents[60 + i % 70];

    private static List<Meal> Many(int count, Func<int, Meal> meal) => [.. Enumerable.Range(0, count).Select(meal)];

    private static List<Meal> Left(AMonth month, ResidentStatus status)
    {
        var elder = Elder(month, 5);
        month.Meals.RemoveAll(m => m.ResidentId == elder.Id);
        month.Becomes(elder.Id, status, Day);
        return Many(3, i => month.AMeal(elder, Day.PlusDays(1 + i)));
    }

    private static List<Meal> Changed(AMonth month, Func<Meal, bool> which, Func<Meal, Meal> change)
    {
        var honest = month.Meals.Where(m => m is { State: DecisionState.Consumed, NoShow: false, SubsidyFen: > 0 } && which(m)).ToHashSet();
        month.Meals.RemoveAll(honest.Contains);
        return [.. honest.Select(change)];
    }

    private static List<Meal> NeverSeen(AMonth month)
    {
        var ghost = new AMonth.Elder(month.NewId(), "HX02", 0, 500);
        return Many(9, i => month.AMeal(ghost, Day.PlusDays(i)) with { Presence = PresenceEvidence.Override });
    }

    private static Guid Mother(AMonth month, Guid resident)
    {
        month.Relatives.Add((month.Staff[1], resident));
        return month.Staff[1];
    }

    private static List<Meal> OnAClosedDay(AMonth month)
    {
        month.Meals.RemoveAll(m => m.SiteCode == "HX07" && m.ServiceDate == Day);
        month.Closed["HX07"] = Day;
        return Many(3, i => month.AMeal(Elder(month, i), Day, "HX07", minute: 20 + i));
    }
}
