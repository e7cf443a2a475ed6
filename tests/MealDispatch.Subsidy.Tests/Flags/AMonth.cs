using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Flags;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Flags;

/// <summary>
/// July 2025 in a made-up town, the same for the same seed: seven sites and 140 residents who live as people do. They come in a
/// peak before noon, one after the other past a counter that takes at least seven seconds each; couples come together; some forget
/// their card; riders bring several meals on one tour; some orders are cancelled or not collected; residents die, move and are
/// in hospital, and stop eating; officers change categories days before the next order; the budget ends with the month.
/// </summary>
internal sealed class AMonth
{
    public const string Budget = "town";

    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
    private static readonly long[] Prices = [900, 1000, 1000, 1100, 1200, 1300, 1300, 1600];

    private readonly Random random;
    private readonly Dictionary<Guid, IReadOnlyList<ResidentStatusPeriod>> statuses = [];
    private int count;

    private AMonth(AMonth like)
    {
        random = new Random(99);
        (Meals, Residents, Riders, Staff) = ([.. like.Meals], like.Residents, like.Riders, like.Staff);
        statuses = new(like.statuses);
        count = like.count;
    }

    public AMonth(int seed)
    {
        random = new Random(seed);
        Residents = [.. Enumerable.Range(0, 140).Select(i => new Elder(NewId(), $"HX{(i % 7) + 1:00}", random.Next(4), random.Next(200, 2900)))];
        Riders = [.. Enumerable.Range(0, 7).Select(_ => NewId())];
        Staff = [.. Enumerable.Range(0, 14).Select(_ => NewId())];
        LeaveTheTown();
        for (var day = new LocalDate(2025, 7, 1); day <= new LocalDate(2025, 7, 31); day = day.PlusDays(1))
            for (var site = 0; site < 7; site++)
                LiveADay(day, site);
    }

    /// <summary>Another one of the same, to plant something in.</summary>
    public AMonth Copy() => new(this);

    public List<Meal> Meals { get; } = [];

    public IReadOnlyList<Elder> Residents { get; }

    /// <summary>One per site.</summary>
    public IReadOnlyList<Guid> Riders { get; }

    /// <summary>Two per site.</summary>
    public IReadOnlyList<Guid> Staff { get; }

    public HashSet<(Guid Person, Guid Resident)> Relatives { get; } = [];

    /// <summary>Days on which a site is closed.</summary>
    public Dictionary<string, LocalDate> Closed { get; } = [];

    /// <param name="Habit">0 eats in, 1 collects, 2 and 3 have it brought; but everybody does otherwise now and then.</param>
    internal sealed record Elder(Guid Id, string Home, int Habit, int DoorMeters);

    public MonthFacts Facts() => new(
        202507, At(new LocalDate(2025, 8, 2), 8, 0), Zone, Meals,
        Enumerable.Range(1, 7).ToDictionary(i => $"HX{i:00}", i => new MealSite(
            $"HX{i:00}", $"第{i}长者食堂", new GeoPoint(31.25 + (i * 0.012), 121.23),
            [new ServingTime(MealPeriod.Lunch, new LocalTime(10, 45), new LocalTime(12, 30)), new ServingTime(MealPeriod.Dinner, new LocalTime(16, 30), new LocalTime(18, 0))],
            Closed.TryGetValue($"HX{i:00}", out var day) ? [day] : [])),
        statuses, Staff.ToHashSet(), Relatives, [new EndingBudget(Budget, new LocalDate(2025, 7, 31), [])]);

    public static Instant At(LocalDate day, int hour, int minute, int second = 0) => (day + new LocalTime(hour, minute, second)).InZoneStrictly(Zone).ToInstant();

