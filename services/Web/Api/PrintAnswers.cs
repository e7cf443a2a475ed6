using NodaTime;

namespace MealDispatch.Web.Api;

internal sealed record SitePrinter(
    string SiteCode, string Host, int Port, int WidthMm, bool AutoPrint, string Condition, Instant? Since, bool PaperNearEnd, bool? AnswersStatus,
    Instant? LastPrintAt, int Queued, int Uncertain);

internal sealed record SitePrintJob(
    long Id, Guid TicketId, string TicketCode, int Copy, string State, string? Error, Instant QueuedAt, Instant? SentAt, bool Confirmed, Guid? RequestedBy,
    string? Decision);
