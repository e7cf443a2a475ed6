using NodaTime;

namespace MealDispatch.Web.Api;

internal sealed record SitePrinter(
    string SiteCode, string Host, int Port, int WidthMm, bool AutoPrint, string Condition, Instant? Since, bool PaperNearEnd, bool? AnswersStatus,
    Instant? LastPrintAt, int Queued, int Uncertain);

/// <summary>A delivery of which only the number of them counts.</summary>
internal sealed record DeliveryId(Guid Id);

internal sealed record SitePrintJob(
    long Id, Guid TicketId, string TicketCode, int Copy, string State, string? Error, Instant QueuedAt, Instant? SentAt, bool Confirmed, Guid? RequestedBy,
    string? Decision);
