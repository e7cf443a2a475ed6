namespace MealDispatch.PrinterSandbox;

/// <summary>Settings <c>PrinterSandbox__*</c>.</summary>
internal sealed class SandboxOptions
{
    public const string Section = "PrinterSandbox";

    /// <summary>The first canteen's printer listens here, the next ones on the ports that follow; 0: on any that are free.</summary>
    public int FirstPort { get; set; } = 9101;
}
