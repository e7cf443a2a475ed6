using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Flags;
using NodaTime;
using Xunit.Abstractions;
using static MealDispatch.Subsidy.Tests.Flags.AnOddMonth;

namespace MealDispatch.Subsidy.Tests.Flags;

/// <summary>
/// Frauds planned by somebody who had not read the rules, each in three strengths, planted into an honest but odd month and looked at
/// with the usual thresholds. Blatant and plausible ones must be found; what careful people get away with is known and named.
/// </summary>
public sealed class IndependentMonthTests(ITestOutputHelper output)
{
    private static readonly LocalDate Day = new(2025, 7, 9);
    private static readonly AnOddMonth Odd = new(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void OddMonth_WithoutFraud_HasNoFlags(int seed)
    {
        var month = new AnOddMonth(seed).Facts();

        Assert.InRange(month.Meals.Count, 2500, 4500);
        Assert.Equal("", string.Join("\n", Look(month).Select(f => $"{f.Rule}: {f.Finding.En}")));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Fraud_BlatantOrPlausible_IsFoundWhereItHappened_AndNobodyElseIs(string kind)
    {
        var clean = Look(Odd.Facts()).Select(f => (f.Rule, f.Finding.Key)).ToHashSet();
        var strengths = Planted[kind];
        var results = strengths.Select(plant =>
        {
            var month = Odd.Copy();
            var planted = plant(month).ToList();
            Replace(month, planted);
            var orders = planted.Select(m => m.OrderNumber).ToHashSet();
            var found = Look(month.Facts()).Where(f => !clean.Contains((f.Rule, f.Finding.Key))).ToList();
            var right = found.Where(f => f.Finding.Meals.Count(m => orders.Contains(m.OrderNumber)) * 3 > f.Finding.Meals.Count).ToList();
            return (Rules: string.Join("+", right.Select(f => f.Rule).Distinct()), Innocent: found.Except(right).Select(f => $"{f.Rule}: {f.Finding.En}").ToList());
        }).ToList();
        output.WriteLine($"{kind,-62} | {string.Join(" | ", results.Select(r => r.Rules.Length > 0 ? r.Rules : "-"))}");

        Assert.Equal((true, true), (results[0].Rules.Length > 0, results[1].Rules.Length > 0));
        Assert.Empty(results.SelectMany(r => r.Innocent));
    }

    public static TheoryData<string> Kinds => [.. Planted.Keys];

    /// <summary>Blatant, plausible and careful.</summary>
    private static Dictionary<string, Func<AnOddMonth, IEnumerable<Meal>>[]> Planted { get; } = new()
    {
        ["a pile of cards read when everybody has gone"] =
        [
            m => Many(40, i => m.Eaten(Someone(m, i), Day, At(Day, 13, 50, i * 6))),
            m => Many(60, i => m.Eaten(Someone(m, i % 15), Day.PlusDays(i / 15 * 7), At(Day.PlusDays(i / 15 * 7), 13, 50, (i * 7 % 15) * 12))),
            m => Many(80, i => m.Eaten(Someone(m, i % 4), First.PlusDays(i / 4), At(First.PlusDays(i / 4), 11, 20, i % 4 * 75))),
        ],
        ["a pile of cards read during lunch, shuffled each day"] =
        [
            m => Many(15 * 20, i => m.Eaten(Someone(m, i * 7 % 15), First.PlusDays(i / 15), At(First.PlusDays(i / 15), 11, 30, i % 15 * 3))),
            m => Many(8 * 10, i => m.Eaten(Someone(m, (i % 8 * (i / 8 % 4 * 2 + 1)) % 8), First.PlusDays(i / 8 * 2), At(First.PlusDays(i / 8 * 2), 11, 30, i % 8 * 4))),
            m => Many(4 * 10, i => m.Eaten(Someone(m, (i + (i / 4)) % 4), First.PlusDays(i / 4), At(First.PlusDays(i / 4), 11, 30, i % 4 * 9))),
        ],
        ["the same row of cards day after day"] =
        [
            m => Many(12 * 20, i => m.Eaten(Someone(m, i % 12), First.PlusDays(i / 12), At(First.PlusDays(i / 12), 12, 15, i % 12 * 5))),
            m => Many(6 * 15, i => m.Eaten(Someone(m, i % 6), First.PlusDays(i / 6), At(First.PlusDays(i / 6), 12, 15, i % 6 * 14))),
            m => Many(3 * 15, i => m.Eaten(Someone(m, i % 3), First.PlusDays(i / 3), At(First.PlusDays(i / 3), 12, 15, i % 3 * 14))),
        ],
        ["one card at two sites"] =
        [
            m => TwoSites(m, 1, 5),
            m => TwoSites(m, 4, 12),
            m => TwoSites(m, 1, 60),
        ],
        ["a meal at the counter and one at the door"] =
        [
            m => [m.Eaten(Far(m), Day, At(Day, 11, 30)), m.Brought(Far(m), Day, At(Day, 11, 33))],
            m => [m.Eaten(Far(m), Day, At(Day, 11, 30)), m.Brought(Far(m), Day, At(Day, 11, 45))],
            m => [m.Eaten(Far(m), Day, At(Day, 11, 0)), m.Brought(Far(m), Day, At(Day, 12, 0))],
        ],
        ["the dead eat on"] = [m => Gone(m, ResidentStatus.Deceased, 20, 8), m => Gone(m, ResidentStatus.Deceased, 3, 3), m => Gone(m, ResidentStatus.Deceased, 1, 1)],
        ["a card left behind by somebody who moved away"] = [m => Gone(m, ResidentStatus.Moved, 1, 20), m => Gone(m, ResidentStatus.Moved, 2, 4), m => Gone(m, ResidentStatus.Moved, 1, 1)],
        ["a card used while its owner is in hospital"] = [m => Gone(m, ResidentStatus.Paused, 1, 20), m => Gone(m, ResidentStatus.Paused, 2, 4), m => Gone(m, ResidentStatus.Paused, 1, 1)],
        ["prices padded up to twice the cap"] =
        [
            m => Padded(m, _ => true, (_, _) => 1200),
            m => Padded(m, i => i % 20 < 16, (x, i) => 1200 + (i % 6 * 10)),
            m => Padded(m, i => i % 10 < 3, (x, i) => 1200),
        ],
        ["nobody pays the own share"] =
        [
            m => Changed(m, x => x.SiteCode == "C2", (x, _) => x with { PayableFen = null, PaymentMethod = null }),
            m => Changed(m, x => x.SiteCode == "C2" && x.PlacedBy == m.Clerks["C2"].Second && x.ServiceDate.Day % 2 == 0, (x, _) => x with { PayableFen = null, PaymentMethod = null }),
            m => Changed(m, x => x.SiteCode == "C2" && x.OrderNumber.EndsWith("33", StringComparison.Ordinal), (x, _) => x with { PayableFen = null, PaymentMethod = null }),
        ],
        ["the own share is paid and quietly given back"] =
        [
            m => Changed(m, x => x.SiteCode == "C2" && x.TakenAt != null, (x, _) => x with { RefundedFen = x.PayableFen }),
            m => Changed(m, x => x.SiteCode == "C2" && x.OrderNumber[^1] is '1' or '2' or '3', (x, _) => x with { RefundedFen = x.PayableFen }),
            m => Changed(m, x => x.SiteCode == "C2" && x.OrderNumber.EndsWith("33", StringComparison.Ordinal), (x, _) => x with { RefundedFen = 300 }),
        ],
        ["delivered, never picked up"] = [m => NotPickedUp(m, 20), m => NotPickedUp(m, 4), m => NotPickedUp(m, 1)],
        ["faster than anybody rides"] = [m => Fast(m, 20, 15), m => Fast(m, 6, 90), m => Fast(m, 6, 240)],
        ["\"delivered\" pressed far from the door"] =
        [
            m => Many(20, i => m.Brought(Someone(m, i), Day.PlusDays(i / 4), At(Day.PlusDays(i / 4), 11, 20, i % 4 * 200)) with { DoorMeters = 1500, RiderKey = "lazy" }),
            m => Many(40, i => m.Brought(Someone(m, i % 10), Day.PlusDays(i / 4), At(Day.PlusDays(i / 4), 11, 20, i % 4 * 200)) with { DoorMeters = 500 + (i * 37 % 300), RiderKey = "lazy" }),
            m => Many(40, i => m.Brought(Someone(m, i % 10), Day.PlusDays(i / 4), At(Day.PlusDays(i / 4), 11, 20, i % 4 * 200)) with { DoorMeters = 150, RiderKey = "lazy" }),
        ],
        ["one rider at doors all over the town at once"] =
        [
            m => Many(60, i => m.Brought(Someone(m, i), Day, At(Day, 11, 40, i * 5)) with { RiderKey = "everywhere", PickedUpAt = At(Day, 11, 0) }),
            m => Many(15, i => m.Brought(Someone(m, i * 7 % 15), Day, At(Day, 11, 40, i * 20)) with { RiderKey = "everywhere", PickedUpAt = At(Day, 11, 0) }),
            m => Many(6, i => m.Brought(Someone(m, i), Day, At(Day, 11, 40, i * 50)) with { RiderKey = "everywhere", PickedUpAt = At(Day, 11, 0) }),
        ],
        ["the canteen's own clerk delivers"] =
        [
            m => Many(60, i => m.Brought(Someone(m, i % 6), First.PlusDays(i / 6), At(First.PlusDays(i / 6), 11, 0, i % 6 * 240)) with { RiderId = m.Clerks["C3"].First, RiderKey = "clerk" }),
            m => Many(4, i => m.Brought(Someone(m, i), Day.PlusDays(i), At(Day.PlusDays(i), 11, 20)) with { RiderId = m.Clerks["C3"].First, RiderKey = "clerk" }),
            m => Many(4, i => m.Brought(Someone(m, i), Day.PlusDays(i), At(Day.PlusDays(i), 11, 20)) with { RiderId = m.NewId(), RiderKey = "her cousin" }),
        ],
        ["names typed in from the register"] =
        [
            m => Changed(m, x => x.SiteCode == "C3" && x.TakenAt != null && x.OrderNumber[^1] is not ('0' or '5'), (x, _) => x with { Presence = PresenceEvidence.Override }),
            m => Changed(m, x => x.SiteCode == "C3" && x.TakenAt != null && x.OrderNumber[^1] is '1' or '4' or '8', (x, _) => x with { Presence = PresenceEvidence.Override }),
            m => Changed(m, x => x.SiteCode == "C3" && x.TakenAt != null && x.OrderNumber[^1] is '4', (x, _) => x with { Presence = PresenceEvidence.Override }),
        ],
        ["one clerk who types while the others read cards"] = [m => Typing(m, 60, 1), m => Typing(m, 40, 2), m => Typing(m, 40, 7)],
        ["elders whom only a clerk has ever seen"] =
        [
            m => Many(20 * 10, i => m.Eaten(Someone(m, 90 + (i % 10)), First.PlusDays(i / 10), At(First.PlusDays(i / 10), 12, 0, i % 10 * 60), card: false)),
            m => Many(12, i => m.Eaten(Someone(m, 90), First.PlusDays(i * 2), At(First.PlusDays(i * 2), 12, 10, i * 7), card: false)),
            m => Many(5, i => m.Eaten(Someone(m, 90), First.PlusDays(i * 2), At(First.PlusDays(i * 2), 12, 10, i * 7), card: false)),
        ],
        ["a clerk's own mother"] = [m => Mother(m, 22), m => Mother(m, 6), m => Mother(m, 1)],
        ["a category entered for one meal and taken away again"] =
        [
            m => Many(10, i => Edited(m, i, 90, stays: false)),
            m => Many(3, i => Edited(m, i, 18 * 60, stays: false)),
            m => Many(1, i => Edited(m, i, 18 * 60, stays: true)),
        ],
        ["the budget's last days"] = [m => Rush(m, 5, 2), m => Rush(m, 2.5, 2), m => Rush(m, 1.3, 5)],
        ["everybody is well, nobody looked"] =
        [
            m => Visits(m, 60, 2, _ => WelfareLevel.Well),
            m => Visits(m, 20, 7, i => i % 10 == 3 ? WelfareLevel.Concern : WelfareLevel.Well),
            m => Visits(m, 20, 25, i => i % 10 == 3 ? WelfareLevel.Concern : WelfareLevel.Well),
        ],
        ["well, before the rider had left the canteen"] =
        [
            m => Many(60, i => Early(m, i, 6)),
            m => Many(20, i => Early(m, i, 100)),
            m => Many(5, i => Early(m, i, 100)),
        ],
        ["meals at night"] =
        [
            m => Many(40, i => m.Eaten(Someone(m, i), Day, At(Day, 23, 0, i * 20))),
            m => Many(6, i => m.Eaten(Someone(m, i), Day.PlusDays(i / 2), At(Day.PlusDays(i / 2), 15, 5, i * 30))),
            m => Many(6, i => m.Eaten(Someone(m, i), Day.PlusDays(i / 2), At(Day.PlusDays(i / 2), 12, 45, i * 30))),
        ],
        ["orders for people who never come, entered by a clerk"] = [m => Absent(m, 180, 60), m => Absent(m, 12, 6), m => Absent(m, 3, 3)],
        ["\"nobody opened\": a rider keeps the meals"] =
        [
            m => Many(40, i => Unopened(m.Brought(Someone(m, i), Day.PlusDays(i / 4), At(Day.PlusDays(i / 4), 11, 20, i % 4 * 200)))),
            m => Many(40, i => m.Brought(Someone(m, i), Day.PlusDays(i / 4), At(Day.PlusDays(i / 4), 11, 20, i % 4 * 200)) is var x && i % 3 == 0 ? Unopened(x) : x with { RiderKey = "hungry" }).Where(x => x.RiderKey == "hungry"),
            m => Many(3, i => Unopened(m.Brought(Someone(m, i), Day.PlusDays(i), At(Day.PlusDays(i), 11, 20)))),
        ],
        ["one person orders for many elders"] =
        [
            m => Many(100, i => m.Collected(Someone(m, i % 25), Day.PlusDays(i / 25), At(Day.PlusDays(i / 25), 11, 0, i % 25 * 120)) with { OrderedBy = OrderedBy.Family, PlacedBy = Dealer }),
            m => Many(40, i => m.Collected(Someone(m, i % 8), Day.PlusDays(i / 8), At(Day.PlusDays(i / 8), 11, 0, i % 8 * 300)) with { OrderedBy = OrderedBy.Family, PlacedBy = Dealer }),
            m => Many(20, i => m.Collected(Someone(m, i % 3), Day.PlusDays(i / 3), At(Day.PlusDays(i / 3), 11, 0, i % 3 * 300)) with { OrderedBy = OrderedBy.Family, PlacedBy = Dealer }),
        ],
        ["more meals than the kitchen cooked"] =
        [
            m => Uncooked(m, i => i % 2 == 0),
            m => Uncooked(m, i => i % 6 == 0),
            m => Uncooked(m, i => i % 30 == 0),
        ],
        ["eaten, then cancelled"] =
        [
            m => Many(20, i => TakenBack(m, i)),
            m => Many(3, i => TakenBack(m, i)),
            m => Many(1, i => TakenBack(m, i)),
        ],
    };

    private static Guid Dealer { get; } = new("11111111-2222-3333-4444-555555555555");

    /// <summary>Of the third canteen, with doors all over its part of the town.</summary>
    private static Person Someone(AnOddMonth month, int i) => i < 26 ? month.People["C3"][i] with { Trip = 200 + (i * 97 % 2300) } : new Person(new Guid(i, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8]), "C3", 200 + (i * 97 % 2300));

    private static Person Far(AnOddMonth month) => month.People["C1"][20] with { Trip = 2000 };

    private static List<Meal> Many(int count, Func<int, Meal> meal) => [.. Enumerable.Range(0, count).Select(meal)];

    private static List<Meal> TwoSites(AnOddMonth month, int times, int minutes) =>
    [
        .. Enumerable.Range(0, times).SelectMany(i => new[]
        {
            month.Eaten(Far(month), Day.PlusDays(i), At(Day.PlusDays(i), 11, 15), "C1"), Unsubsidised(month.Eaten(Far(month), Day.PlusDays(i), At(Day.PlusDays(i), 11, 15 + (minutes % 45), minutes / 45 * 2700), "C2")),
        }),
    ];

    private static List<Meal> Gone(AnOddMonth month, ResidentStatus status, int after, int meals)
    {
        var person = month.People["C1"][21];
        var from = meals > 10 ? new LocalDate(2025, 7, 2) : Day;
        month.Meals.RemoveAll(m => m.ResidentId == person.Id && m.ServiceDate >= from);
        month.Becomes(person, status, from);
        return Many(meals, i => month.Eaten(person, from.PlusDays(after + i), At(from.PlusDays(after + i), 12, 29, i)));
    }

    private static List<Meal> Changed(AnOddMonth month, Func<Meal, bool> which, Func<Meal, int, Meal> change)
    {
        var honest = month.Meals.Where(m => m is { State: DecisionState.Consumed, NoShow: false, SubsidyFen: > 0 } && which(m)).ToList();
        month.Meals.RemoveAll(honest.ToHashSet().Contains);
        return [.. honest.Select((m, i) => change(m, i))];
    }

    private static List<Meal> Uncooked(AnOddMonth month, Func<int, bool> which)
    {
        var i = 0;
        return Changed(month, x => x.SiteCode == "C3" && x.Channel != Fulfilment.DineIn && which(i++), (x, _) => x with { CookedAt = null });
    }

    private static List<Meal> Padded(AnOddMonth month, Func<int, bool> which, Func<Meal, int, long> price)
    {
        var i = 0;
        return Changed(month, x => x.SiteCode == "C4" && which(i++), (x, n) => x with { FoodFen = price(x, n), ResidentFen = 600, SubsidyFen = 600, PayableFen = price(x, n) - 600 });
    }

    private static List<Meal> NotPickedUp(AnOddMonth month, int count) =>
        Many(count, i => month.Brought(Someone(month, i), Day, At(Day, 11, 0, i * 240)) with { PickedUpAt = null, State = DecisionState.Open });

    private static List<Meal> Fast(AnOddMonth month, int count, int seconds) =>
        Many(count, i => month.Brought(Someone(month, i) with { Trip = 1800 }, Day.PlusDays(i), At(Day.PlusDays(i), 11, 20)) is var x ? x with { PickedUpAt = x.DeliveredAt - Duration.FromSeconds(seconds) } : x);

    private static List<Meal> Typing(AnOddMonth month, int count, int every) => Many(
        count, i => month.Eaten(Someone(month, 100 + i), First.PlusDays(i % 20), At(First.PlusDays(i % 20), 12, 5 + (i / 20 * 8)), card: i % every != 0, clerk: Dealer));

    private static List<Meal> Mother(AnOddMonth month, int count)
    {
        var person = month.People["C3"][11];
        month.Relatives.Add((month.Clerks["C3"].Second, person.Id));
        return Many(count, i => month.Eaten(person, First.PlusDays(i), At(First.PlusDays(i), 12, 20), card: i % 5 == 4, clerk: month.Clerks["C3"].Second) with { Presence = i % 5 == 4 ? PresenceEvidence.Card : PresenceEvidence.Override });
    }

    private static Meal Edited(AnOddMonth month, int i, int minutesBefore, bool stays)
    {
        var meal = month.Eaten(Someone(month, i), Day, At(Day, 12, 0, i * 40));
        return meal with { Edits = [new EligibilityEdit(meal.PlacedAt - Duration.FromMinutes(minutesBefore), 0, stays ? meal.ResidentFen : 0)] };
    }

    private static List<Meal> Rush(AnOddMonth month, double times, int days)
    {
        const int Daily = 25;
        return [.. Enumerable.Range(0, days).SelectMany(d => Many((int)(Daily * (times - 1)), i =>
        {
            var day = new LocalDate(2025, 7, 31 - d);
            return month.Eaten(new Person(month.NewId(), "C3", 500), day, At(day, 12, 0, i * 20));
        }))];
    }

    private static List<Meal> Visits(AnOddMonth month, int count, int seconds, Func<int, WelfareLevel> level) => Many(
        count, i => month.Brought(Someone(month, i), First.PlusDays(i / 3), At(First.PlusDays(i / 3), 11, 20, i % 3 * 300)) is var x
            ? x with { RiderKey = "blind", VisitAt = x.DeliveredAt + Duration.FromSeconds(seconds + (i % 2)), VisitLevel = level(i) } : x);

    private static Meal Early(AnOddMonth month, int i, int apart) => month.Brought(Someone(month, i), First.PlusDays(i / 5), At(First.PlusDays(i / 5), 11, 20, i % 5 * 300)) is var x
        ? x with { RiderKey = "early", PickedUpAt = At(x.ServiceDate, 11, 0), VisitAt = At(x.ServiceDate, 10, 45, i % 5 * apart), VisitLevel = WelfareLevel.Well } : x;

    private static List<Meal> Absent(AnOddMonth month, int count, int people) => Many(
        count, i => NotCollected(month.Collected(Someone(month, 40 + (i % people)), Day.PlusDays(i / people * 2), At(Day, 12, 0))) with { OrderedBy = OrderedBy.Staff, PlacedBy = month.Clerks["C3"].First });

    private static Meal Unopened(Meal meal) => meal with { NoShow = true, DeliveredAt = null, VisitAt = null, VisitLevel = null, RiderKey = "hungry" };

    private static Meal TakenBack(AnOddMonth month, int i) => month.Collected(Someone(month, i), Day, At(Day, 12, 10, i * 20)) is var x
        ? x with { State = DecisionState.Released, CancelledAt = x.TakenAt + Duration.FromMinutes(5), RefundedFen = x.PayableFen } : x;

    /// <summary>The planted meals stand in place of what those residents honestly ate on those days.</summary>
    private static void Replace(AnOddMonth month, List<Meal> planted)
    {
        var days = planted.Select(m => (m.ResidentId, m.ServiceDate)).ToHashSet();
        month.Meals.RemoveAll(m => days.Contains((m.ResidentId, m.ServiceDate)));
        month.Meals.AddRange(planted);
    }

    private static List<(string Rule, Finding Finding)> Look(MonthFacts month) =>
        [.. FlagRules.All.SelectMany(rule => rule.Find(month, rule.Defaults).Select(finding => (rule.Code, finding)))];
}
