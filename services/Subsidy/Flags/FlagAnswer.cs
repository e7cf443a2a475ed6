using MealDispatch.BuildingBlocks.Http;
using NodaTime;

namespace MealDispatch.Subsidy.Flags;

/// <param name="Rule">The rule's code; <c>GET /api/subsidy/flags/rules</c> has its name and thresholds.</param>
/// <param name="Round">More than 1 when an officer decided on the same thing before, on other meals.</param>
/// <param name="SiteCode">Where it happened; of several sites the last.</param>
/// <param name="ServiceDate">The last of the evidence.</param>
/// <param name="AmountFen">Subsidy of the evidence's meals.</param>
/// <param name="Note">Why it was cleared or confirmed.</param>
/// <param name="Evidence">The first <see cref="MostEvidence"/> meals; all of them at <c>…/meals</c>. In a list null.</param>
internal sealed record FlagAnswer(
    Guid Id, string Rule, string RuleName, int Round, YearMonth Month, string SiteCode, LocalDate ServiceDate, FlagReason Reason, int Meals, long AmountFen,
    FlagStatus Status, Instant FoundAt, Guid? DecidedBy, Instant? DecidedAt, string? Note, int Version, IReadOnlyList<EvidenceAnswer>? Evidence)
{
    public const int MostEvidence = 50;

    public static FlagAnswer Of(Flag f, IReadOnlyList<EvidenceAnswer>? evidence = null) => new(
        f.Id, f.Rule, FlagRules.Of(f.Rule)?.Zh ?? f.Rule, f.Round, MonthNumber.ToMonth(f.Month), f.SiteCode, f.Day, new FlagReason(f.Zh, f.En), f.MealCount, f.AmountFen,
        f.Status, f.FoundAt, f.DecidedBy, f.DecidedAt, f.Note, f.Version, evidence);
}

internal sealed record FlagReason(string Zh, string En);

/// <param name="ReceivedAt">Null when the meal was not received.</param>
/// <param name="ClawBack">How far a claw-back is; null when there is none.</param>
internal sealed record EvidenceAnswer(
    Guid DecisionId, Guid OrderId, string OrderNumber, string SiteCode, LocalDate ServiceDate, Instant? ReceivedAt, long AmountFen, string? ClawBack)
{
    public static EvidenceAnswer Of(FlagMeal m, ClawBacks.ClawBackStatus? clawBack) => new(
        m.DecisionId, m.OrderId, m.OrderNumber, m.SiteCode, m.ServiceDate, m.ReceivedAt, m.AmountFen, clawBack is { } status ? Json.Word(status) : null);
}