    public Guid NewId()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <summary>A meal eaten in with the resident's card at an empty hour, as a fraud would begin from.</summary>
    public Meal AMeal(Elder? elder = null, LocalDate? on = null, string? site = null, int hour = 12, int minute = 25, int second = 0, long food = 1300)
    {
        elder ??= Residents[count % Residents.Count];
        var day = on ?? new LocalDate(2025, 7, 10);
        var subsidy = Math.Min(food / 2, 600);
        return new Meal
        {
            DecisionId = NewId(), OrderId = NewId(), OrderNumber = $"N{++count}", ResidentId = elder.Id, SiteCode = site ?? elder.Home, ServiceDate = day,
            MealPeriod = MealPeriod.Lunch, Channel = Fulfilment.DineIn, FoodFen = food, DeliveryFeeFen = 0, ResidentFen = subsidy, SubsidyFen = subsidy,
            State = DecisionState.Consumed, NoShow = false, PlacedAt = At(day, hour, minute, second), PlacedBy = StaffAt(site ?? elder.Home), OrderedBy = OrderedBy.Staff,
            Presence = PresenceEvidence.Card, TakenAt = At(day, hour, minute, second), PayableFen = food - subsidy, PaymentMethod = PaymentMethod.AtSite, BestPrices = [1200],
            Funders = [(Budget, subsidy)],
        };
    }

    /// <summary>Ordered by family the day before, brought by a courier's rider within a quarter of an hour.</summary>
    public Meal ADelivery(Elder? elder = null, LocalDate? on = null, int hour = 11, int minute = 30, int second = 0, long food = 1300)
    {
        var meal = AMeal(elder, on, hour: hour, minute: minute, second: second, food: food);
        return meal with
        {
            Channel = Fulfilment.Delivery,
            PlacedAt = At(meal.ServiceDate.PlusDays(-1), 15, 10),
            OrderedBy = OrderedBy.Family,
            PlacedBy = NewId(),
            Presence = null,
            TakenAt = null,
            PickedUpAt = meal.TakenAt - Duration.FromMinutes(14),
            DeliveredAt = meal.TakenAt,
            RiderKey = $"guest-{count}",
            DoorMeters = 20,
            TripMeters = 1500,
            DeliveryFeeFen = 300,
            PayableFen = meal.PayableFen + 300,
            PaymentMethod = PaymentMethod.MealAccount,
        };
    }

    public void Becomes(Guid resident, ResidentStatus status, LocalDate from, LocalDate? to = null)
    {
        List<ResidentStatusPeriod> periods = [new(ResidentStatus.Active, null, from.PlusDays(-1)), new(status, from, to)];
        if (to is { } end)
            periods.Add(new(ResidentStatus.Active, end.PlusDays(1), null));
        statuses[resident] = periods;
    }

    private Guid StaffAt(string site) => Staff[((site[^1] - '1') * 2) + (count % 2)];

    private void LeaveTheTown()
    {
        Becomes(Residents[3].Id, ResidentStatus.Deceased, new LocalDate(2025, 7, 14));
        Becomes(Residents[18].Id, ResidentStatus.Moved, new LocalDate(2025, 7, 20));
        Becomes(Residents[40].Id, ResidentStatus.Paused, new LocalDate(2025, 7, 5), new LocalDate(2025, 7, 12));
    }

    private bool IsHere(Elder elder, LocalDate day) =>
        !statuses.TryGetValue(elder.Id, out var periods) || periods.First(p => !(day < p.From) && !(day > p.To)).Status == ResidentStatus.Active
        || day == new LocalDate(2025, 7, 14);

    private void LiveADay(LocalDate day, int site)
    {
        var hungry = Residents.Where((e, i) => i % 7 == site && IsHere(e, day) && random.NextDouble() < 0.75).ToList();
        var counter = new List<(Elder Elder, Fulfilment Channel)>();
        var doors = new List<Elder>();
        foreach (var elder in hungry)
        {
            var habit = random.NextDouble() < 0.15 ? random.Next(4) : elder.Habit;
            if (habit >= 2)
                doors.Add(elder);
            else
                counter.Add((elder, habit == 0 ? Fulfilment.DineIn : Fulfilment.Pickup));
        }

        StandInLine(day, site, counter);
        Ride(day, site, doors);
    }

