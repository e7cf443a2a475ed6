using MealDispatch.Contracts;

namespace MealDispatch.Care.Alerts;

/// <summary>The steps of the ladder, from the nearest to the resident to the last.</summary>
internal enum AlertStep
{
    RiderCalls,
    Family,
    Canteen,
    GridSteward,
    Officer,
    Emergency,
}

/// <summary>One step that a subdistrict uses, and how many minutes it has before the next begins.</summary>
internal sealed record Rung(AlertStep Step, int Minutes);

/// <param name="Rungs">In the order of the steps; a subdistrict may leave some out.</param>
/// <param name="TakenMinutes">How long somebody who took the alert has to close it; then it climbs on.</param>
internal sealed record Ladder(IReadOnlyList<Rung> Rungs, int TakenMinutes)
{
    public static Ladder UsualConcern { get; } = new(
        [
            new(AlertStep.RiderCalls, 5), new(AlertStep.Family, 15), new(AlertStep.Canteen, 20), new(AlertStep.GridSteward, 30),
            new(AlertStep.Officer, 50), new(AlertStep.Emergency, 30),
        ],
        TakenMinutes: 120);

    public static Ladder UsualUrgent { get; } = new(
        [
            new(AlertStep.RiderCalls, 2), new(AlertStep.Family, 3), new(AlertStep.Canteen, 3), new(AlertStep.GridSteward, 4),
            new(AlertStep.Officer, 3), new(AlertStep.Emergency, 10),
        ],
        TakenMinutes: 30);

    /// <summary>A report that all is well raises no alert.</summary>
    public static bool IsAlerting(WelfareLevel level) => level != WelfareLevel.Well;

    /// <summary>The steps above one; all of them for null. A step that was taken off the ladder meanwhile still has its place.</summary>
    public IEnumerable<Rung> Above(AlertStep? step) => Rungs.Where(r => step is null || r.Step > step);
}
