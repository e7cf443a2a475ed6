using System.Globalization;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Decisions;
using NodaTime;

namespace MealDispatch.Subsidy.Flags;

/// <summary>All that rules look at: a subdistrict's month as it is known at one moment. A rule reads nothing else.</summary>
/// <param name="Now">Business time; what is still on its way is not yet wrong.</param>
/// <param name="Meals">Paid by the subdistrict, wherever they were served; without those that were clawed back.</param>
/// <param name="StaffIds">People who work at a canteen.</param>
/// <param name="Relatives">Person and resident: themselves, or confirmed family.</param>
internal sealed record MonthFacts(
    int Month, Instant Now, DateTimeZone Zone, IReadOnlyList<Meal> Meals, IReadOnlyDictionary<string, MealSite> Sites,
    IReadOnlyDictionary<Guid, IReadOnlyList<ResidentStatusPeriod>> Statuses, IReadOnlySet<Guid> StaffIds,
    IReadOnlySet<(Guid Person, Guid Resident)> Relatives, IReadOnlyList<EndingBudget> EndingBudgets)
{
    /// <summary>Eaten in, handed over or delivered, and subsidised.</summary>
    public IEnumerable<Meal> Received => Meals.Where(m => m is { State: DecisionState.Consumed, NoShow: false, SubsidyFen: > 0, ReceivedAt: not null });

    /// <summary>What was decided on before is not counted again.</summary>
    public MonthFacts Without(IReadOnlySet<Guid> decisionIds) =>
        decisionIds.Count == 0 ? this : this with { Meals = [.. Meals.Where(m => !decisionIds.Contains(m.DecisionId))] };

    public string NameOf(string siteCode) => Sites.TryGetValue(siteCode, out var site) && site.Name.Length > 0 ? site.Name : siteCode;

    public LocalDateTime LocalOf(Instant at) => at.InZone(Zone).LocalDateTime;

    public string Clock(Instant at) => LocalOf(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Day(LocalDate date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A site as rules need it.</summary>
/// <param name="Point">Null when it has no coordinates.</param>
internal sealed record MealSite(string Code, string Name, GeoPoint? Point, IReadOnlyList<ServingTime> Serving, IReadOnlyList<LocalDate> ClosedDates);

/// <summary>When a meal is served, local to the town.</summary>
internal sealed record ServingTime(MealPeriod MealPeriod, LocalTime From, LocalTime To);

/// <summary>A budget that ends in the month, by its last service date or because nothing is left.</summary>
/// <param name="Before">What its meals of the days before the month came to, by site and service date; fen.</param>
internal sealed record EndingBudget(string Code, LocalDate LastDay, IReadOnlyList<(string SiteCode, LocalDate Day, long Fen)> Before);

/// <summary>One order's decision with the evidence of its meal. Fen; what is not known is null.</summary>
internal sealed record Meal
{
    public required Guid DecisionId { get; init; }

    public required Guid OrderId { get; init; }

    public required string OrderNumber { get; init; }

    public required Guid ResidentId { get; init; }

    public required string SiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required Fulfilment Channel { get; init; }

    public required long FoodFen { get; init; }

    public required long DeliveryFeeFen { get; init; }

    /// <summary>Granted to the resident.</summary>
    public required long ResidentFen { get; init; }

    /// <summary>Granted to resident and operator.</summary>
    public required long SubsidyFen { get; init; }

    public required DecisionState State { get; init; }

    public required bool NoShow { get; init; }

    public required Instant PlacedAt { get; init; }

    public Guid? PlacedBy { get; init; }

    public Contracts.Ordering.OrderedBy? OrderedBy { get; init; }

    public PresenceEvidence? Presence { get; init; }

    /// <summary>The kitchen printed its ticket, or packed it.</summary>
    public Instant? CookedAt { get; init; }

    public Instant? TakenAt { get; init; }

    public Instant? PickedUpAt { get; init; }

    public Instant? DeliveredAt { get; init; }

    public Instant? CancelledAt { get; init; }

    public Instant? NotCollectedAt { get; init; }

    public long? PayableFen { get; init; }

    public PaymentMethod? PaymentMethod { get; init; }

    public long? RefundedFen { get; init; }

    /// <summary>The same for all meals that one rider carried.</summary>
    public string? RiderKey { get; init; }

    /// <summary>One of the town's own riders.</summary>
    public Guid? RiderId { get; init; }

    /// <summary>From the rider's last position to the door, when the meal was delivered.</summary>
    public int? DoorMeters { get; init; }

    /// <summary>From the site to the door, as the crow flies.</summary>
    public int? TripMeters { get; init; }

    public Instant? VisitAt { get; init; }

    public WelfareLevel? VisitLevel { get; init; }

    /// <summary>Prices from which on, or up to which, the subsidy is at its best: where a made-up price would lie.</summary>
    public IReadOnlyList<long> BestPrices { get; init; } = [];

    /// <summary>What each budget gave; fen.</summary>
    public IReadOnlyList<(string Budget, long Fen)> Funders { get; init; } = [];

    /// <summary>Changes of what the resident is entitled to by, in the week before the order; the first one first.</summary>
    public IReadOnlyList<EligibilityEdit> Edits { get; init; } = [];

    public Instant? ReceivedAt => TakenAt ?? DeliveredAt;

    /// <summary>Taken at a counter without the resident's card.</summary>
    public bool IsManual => TakenAt is not null && Presence is not PresenceEvidence.Card;
}

/// <param name="GrantedBeforeFen">What the order would have been granted by what was known before the change.</param>
/// <param name="GrantedNowFen">What it would be granted by what is known now; less where the change was taken back.</param>
internal sealed record EligibilityEdit(Instant At, long GrantedBeforeFen, long GrantedNowFen);

/// <summary>
/// What a rule found. <see cref="Key"/> names it within its rule and month, however often it is found: the meals may grow,
/// the key stays.
/// </summary>
/// <param name="SiteCode">Where it happened; of several sites the last.</param>
/// <param name="Meals">The evidence; never empty.</param>
internal sealed record Finding(string Key, string SiteCode, string Zh, string En, IReadOnlyList<Meal> Meals)
{
    public LocalDate Day => Meals.Max(m => m.ServiceDate);
}
