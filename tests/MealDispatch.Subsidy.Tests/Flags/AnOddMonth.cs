using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Flags;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Flags;

/// <summary>
/// July 2025 in an honest town where something odd happens every few days, as it does. Whatever a rule says of it is a false alarm.
/// <list type="bullet">
/// <item>couples who always come together and in the same order; a minibus of ten every noon, a coach with 25 once; a quick counter</item>
/// <item>a power cut: a whole noon typed in by one clerk; a new canteen whose cards are still being printed</item>
/// <item>a festival with twice the meals, two days before the budget ends; a new price in the middle of the month</item>
/// <item>meals on the very day of a death, of a move, of going to hospital and of coming back; an order cancelled on its way for a death</item>
/// <item>forgetful people who order and do not come; a daughter who orders for four; a clerk who eats her own lunch</item>
/// <item>a volunteer next door; a senior building with one reception; a door whose pin lies 450 m off; a rider who reports before pressing "delivered"</item>
/// </list>
/// </summary>
internal sealed class AnOddMonth
{
    public const string Budget = "town-07";
    public static readonly LocalDate First = new(2025, 7, 1);
    private static readonly LocalDate Festival = new(2025, 7, 29);
    private static readonly LocalDate PowerCut = new(2025, 7, 8);
    private static readonly LocalDate NewPrice = new(2025, 7, 15);
    private static readonly LocalDate Opening = new(2025, 7, 17);
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    private readonly Random random;
    private readonly Dictionary<Guid, IReadOnlyList<ResidentStatusPeriod>> statuses;
    private int number;

    public AnOddMonth(int seed)
    {
        (random, statuses, Meals, Relatives) = (new Random(seed), [], [], []);
        People = Sites.ToDictionary(s => s, s => Enumerable.Range(0, s == "T1" ? 10 : 36).Select(i => new Person(NewId(), s, 150 + (i * 67 % 2400))).ToList());
        Clerks = Sites.ToDictionary(s => s, _ => (NewId(), NewId()));
        Riders = Sites.ToDictionary(s => s, _ => NewId());
        for (var day = First; day.Month == 7; day = day.PlusDays(1))
            foreach (var site in Sites.Where(s => s != "C4" || day >= Opening))
                Live(site, day);
        OddThings();
    }

    private AnOddMonth(AnOddMonth like)
    {
        (random, statuses, Meals, Relatives) = (new Random(4711), new(like.statuses), [.. like.Meals], [.. like.Relatives]);
        (People, Clerks, Riders, number) = (like.People, like.Clerks, like.Riders, like.number);
    }

    /// <summary>Four canteens two kilometres apart, and a dining table 60 m from the first.</summary>
    public static IReadOnlyList<string> Sites { get; } = ["C1", "C2", "C3", "C4", "T1"];

    public List<Meal> Meals { get; }

    public HashSet<(Guid Person, Guid Resident)> Relatives { get; }

    /// <summary>By site: 0–11 are couples at the first canteen, 26 and more have it brought (not to the table).</summary>
    public IReadOnlyDictionary<string, List<Person>> People { get; }

    public IReadOnlyDictionary<string, (Guid First, Guid Second)> Clerks { get; }

    public IReadOnlyDictionary<string, Guid> Riders { get; }

    internal sealed record Person(Guid Id, string Home, int Trip);

    public AnOddMonth Copy() => new(this);

    public MonthFacts Facts() => new(
        202507, At(new LocalDate(2025, 8, 3), 8, 0), Zone, Meals, Sites.ToDictionary(s => s, s => new MealSite(
            s, s + "助餐点", PointOf(s), [new ServingTime(MealPeriod.Lunch, new LocalTime(10, 45), new LocalTime(12, 30)), new ServingTime(MealPeriod.Dinner, new LocalTime(16, 30), new LocalTime(18, 0))], [])),
        statuses, Clerks.Values.SelectMany(c => new[] { c.First, c.Second }).ToHashSet(), Relatives, [new EndingBudget(Budget, new LocalDate(2025, 7, 31), [])]);

    public static Instant At(LocalDate day, int hour, int minute, double second = 0) =>
        (day + new LocalTime(hour, minute)).InZoneStrictly(Zone).ToInstant() + Duration.FromMilliseconds((long)(second * 1000));

