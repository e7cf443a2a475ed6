using NodaTime;

namespace MealDispatch.Kitchen.Printing;

/// <summary>A site's thermal printer on the network, as officers set it.</summary>
internal sealed class Printer
{
    public required string SiteCode { get; init; }

    public required string Host { get; set; }

    public required int Port { get; set; }

    public required int WidthMm { get; set; }

    /// <summary>A batch's tickets are printed when it closes.</summary>
    public required bool AutoPrint { get; set; }

    public int Version { get; set; }
}

internal enum PrinterCondition
{
    /// <summary>Nobody has asked it yet.</summary>
    Unknown,

    Ready,
    PaperOut,
    CoverOpen,

    /// <summary>It answers, and says that it cannot print.</summary>
    Offline,

    NotReached,
}

/// <summary>What the sender knows of a site's printer, and who sends to it now. Written by the sender alone.</summary>
internal sealed class PrinterState
{
    public required string SiteCode { get; init; }

    public PrinterCondition Condition { get; private set; } = PrinterCondition.Unknown;

    public bool PaperNearEnd { get; private set; }

    /// <summary>Whether it answers when asked for its state; null as long as nobody knows.</summary>
    public bool? AnswersStatus { get; private set; }

    /// <summary>Since when the condition is what it is.</summary>
    public Instant Since { get; private set; }

    /// <summary>When a ticket last went out and was not in doubt; null before the first.</summary>
    public Instant? LastPrintAt { get; private set; }

    /// <summary>Tries in a row that found it unable to print.</summary>
    public int Failures { get; private set; }

    /// <summary>Real time, UTC: not tried before this.</summary>
    public DateTime NextAttemptAt { get; private set; } = DateTime.UnixEpoch;

    /// <summary>The process that sends to it, up to <see cref="HeldUntil"/>.</summary>
    public Guid HeldBy { get; private set; }

    /// <summary>Real time, UTC.</summary>
    public DateTime HeldUntil { get; private set; } = DateTime.UnixEpoch;

    public int Version { get; private set; }

    public void Hold(Guid by, DateTime until)
    {
        (HeldBy, HeldUntil) = (by, until);
        Version++;
    }

    public void Release()
    {
        HeldUntil = DateTime.UnixEpoch;
        Version++;
    }

    public void NotePrinted(Instant now)
    {
        LastPrintAt = now;
        Version++;
    }

    /// <summary>Notes what was found; answers whether that is news.</summary>
    public bool Note(PrinterReport found, Instant now)
    {
        var news = (found.Condition, found.PaperNearEnd, found.AnswersStatus) != (Condition, PaperNearEnd, AnswersStatus);
        if (found.Condition != Condition) Since = now;
        // A printer that is not reached says nothing of its paper.
        if (found.Condition != PrinterCondition.NotReached) (PaperNearEnd, AnswersStatus) = (found.PaperNearEnd, found.AnswersStatus);
        Condition = found.Condition;
        if (found.Condition == PrinterCondition.Ready) Failures = 0;
        if (news) Version++;
        return news;
    }

    /// <summary>Waits longer from try to try for a printer that is not there; one that lacks paper is looked at often.</summary>
    public void Postpone(DateTime now)
    {
        Failures++;
        var seconds = Condition == PrinterCondition.NotReached ? Math.Min(1 << Math.Min(Failures - 1, 5), 30) : 2;
        NextAttemptAt = now.AddSeconds(seconds);
        Version++;
    }

    /// <summary>It stands somewhere else now.</summary>
    public void Forget()
    {
        (Condition, PaperNearEnd, AnswersStatus, Failures, NextAttemptAt) = (PrinterCondition.Unknown, false, null, 0, DateTime.UnixEpoch);
        Version++;
    }
}

/// <summary>What a printer said of itself, or that it said nothing.</summary>
internal sealed record PrinterReport(PrinterCondition Condition, bool PaperNearEnd, bool AnswersStatus)
{
    internal static readonly PrinterReport NotReached = new(PrinterCondition.NotReached, false, false);

    /// <summary>Takes tickets and never answers: usable, and said so.</summary>
    internal static readonly PrinterReport Silent = new(PrinterCondition.Ready, false, false);

    internal string? Error => Condition switch
    {
        PrinterCondition.Ready or PrinterCondition.Unknown => null,
        PrinterCondition.PaperOut => PrintErrors.PaperOut,
        PrinterCondition.CoverOpen => PrintErrors.CoverOpen,
        PrinterCondition.Offline => PrintErrors.Offline,
        PrinterCondition.NotReached => PrintErrors.NotReached,
    };
}