    private void StandInLine(LocalDate day, int site, List<(Elder Elder, Fulfilment Channel)> guests)
    {
        // Most come at a quarter past eleven; neighbours meet on the way.
        var arrivals = guests.Select(g => (g.Elder, g.Channel, Second: (random.Next(3600) + random.Next(3600)) / 2)).OrderBy(g => g.Second).ToList();
        var free = 0;
        foreach (var (elder, channel, second) in arrivals)
        {
            var at = Math.Max(second, free);
            free = at + random.Next(7, 25);
            var meal = AMeal(elder, day, $"HX{site + 1:00}", 10, 50, food: Prices[random.Next(Prices.Length)]);
            var taken = At(day, 10, 50) + Duration.FromSeconds(at);
            meal = meal with { TakenAt = taken, PlacedAt = taken };
            if (channel == Fulfilment.Pickup)
                meal = OrderedAhead(meal with { Channel = Fulfilment.Pickup }, elder);
            meal = random.Next(100) switch
            {
                < 6 => meal with { Presence = PresenceEvidence.Override },
                < 8 when channel == Fulfilment.Pickup => meal with { NoShow = true, TakenAt = null, Presence = null, NotCollectedAt = At(day, 13, 0) },
                < 10 when channel == Fulfilment.Pickup => meal with { State = DecisionState.Released, TakenAt = null, Presence = null, CancelledAt = meal.PlacedAt + Duration.FromHours(1) },
                _ => meal,
            };
            Meals.Add(meal);
            if (random.Next(20) == 0)
                Meals.Add(Dinner(elder, day, site));
        }
    }

    /// <summary>The day's right is used: paid in full.</summary>
    private Meal Dinner(Elder elder, LocalDate day, int site) =>
        AMeal(elder, day, $"HX{site + 1:00}", 17, random.Next(60), random.Next(60), 1000) with { MealPeriod = MealPeriod.Dinner, ResidentFen = 0, SubsidyFen = 0, PayableFen = 1000, Funders = [], BestPrices = [] };

    private void Ride(LocalDate day, int site, List<Elder> doors)
    {
        var leaves = At(day, 10, 50) + Duration.FromSeconds(random.Next(600));
        var now = leaves;
        foreach (var elder in doors.OrderBy(d => d.DoorMeters))
        {
            now += Duration.FromSeconds(random.Next(150, 420)) + Duration.FromSeconds(elder.DoorMeters / 20);
            var meal = OrderedAhead(ADelivery(elder, day, food: Prices[random.Next(Prices.Length)]), elder) with
            {
                SiteCode = $"HX{site + 1:00}",
                PickedUpAt = leaves,
                DeliveredAt = now,
                TripMeters = elder.DoorMeters,
                DoorMeters = random.Next(10) == 0 ? null : random.Next(5, 90),
                RiderKey = $"rider-{site}",
                RiderId = Riders[site],
            };
            Meals.Add(random.Next(100) switch
            {
                0 => meal with { NoShow = true, DeliveredAt = null },
                1 => meal with { State = DecisionState.Released, PickedUpAt = null, DeliveredAt = null, CancelledAt = meal.PlacedAt + Duration.FromHours(1) },
                _ => meal with { VisitAt = now + Duration.FromSeconds(random.Next(15, 90)), VisitLevel = random.Next(40) == 0 ? WelfareLevel.Concern : WelfareLevel.Well },
            });
        }
    }

    private Meal OrderedAhead(Meal meal, Elder elder)
    {
        var placed = At(meal.ServiceDate, 7, 0) + Duration.FromMinutes(random.Next(140));
        // Now and then a certificate came in the week before, and the subsidy is higher by it.
        var edits = random.Next(60) == 0 ? new[] { new EligibilityEdit(placed - Duration.FromHours(random.Next(20, 150)), 0, meal.ResidentFen) } : [];
        var by = random.Next(3) switch { 0 => OrderedBy.Resident, 1 => OrderedBy.Family, _ => OrderedBy.Staff };
        return meal with { PlacedAt = placed, CookedAt = placed + Duration.FromHours(3), OrderedBy = by, PlacedBy = by == OrderedBy.Staff ? StaffAt(meal.SiteCode) : elder.Id, Edits = edits };
    }
}