    public Guid NewId()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public void Becomes(Person person, ResidentStatus status, LocalDate from, LocalDate? to = null) => statuses[person.Id] =
        to is { } end ? [new(ResidentStatus.Active, null, from.PlusDays(-1)), new(status, from, end), new(ResidentStatus.Active, end.PlusDays(1), null)]
            : [new(ResidentStatus.Active, null, from.PlusDays(-1)), new(status, from, null)];

    /// <summary>Eaten in with the own card, entered by a clerk at the counter, half price paid there.</summary>
    public Meal Eaten(Person person, LocalDate day, Instant at, string? site = null, long food = 1100, bool card = true, Guid? clerk = null)
    {
        var subsidy = Math.Min(food / 2, 600);
        return new Meal
        {
            DecisionId = NewId(), OrderId = NewId(), OrderNumber = $"O{++number}", ResidentId = person.Id, SiteCode = site ?? person.Home, ServiceDate = day,
            MealPeriod = MealPeriod.Lunch, Channel = Fulfilment.DineIn, FoodFen = food, DeliveryFeeFen = 0, ResidentFen = subsidy, SubsidyFen = subsidy,
            State = DecisionState.Consumed, NoShow = false, PlacedAt = at, PlacedBy = clerk ?? (number % 2 == 0 ? Clerks[site ?? person.Home].First : Clerks[site ?? person.Home].Second),
            OrderedBy = OrderedBy.Staff, Presence = card ? PresenceEvidence.Card : PresenceEvidence.Override, TakenAt = at, PayableFen = food - subsidy,
            PaymentMethod = PaymentMethod.AtSite, BestPrices = [1200], Funders = [(Budget, subsidy)],
        };
    }

    /// <summary>Ordered by the resident that morning, to be collected at the counter; packed by the kitchen.</summary>
    public Meal Collected(Person person, LocalDate day, Instant at, long food = 1100) => Eaten(person, day, at, food: food) with
    {
        Channel = Fulfilment.Pickup,
        PlacedAt = At(day, 8, 0),
        OrderedBy = OrderedBy.Resident,
        PlacedBy = person.Id,
        CookedAt = At(day, 10, 30),
        PaymentMethod = PaymentMethod.MealAccount,
    };

    /// <summary>Ordered by the resident the day before, brought by the site's own rider at that time at a rider's pace.</summary>
    public Meal Brought(Person person, LocalDate day, Instant at, long food = 1100) => Collected(person, day, at, food) with
    {
        Channel = Fulfilment.Delivery,
        PlacedAt = At(day.PlusDays(-1), 15, 0),
        Presence = null,
        TakenAt = null,
        PickedUpAt = at - Duration.FromSeconds(240 + (person.Trip / 4)),
        DeliveredAt = at,
        RiderKey = "rider-" + person.Home,
        RiderId = Riders[person.Home],
        TripMeters = person.Trip,
        DoorMeters = 10 + (person.Trip % 60),
        VisitAt = at + Duration.FromSeconds(25 + (person.Trip % 50)),
        VisitLevel = WelfareLevel.Well,
    };

    /// <summary>A meal that was ready, and nobody came for it.</summary>
    public static Meal NotCollected(Meal meal) => meal with { NoShow = true, TakenAt = null, Presence = null, NotCollectedAt = At(meal.ServiceDate, 12, 45) };

    private static GeoPoint PointOf(string site) => site switch
    {
        "C1" => new GeoPoint(31.25, 121.23),
        "C2" => new GeoPoint(31.268, 121.23),
        "C3" => new GeoPoint(31.25, 121.251),
        "C4" => new GeoPoint(31.232, 121.23),
        _ => new GeoPoint(31.2504, 121.2304),
    };

    private long PriceAt(string site, LocalDate day) => site switch
    {
        "C2" => day < NewPrice ? 1000 : 1100,
        "C3" => random.Next(10) < 3 ? 1200 : 900 + (random.Next(6) * 100),
        _ => 800 + (random.Next(8) * 100),
    };

