using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Dispatch.Places;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Attempts.CallCouriers;

/// <summary>Asks the courier what it holds: settles lost answers, repairs lost callbacks from the courier's log, follows the rider.</summary>
internal sealed class QueryAttempt(Database<DispatchDbContext> database, CourierOptions options, TimeProvider time, RecordPosition positions)
{
    private const int MostAbsences = 3;
    private const int MostTriesWhileHolding = 5;
    private const int SilentAfterTries = 10;

    public async Task RunAsync(ICourier courier, AttemptClaim claim, CancellationToken ct)
    {
        var outcome = await courier.QueryAsync(claim.Order, ct);
        var (riderIsOut, returnIsOver) = await database.WriteAsync(unit => NoteAsync(unit, claim, outcome, ct), ct);
        if (returnIsOver)
            await courier.ConfirmReturnAsync(claim.Order, ct);
        else if (riderIsOut && courier.Pace.Free > 1 && await courier.LocateRiderAsync(claim.Order, ct) is { } point)
            await positions.RecordNowAsync(claim.DeliveryId, point, ct);
    }

    /// <summary>Whether there is a rider to be located, and whether a meal that is brought back has had its time.</summary>
    private async Task<(bool RiderIsOut, bool ReturnIsOver)> NoteAsync(Unit<DispatchDbContext> unit, AttemptClaim claim, QueryOutcome outcome, CancellationToken ct)
    {
        var realNow = time.GetUtcNow();
        var attempt = await unit.Db.Attempts.SingleAsync(a => a.Id == claim.AttemptId, ct);
        if (!attempt.Live)
            return (false, false);

        var delivery = await unit.Db.Deliveries.SingleAsync(d => d.Id == claim.DeliveryId, ct);
        var follow = new FollowAttempt(unit, delivery, attempt, realNow);
        // A callback that came in while we asked is newer than the answer: then the answer may not step back.
        var nothingCameIn = attempt.Version == claim.Version;
        var again = realNow.UtcDateTime + CourierOptions.Backoff(attempt.Tries);
        switch (outcome)
        {
            case QueryOutcome.Found found:
                follow.WasSubmitted();
                var etaAt = CourierTime.AheadToBusiness(found.EtaAt, unit.Now, Instant.FromDateTimeOffset(realNow));
                attempt.Know(found.ProviderRef, found.FeeFen, etaAt);
                await FollowAllAsync(follow, attempt, found.Reports, nothingCameIn, ct);
                await ReleaseHeldAsync(follow, attempt, ct);
                if (attempt.Live)
                    attempt.CallAgainAt(realNow.UtcDateTime + options.Poll);
                // A cancel that was refused while it could still have been done is tried again.
                if (attempt.Live && delivery.OrderCancelled && !attempt.State.IsWithRider())
                    attempt.WantCancel(attempt.NextCallAt);
                break;
            case QueryOutcome.NotYet:
                follow.WasSubmitted();
                attempt.Retry(again);
                break;
            case QueryOutcome.Absent when attempt.Absences + 1 >= MostAbsences && attempt.SentAt + FollowAttempt.ArrivesLate is { } arrived && realNow.UtcDateTime < arrived:
                attempt.WaitUntil(arrived);
                break;
            case QueryOutcome.Absent when attempt.Absences + 1 >= MostAbsences:
                follow.Fail(
                    attempt.Requested ? AttemptState.Failed : AttemptState.Rejected,
                    attempt.Requested ? FailureReason.PlatformCancelled : FailureReason.ProviderDown,
                    DeliveryAttempt.AbsentCode);
                break;
            case QueryOutcome.Absent:
                // Not there: the same code may be sent again, never another one elsewhere while this could still arrive.
                attempt.FoundAbsent(again);
                break;
            case QueryOutcome.CannotTell when attempt.State == AttemptState.Unknown:
                attempt.AskBySending(again);
                break;
            default:
                attempt.Retry(again);
                if (attempt.Tries == SilentAfterTries)
                    unit.AskForAttention(delivery, DeliveryAlarm.CourierSilent);
                break;
        }

        // Decided on what was just seen: the cancel of one that is over would be refused again and again.
        var nobodyTookIt = outcome is (QueryOutcome.Found or QueryOutcome.NotYet) && attempt.State is (AttemptState.Submitted or AttemptState.Accepted)
            && realNow.UtcDateTime - attempt.CreatedAtReal > TimeSpan.FromMinutes(options.AssignMinutes);
        if (attempt is { Live: true, CancelWanted: false } && nobodyTookIt)
            attempt.WantCancel(realNow.UtcDateTime);

        if (attempt.Live && attempt.HeldReport is not null && attempt.Tries > MostTriesWhileHolding)
            await ReleaseHeldAsync(follow, attempt, ct);
        return (
            attempt.Live && attempt.State.Rank() >= AttemptState.RiderAssigned.Rank(),
            attempt is { Live: true, State: AttemptState.Returning } && await ReturnsSinceAsync(unit.Db, attempt, ct) <= unit.Now - options.Return);
    }

    private static Task<Instant?> ReturnsSinceAsync(DispatchDbContext db, DeliveryAttempt attempt, CancellationToken ct) =>
        db.AttemptEvents.Where(e => e.AttemptId == attempt.Id && e.State == AttemptState.Returning).MinAsync(e => (Instant?)e.ReceivedAt, ct);

    private static async Task FollowAllAsync(
        FollowAttempt follow, DeliveryAttempt attempt, IReadOnlyList<CourierReport> reports, bool nothingCameIn, CancellationToken ct)
    {
        foreach (var report in reports)
        {
            var key = $"{attempt.Id}:{report.State}:{report.ProviderTime?.ToUnixTimeMilliseconds()}:{attempt.Version}";
            await follow.FollowAsync(
                report with { Authoritative = report.Authoritative && nothingCameIn }, new ReportOrigin(EventSource.Query, key, Raw: null), ct);
        }
    }

    private static async Task ReleaseHeldAsync(FollowAttempt follow, DeliveryAttempt attempt, CancellationToken ct)
    {
        if (attempt.HeldReport is not { } held || JsonSerializer.Deserialize<CourierReport>(held, Json.Options) is not { } report)
            return;
        attempt.Release();
        await follow.FollowAsync(report, new ReportOrigin(EventSource.Query, $"{attempt.Id}:held:{attempt.Version}", Raw: null), ct);
    }
}
