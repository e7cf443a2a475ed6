using NodaTime;

namespace MealDispatch.Dispatch.Attempts;

/// <summary>What an attempt knows of itself when a report comes in.</summary>
internal sealed record AttemptFacts(AttemptState State, Rider? Rider, Instant? LastProviderTime);

internal abstract record MergeOutcome
{
    /// <summary>The report is taken: the state rises, or stays while the rider becomes known or changes.</summary>
    public sealed record Taken(AttemptState State, Rider? Rider, bool RiderChanged) : MergeOutcome;

    /// <summary>Known already, or overtaken by a later report: recorded, without effect.</summary>
    public sealed record Stale : MergeOutcome;

    /// <summary>Delivered against not delivered: people decide, the state stays.</summary>
    public sealed record Contradiction(AttemptState Held, AttemptState Reported) : MergeOutcome;
}

/// <summary>
/// Reports come twice, late and in any order. The rank only grows, except that a courier may take a rider away or send another one
/// before pickup; an ended attempt stays ended.
/// </summary>
internal static class MergeReport
{
    public static MergeOutcome Merge(AttemptFacts held, CourierReport report)
    {
        if (held.State.IsTerminal())
            return MergeAfterTheEnd(held.State, report.State);

        var riderChanged = held.Rider is not null && report.Rider is not null && report.Rider.IsOtherThan(held.Rider);
        if (report.State.Rank() > held.State.Rank())
            return new MergeOutcome.Taken(report.State, report.Rider ?? held.Rider, riderChanged);

        var isNewer = report.Authoritative
            || report.ProviderTime is { } at && (held.LastProviderTime is not { } last || at > last);
        if (held.State.AwaitsPickup() && report.State == AttemptState.Accepted && isNewer)
            return new MergeOutcome.Taken(AttemptState.Accepted, Rider: null, RiderChanged: true);

        if (held.State.AwaitsPickup() && report.State == AttemptState.RiderAssigned && riderChanged && isNewer)
            return new MergeOutcome.Taken(AttemptState.RiderAssigned, report.Rider, RiderChanged: true);

        if (report.State != held.State || report.Rider is null)
            return new MergeOutcome.Stale();

        if (riderChanged && isNewer)
            return new MergeOutcome.Taken(held.State, report.Rider, RiderChanged: true);

        return held.Rider is null
            ? new MergeOutcome.Taken(held.State, report.Rider, RiderChanged: false)
            : new MergeOutcome.Stale();
    }

    private static MergeOutcome MergeAfterTheEnd(AttemptState held, AttemptState reported) =>
        reported.IsTerminal() && (held == AttemptState.Delivered) != (reported == AttemptState.Delivered)
            ? new MergeOutcome.Contradiction(held, reported)
            : new MergeOutcome.Stale();
}