    private bool IsHere(Person person, LocalDate day) =>
        !statuses.TryGetValue(person.Id, out var periods) || periods.First(p => !(day < p.From) && !(day > p.To)).Status == ResidentStatus.Active;

    private void Live(string site, LocalDate day)
    {
        var weekend = day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;
        var here = People[site].Select((p, i) => (Person: p, Index: i)).Where(p => IsHere(p.Person, day)).ToList();
        var hungry = here.Where(p => IsPartOfACouple(site, p.Index) ? day.Day % 4 != p.Index / 2 % 4 : random.NextDouble() < (weekend ? 0.45 : 0.7)).ToList();
        var counter = hungry.Where(p => site == "T1" || p.Index < 26).Select(p => p.Person).ToList();
        if (day == Festival)
            counter.AddRange(Enumerable.Range(0, counter.Count + 8).Select(_ => new Person(NewId(), site, 500)));
        StandInLine(site, day, counter);
        if (site != "T1")
            Ride(site, day, [.. hungry.Where(p => p.Index >= 26).Select(p => p.Person)]);
    }

    /// <summary>Twelve couples among the first two canteens' guests come together, she before him.</summary>
    private static bool IsPartOfACouple(string site, int index) => site is "C1" or "C2" && index < 12;

    private void StandInLine(string site, LocalDate day, List<Person> guests)
    {
        var group = site == "C3" ? guests.Take(10).OrderBy(_ => random.Next()).ToList() : [];
        var parties = guests.Except(group).Select(p => (Person: p, Party: IsPartOfACouple(site, People[site].IndexOf(p)) ? People[site].IndexOf(p) / 2 : 100 + random.Next()))
            .GroupBy(p => p.Party).Select(g => (Second: (double)((random.Next(5400) + random.Next(5400)) / 2), People: g.Select(p => p.Person).ToList())).ToList();
        if (group.Count > 0)
            parties.Add((2100, group));
        if (site == "C2" && day.Day == 22)
            parties.Add((2400, [.. Enumerable.Range(0, 25).Select(_ => new Person(NewId(), site, 600))]));
        var free = 0.0;
        foreach (var party in parties.OrderBy(p => p.Second))
        {
            free = Math.Max(free, party.Second);
            foreach (var person in party.People)
            {
                var cut = site == "C2" && day == PowerCut;
                var byHand = cut || random.Next(100) < (site == "C4" && day < Opening.PlusDays(7) ? 22 : 4);
                // Typed in from a paper list when the light was back; the queue at the first canteen's new machine is a quick one.
                var at = cut ? At(day, 13, 35, free / 12) : At(day, 10, 50, free);
                Meals.Add(Eaten(person, day, at, food: PriceAt(site, day), card: !byHand, clerk: cut ? Clerks[site].First : null));
                free += cut ? 12 * random.Next(14, 30) : site == "C1" ? random.Next(6, 11) : random.Next(9, 25);
            }
        }
    }

    private void Ride(string site, LocalDate day, List<Person> doors)
    {
        var now = At(day, 10, 55, random.Next(300));
        var leaves = now;
        foreach (var person in doors.OrderBy(d => d.Trip))
        {
            if (now == leaves)
                now += Duration.FromSeconds(person.Trip / 5);
            now += Duration.FromSeconds(random.Next(150, 300));
            var meal = Brought(person, day, now, PriceAt(site, day)) with { PickedUpAt = leaves };
            var index = People[site].IndexOf(person);
            meal = (site, index) switch
            {
                ("C1", 26) => meal with { TripMeters = 90, PickedUpAt = now - Duration.FromSeconds(random.Next(45, 80)) },
                ("C2", 26) => meal with { DoorMeters = 450 },
                ("C2", >= 30) => meal with { TripMeters = 730, DeliveredAt = At(day, 12, 5, index * 4), VisitAt = At(day, 12, 9, index * 30) },
                ("C3", _) => meal with { VisitAt = now - Duration.FromSeconds(random.Next(3, 25)), DoorMeters = null },
                _ => random.Next(25) == 0 ? meal with { VisitAt = now + Duration.FromSeconds(4) } : meal,
            };
            Meals.Add(random.Next(50) == 0 ? meal with { NoShow = true, DeliveredAt = null, VisitAt = null, VisitLevel = null } : meal);
        }
    }

