namespace MealDispatch.Care.Checks;

/// <summary>Nobody opened so often that somebody should look.</summary>
/// <param name="Times">Deliveries at which nobody opened …</param>
/// <param name="Days">… within so many days.</param>
internal sealed record RepeatedNoAnswerRule(bool Enabled, int Times, int Days)
{
    public static RepeatedNoAnswerRule Usual { get; } = new(true, 2, 14);
}

/// <summary>A resident who ordered this meal on that weekday at least <paramref name="AtLeast"/> times in the last <paramref name="OfLast"/> weeks usually orders it.</summary>
internal sealed record MissedMealRule(bool Enabled, int AtLeast, int OfLast)
{
    public const int MaxWeeks = 8;

    public static MissedMealRule Usual { get; } = new(true, 3, 4);
}
