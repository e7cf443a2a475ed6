using NodaTime;

namespace MealDispatch.Kitchen.Printing;

/// <summary>The words that programs rely on.</summary>
internal enum PrintJobStatus
{
    Queued,
    Sent,
    Failed,
}

/// <summary>Where a print is, exactly.</summary>
internal enum PrintJobState
{
    Queued,

    /// <summary>Its bytes go out now. Whoever finds it so after the sender died does not know whether it is on paper.</summary>
    Printing,

    Sent,

    /// <summary>It may be on paper or not: a person looks and decides. The queue behind it waits.</summary>
    Uncertain,

    /// <summary>Not printed and not tried again: its meal is over, or a person had it printed anew or withdrew it.</summary>
    Failed,
}

internal enum PrintDecision
{
    /// <summary>A person has the ticket in hand.</summary>
    Printed,

    /// <summary>A person asked for a new copy in its place.</summary>
    PrintAgain,

    /// <summary>It was waiting, and a person does not want it any more.</summary>
    Withdraw,
}

/// <summary>One print of one ticket, as it was asked for: a site's jobs are printed in their order, and none is ever deleted.</summary>
internal sealed class PrintJob
{
    public long Id { get; init; }

    /// <summary>Jobs that were asked for together.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The site whose printer prints.</summary>
    public required string SiteCode { get; init; }

    public required Guid TicketId { get; init; }

    public required string TicketCode { get; init; }

    /// <summary>1 for a ticket's first print.</summary>
    public required int Copy { get; init; }

    /// <summary>Who asked; null for what prints by itself: at closing, and what is void.</summary>
    public required Guid? RequestedBy { get; init; }

    /// <summary>Its place in the queue is that of this uncertain job; null: its own.</summary>
    public long? InPlaceOf { get; init; }

    public PrintJobState State { get; private set; } = PrintJobState.Queued;

    public int Attempts { get; private set; }

    /// <summary>What went wrong last, for staff; null when nothing did.</summary>
    public string? Error { get; private set; }

    public required Instant QueuedAt { get; init; }

    /// <summary>Null until sent.</summary>
    public Instant? SentAt { get; private set; }

    /// <summary>The printer said that it has printed it, or a person did.</summary>
    public bool Confirmed { get; private set; }

    /// <summary>What a person said of it; null when nobody had to. So are the next two.</summary>
    public PrintDecision? Decision { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public Instant? DecidedAt { get; private set; }

    public int Version { get; private set; }

    public PrintJobStatus Status => StatusOf(State);

    internal static PrintJobStatus StatusOf(PrintJobState state) => state switch
    {
        PrintJobState.Queued or PrintJobState.Printing => PrintJobStatus.Queued,
        PrintJobState.Sent => PrintJobStatus.Sent,
        PrintJobState.Uncertain or PrintJobState.Failed => PrintJobStatus.Failed,
    };

    public void Begin()
    {
        Become(PrintJobState.Printing, null);
        Attempts++;
    }

    /// <summary>Nothing of it went out.</summary>
    public void Postpone(string error)
    {
        Become(PrintJobState.Queued, error);
        Attempts++;
    }

    public void Send(Instant now, bool confirmed)
    {
        Become(PrintJobState.Sent, null);
        (SentAt, Confirmed) = (now, confirmed);
    }

    public void Doubt(string error) => Become(PrintJobState.Uncertain, error);

    public void GiveUp(string error) => Become(PrintJobState.Failed, error);

    public void Decide(PrintDecision decision, Guid by, Instant now)
    {
        (Decision, DecidedBy, DecidedAt) = (decision, by, now);
        switch (decision)
        {
            case PrintDecision.Printed:
                Send(now, confirmed: true);
                break;
            case PrintDecision.PrintAgain:
                GiveUp(Error ?? PrintErrors.BrokeOff);
                break;
            case PrintDecision.Withdraw:
                GiveUp(PrintErrors.Withdrawn);
                break;
        }
    }

    private void Become(PrintJobState state, string? error)
    {
        State = state;
        Error = error;
        Version++;
    }
}

/// <summary>What a print job's <see cref="PrintJob.Error"/> may say.</summary>
internal static class PrintErrors
{
    internal const string NotReached = "printer-not-reached";
    internal const string PaperOut = "paper-out";
    internal const string CoverOpen = "cover-open";
    internal const string Offline = "printer-offline";

    /// <summary>The connection broke while the ticket went out.</summary>
    internal const string BrokeOff = "printer-broke-off";

    /// <summary>The ticket went out, and the printer did not say that it is printed.</summary>
    internal const string NotConfirmed = "not-confirmed";

    /// <summary>The program ended while the ticket went out.</summary>
    internal const string Interrupted = "interrupted";

    /// <summary>A person took it out of the queue.</summary>
    internal const string Withdrawn = "withdrawn";

    /// <summary>Nobody needs the ticket any more.</summary>
    internal const string MealIsOver = "meal-is-over";
}
