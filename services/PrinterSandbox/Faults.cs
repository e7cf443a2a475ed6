namespace MealDispatch.PrinterSandbox;

/// <summary>How a printer misbehaves.</summary>
internal sealed record Faults
{
    /// <summary>Nobody can connect.</summary>
    public bool Refuse { get; init; }

    /// <summary>It takes connections, and never reads or answers.</summary>
    public bool Stall { get; init; }

    /// <summary>The next connection breaks after so many bytes of tickets; then this is over. Null: it does not.</summary>
    public int? DropAfterBytes { get; init; }

    /// <summary>What comes is kept, and printed once there is paper.</summary>
    public bool PaperOut { get; init; }

    /// <summary>As <see cref="PaperOut"/>, once so many bytes of tickets have come; null: not.</summary>
    public int? PaperOutAfterBytes { get; init; }

    public bool CoverOpen { get; init; }

    public bool PaperNearEnd { get; init; }

    /// <summary>It prints, and answers nothing.</summary>
    public bool Silent { get; init; }

    /// <summary>It answers <c>DLE EOT</c>, and not <c>GS r</c>.</summary>
    public bool NoOrderedAnswers { get; init; }

    /// <summary>How fast it takes bytes; 0: as they come.</summary>
    public int BytesPerSecond { get; init; }

    internal bool StopsPrinting => PaperOut || CoverOpen;
}
