using NodaTime;

namespace MealDispatch.Subsidy.ClawBacks;

/// <param name="AmountFen">What goes back to the budgets.</param>
/// <param name="AdjustsMonth">The settled month that a later settlement corrects; null when the meal had not been settled.</param>
internal sealed record ClawBackAnswer(
    Guid Id, Guid DecisionId, string SiteCode, string OrderNumber, LocalDate ServiceDate, long AmountFen, string Reason, ClawBackStatus Status,
    Guid RequestedBy, Instant RequestedAt, Guid? DecidedBy, Instant? DecidedAt, string? Note, YearMonth? AdjustsMonth)
{
    public static ClawBackAnswer Of(ClawBack c) => new(
        c.Id, c.DecisionId, c.SiteCode, c.OrderNumber, c.ServiceDate, c.ResidentFen + c.OperatorFen, c.Reason, c.Status, c.RequestedBy, c.RequestedAt,
        c.DecidedBy, c.DecidedAt, c.Note, c.SettledMonth is { } month ? MonthNumber.ToMonth(month) : null);
}
