using NodaTime;

namespace MealDispatch.Web.Api;

// What the pages read of the API's answers. Words of the wire stay words: a page shows a new one as it is.
internal sealed record ListOf<T>(IReadOnlyList<T> Items, string? Next);

internal sealed record PersonName(Guid Id, string Name);

internal sealed record SignedIn(
    string AccessToken, string RefreshToken, int ExpiresIn, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Sites, string? Subdistrict);

internal sealed record SentCode(string? DemoCode);

internal sealed record Me(Guid Id, IReadOnlyList<string> Roles, IReadOnlyList<string> Sites, string? Subdistrict, IReadOnlyList<ActsFor> Residents);

internal sealed record ActsFor(Guid Id, string Name, string Relation);

internal sealed record Site(
    string Code, string Name, string Kind, string? SuppliedBy, string? Phone, SiteAddress? Address, long DeliveryFeeFen,
    IReadOnlyList<SiteWindow> OrderWindows, IReadOnlyList<LocalDate> ClosedDates, string? Subdistrict = null, int DeliveryRadiusMeters = 0);

internal sealed record SiteAddress(string? Text);

internal sealed record SiteWindow(
    string MealPeriod, int OpensDaysBefore, LocalTime Cutoff, int CutoffDaysBefore, LocalTime ServeFrom, LocalTime ServeTo);

internal sealed record SiteChoice(string Code, int? DistanceMeters, bool CanOrder, bool CanDeliver, string? Reason);

internal sealed record Menu(LocalDate ServiceDate, string MealPeriod, IReadOnlyList<MenuItem> Items);

internal sealed record MenuItem(string Code, string Name, long PriceFen, string Kind, IReadOnlyList<string> DietTags, int? Left);

internal sealed record Priced(
    IReadOnlyList<Line> Lines, long FoodFen, long DeliveryFeeFen, long SubsidyFen, long PayableFen, OrderSubsidy? Subsidy, IReadOnlyList<DietWarning>? Warnings);

internal sealed record DietWarning(string ItemCode, string DietTag);

internal sealed record Line(string ItemCode, string? Name, int Quantity, long? PriceFen);

internal sealed record OrderSubsidy(Explanation? Explanation);

internal sealed record Explanation(string? Zh, string? En)
{
    public string? Words => English ? En : Zh;
}

internal sealed record Order(
    Guid Id, string Number, string Status, Guid ResidentId, string SiteCode, LocalDate ServiceDate, string MealPeriod, string Fulfilment,
    IReadOnlyList<Line> Lines, string? Remark, string PaymentMethod, long FoodFen, long DeliveryFeeFen, long SubsidyFen, long PayableFen,
    OrderSubsidy? Subsidy, IReadOnlyList<OrderEvent> Timeline, OrderDelivery? Delivery, OrderRefusal? Refusal, Instant? CutoffAt,
    Instant? ServeFrom, Instant? ServeTo)
{
    public bool IsOver => Status is "completed" or "cancelled" or "failed";
}

internal sealed record OrderEvent(Instant At, string Event, string? Text);

internal sealed record OrderDelivery(Guid Id, string Status, Rider? Rider, Instant? EtaAt);

internal sealed record Rider(string? Name, string? Phone);

internal sealed record OrderRefusal(string Code, string? Detail);

internal sealed record Track(IReadOnlyList<TrackPoint> Items, TrackArrival? Arrival, string? ReceiptCode);

/// <summary>When the meal is expected, what that rests on, and as one says it in Chinese.</summary>
internal sealed record TrackArrival(
    string Basis, Instant EarliestAt, Instant LatestAt, string Words, ArrivalMinutes? Minutes, ArrivalStops? StopsBefore, int? PositionAgeMinutes);

internal sealed record ArrivalMinutes(int Least, int Most);

internal sealed record ArrivalStops(int Fewest, int Most);

internal sealed record TrackPoint(Instant At, double Lat, double Lng);

internal sealed record MealAccount(long BalanceFen, IReadOnlyList<MealAccountEntry> Entries, string? Next);

internal sealed record MealAccountEntry(Instant At, string Kind, long AmountFen, Guid? OrderId, LocalDate? ServiceDate, string? MealPeriod);

internal sealed record TopUp(long AmountFen, string? PayUrl);

