using NodaTime;

namespace MealDispatch.Web.Api;

internal sealed record SettlementRow(
    Guid Id, string SiteCode, string SiteName, string Month, string Status, long Meals, long TotalFen, int Differences, int Held, bool Disputed);

internal sealed record Settlement(
    Guid Id, string SiteCode, string SiteName, string Month, string Status, int Version, long Meals, long FoodFen, long MealsFen, long AdjustmentsFen,
    long TotalFen, long LedgerFen, bool Agrees, int Differences, int Held, long HeldFen, string? Remarks, Guid DraftedBy, Instant DraftedAt, Instant ComputedAt,
    Guid? ConfirmedBy, Instant? ConfirmedAt, Guid? ApprovedBy, Instant? ApprovedAt, IReadOnlyList<SettlementPayer> Payers, IReadOnlyList<SettlementCourier> Couriers,
    IReadOnlyList<SettlementStep> History);

internal sealed record SettlementPayer(
    string Subdistrict, long Meals, long FoodFen, long MealsFen, long LateFen, long ClawBackFen, long TotalFen, long LedgerFen, bool Agrees, long? EntryNumber);

internal sealed record SettlementStep(Instant At, string Step, Guid? By, string? Remarks);

internal sealed record SettlementLine(
    Guid DecisionId, string Kind, string Payer, string OrderNumber, LocalDate ServiceDate, string MealPeriod, string Channel, bool NoShow, long FoodFen,
    long ResidentFen, long OperatorFen, long AmountFen, int Level, bool Accepted);

internal sealed record SettlementDifference(
    string Text, string? OrderNumber, LocalDate ServiceDate, bool Held, string? Courier, string? CourierNumber, long? FeeFen, long? BilledFen);

internal sealed record SettlementCourier(string Courier, int Meals, Instant? StatementAt);

internal sealed record CourierStatement(Guid Id, string Courier, string SiteCode, string Month, int Lines, long FeeFen, Guid UploadedBy, Instant UploadedAt, Instant? ReplacedAt);

/// <param name="OurNumber">Null when the courier gives only its own.</param>
internal sealed record CourierStatementLine(int Number, string? CourierNumber, string? OurNumber, Instant At, string State, long FeeFen);

internal sealed record UploadedStatements(int Accepted, int Rejected, IReadOnlyList<RefusedRow> Rows);

internal sealed record RefusedRow(int Row, string Code, string Field, string Message);

internal sealed record MealReview(
    Guid DecisionId, string SiteCode, string OrderNumber, LocalDate ServiceDate, long AmountFen, int Level, int RequiredLevel, IReadOnlyList<string> Reasons);

internal sealed record ClawBack(
    Guid Id, Guid DecisionId, string SiteCode, string OrderNumber, LocalDate ServiceDate, long AmountFen, string Reason, string Status, Guid RequestedBy,
    Instant RequestedAt, Guid? DecidedBy, string? Note, string? AdjustsMonth);

internal sealed record SubsidyRecord(
    Guid Id, string OrderNumber, string SiteCode, LocalDate ServiceDate, string MealPeriod, string Channel, string Status, long TotalFen);