    private void OddThings()
    {
        var (c1, c3) = (People["C1"], People["C3"]);
        Meal Lunch(Person person, int day, int minute) => Eaten(person, First.PlusDays(day - 1), At(First.PlusDays(day - 1), 12, 29, minute * 15));
        Person Newcomer() => new(NewId(), "C1", 900);

        var (dead, moved, ill) = (Newcomer(), Newcomer(), Newcomer());
        Meals.AddRange([Lunch(dead, 9, 0), Lunch(dead, 10, 0), Lunch(moved, 17, 0), Lunch(moved, 18, 0), Lunch(ill, 3, 0), Lunch(ill, 4, 0), Lunch(ill, 11, 0), Lunch(ill, 12, 0)]);
        Becomes(dead, ResidentStatus.Deceased, new LocalDate(2025, 7, 10));
        Becomes(moved, ResidentStatus.Moved, new LocalDate(2025, 7, 18));
        Becomes(ill, ResidentStatus.Paused, new LocalDate(2025, 7, 4), new LocalDate(2025, 7, 11));

        // Dies while the rider is on the way: cancelled and given back.
        var onItsWay = Brought(Newcomer(), new LocalDate(2025, 7, 16), At(new LocalDate(2025, 7, 16), 11, 30));
        Meals.Add(onItsWay with { State = DecisionState.Released, DeliveredAt = null, VisitAt = null, VisitLevel = null, CancelledAt = At(new LocalDate(2025, 7, 16), 11, 25), RefundedFen = onItsWay.PayableFen });

        var (forgetful, daughter) = (Newcomer(), NewId());
        for (var day = First; day.Month == 7; day = day.PlusDays(1))
        {
            if (day.Day % 2 == 0)
                Meals.Add(day.Day % 8 == 0 ? NotCollected(Collected(forgetful, day, At(day, 12, 40))) : Collected(forgetful, day, At(day, 12, 40)));
            if (day.Day % 3 == 0)
                Meals.AddRange(Enumerable.Range(0, 4).Select(i => Collected(new Person(FourParents[i], "C1", 400), day, At(day, 12, 35, i * 4)) with { OrderedBy = OrderedBy.Family, PlacedBy = daughter }));
        }

        // Lunch at the table, and a second one, paid in full, to take home from the canteen across the road.
        var hungry = People["T1"][0];
        Meals.RemoveAll(m => m.ResidentId == hungry.Id && m.ServiceDate.Day == 14);
        Meals.AddRange([Eaten(hungry, new LocalDate(2025, 7, 14), At(new LocalDate(2025, 7, 14), 12, 2)), Unsubsidised(Collected(hungry, new LocalDate(2025, 7, 14), At(new LocalDate(2025, 7, 14), 12, 20)) with { SiteCode = "C1" })]);
        // A certificate two days before, which stands; and a resident whom the state feeds: nothing to pay, nothing unpaid.
        var (poor, fed) = (Newcomer(), Newcomer());
        var first = Lunch(poor, 3, 1);
        Meals.Add(first with { Edits = [new EligibilityEdit(first.PlacedAt - Duration.FromDays(2), 200, first.ResidentFen)] });
        Meals.AddRange(Enumerable.Range(1, 20).Select(i => Lunch(fed, i, 2) with { ResidentFen = 1100, SubsidyFen = 1100, PayableFen = 0, BestPrices = [] }));
        // A clerk of 62, with her own card; twice she forgot it.
        var clerk = new Person(Clerks["C3"].First, "C3", 300);
        Relatives.Add((clerk.Id, clerk.Id));
        Meals.AddRange(Enumerable.Range(1, 22).Select(i => Eaten(clerk, First.PlusDays(i), At(First.PlusDays(i), 12, 40, i), card: i is not 5 and not 15, clerk: clerk.Id)));
    }

    private static IReadOnlyList<Guid> FourParents { get; } = [.. Enumerable.Range(1, 4).Select(i => new Guid(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, 9]))];

    public static Meal Unsubsidised(Meal meal) => meal with { ResidentFen = 0, SubsidyFen = 0, PayableFen = meal.FoodFen, Funders = [], BestPrices = [] };
}