internal sealed record FamilyLink(Guid Id, string Phone, string Relation, string Status, Instant CreatedAt, string? DemoCode);

internal sealed record Batch(
    Guid Id, string SiteCode, LocalDate ServiceDate, string MealPeriod, int Wave, string Status, int Orders,
    IReadOnlyList<TicketRow>? Tickets, IReadOnlyList<ItemTotal>? Items, IReadOnlyList<DietTotal>? Diets, IReadOnlyList<DestinationTotal>? Destinations);

internal sealed record TicketRow(
    Guid Id, int? Number, string? Code, string Status, string Destination, string? Fulfilment, string? Resident, IReadOnlyList<string>? Warnings, bool Late, bool TooOld, Instant? PickedUpAt,
    Instant? DeliveredAt);

internal sealed record ItemTotal(string ItemCode, string Name, int Quantity);

internal sealed record DietTotal(string Diet, int Orders);

internal sealed record DestinationTotal(string Destination, int Orders);

internal sealed record Ticket(
    Guid Id, int? Number, string? Code, Guid BatchId, string Status, LocalDate ServiceDate, string MealPeriod, string Fulfilment, string Destination,
    string? Resident, IReadOnlyList<string>? Warnings, int Copies, Instant? PickedUpAt, Instant? DeliveredAt, bool TooOld, IReadOnlyList<TicketEvent>? History);

internal sealed record TicketEvent(Instant At, string Action, string? Reason);

internal sealed record FoodSafety(
    Guid BatchId, string SiteCode, LocalDate ServiceDate, string MealPeriod, int Wave, int Version, FoodSafetyEntry? Current, IReadOnlyList<FoodSafetyEntry> History);

internal sealed record FoodSafetyEntry(
    int Version, Instant CookedAt, int CoreTemperatureTenths, string? Remark, int? PortionsCooked, int SampleGrams, string SamplePlace, Instant SampleTakenAt,
    Instant SampleKeepUntil, Instant? SampleDisposedAt, Instant? PackedAt, Instant NotedAt);

internal sealed record Recall(string SiteCode, LocalDate ServiceDate, string MealPeriod, string ItemCode, int People, IReadOnlyList<RecalledMeal> Items);

internal sealed record RecalledMeal(
    string TicketCode, string SiteCode, string? Name, string? Phone, string? Door, IReadOnlyList<string> Items, string State, Instant? At);

internal sealed record PrintJob(string TicketCode, string Status, int Copy, string? Error);

internal sealed record MealReport(IReadOnlyList<ReportLine> Items, ReportLine Total, string? Next);

internal sealed record ReportLine(
    string Key, string Name, long Meals, long FoodFen, long SubsidyFen, long OwnFen, long OperatorFen, long GrantedFen, long SettledFen, long ReservedFen,
    long ClawedBackFen);

internal sealed record Budget(
    string Code, long Fen, LocalDate From, LocalDate? To, string WhenExhausted, long ReservedFen, long GrantedFen, long RemainingFen,
    IReadOnlyList<BudgetWarning>? Warnings);

internal sealed record BudgetWarning(int Percent, Instant At);

internal sealed record BurnDown(long PerDayFen, int Days, LocalDate? RunsOutOn, bool LastsUntilEnd, IReadOnlyList<DayTaken> Items);

internal sealed record DayTaken(LocalDate Day, long TakenFen);

internal sealed record LedgerEntry(
    long Number, Instant At, string Kind, Guid? OrderId, Guid? DecisionId, string? Cause, Guid? By, string? Reason, IReadOnlyList<LedgerPosting> Postings, string Seal)
{
    private const string Settlement = "settlement:";

    /// <summary>The settlement that was approved; null for what rests on something else.</summary>
    public string? SettlementId => Cause?.StartsWith(Settlement, StringComparison.Ordinal) == true ? Cause[Settlement.Length..] : null;
}

internal sealed record LedgerPosting(string Account, long AmountFen);

internal sealed record LedgerVerification(bool Ok, long Entries, long Blocks, long? FirstBadEntry);

internal sealed record SignedHead(long Block, long LastEntry, string SealedAt, string KeyId, string Signed, string Signature, string PublicKey);

internal sealed record AccountBalance(string Account, long BalanceFen);

internal sealed record ParkedMessage(Guid Id, string Type, int Attempts, string? Error, Instant CreatedAt, Instant ParkedAt);
