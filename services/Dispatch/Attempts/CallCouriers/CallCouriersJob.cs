using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Attempts.CallCouriers;

/// <summary>
/// Does what is due for each live attempt: submit, ask, cancel. A call is claimed in the database, made outside of any transaction,
/// and noted in another unit; a process that dies in between leaves an attempt whose outcome is unknown, and which is asked about.
/// </summary>
internal sealed class CallCouriersJob(
    Database<DispatchDbContext> database, CourierList couriers, CourierOptions options, TimeProvider time,
    SubmitAttempt submit, QueryAttempt query, CancelAttempt cancel) : IJob
{
    private const int MostAtOnce = 200;
    private const int MostTogether = 16;

    public TimeSpan Every => TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken ct)
    {
        List<Guid> due;
        var realNow = time.GetUtcNow().UtcDateTime;
        await using (var db = database.Read())
            due = await db.Attempts
                .Where(a => a.Live && a.Provider != DeliveryAttempt.OwnRidersProvider && a.NextCallAt <= realNow)
                .OrderBy(a => a.NextCallAt).Select(a => a.Id).Take(MostAtOnce).ToListAsync(ct);
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = MostTogether, CancellationToken = ct }, async (id, token) => await CallAsync(id, token));
    }

    private async Task CallAsync(Guid id, CancellationToken ct)
    {
        if (await database.WriteAsync(unit => ClaimAsync(unit, id, ct), ct) is not { } claim
            || couriers.Find(claim.Provider) is not { } courier)
            return;

        await (claim.Call switch
        {
            CourierCall.Submit => submit.RunAsync(courier, claim, ct),
            CourierCall.Query => query.RunAsync(courier, claim, ct),
            CourierCall.Cancel => cancel.RunAsync(courier, claim, ct),
        });
    }

    private async Task<AttemptClaim?> ClaimAsync(Unit<DispatchDbContext> unit, Guid id, CancellationToken ct)
    {
        var realNow = time.GetUtcNow();
        var attempt = await unit.Db.Attempts.SingleAsync(a => a.Id == id, ct);
        if (!attempt.Live || attempt.NextCallAt > realNow.UtcDateTime)
            return null;

        if (attempt.CancelWanted && attempt.State == AttemptState.Submitting)
        {
            var delivery = await unit.Db.Deliveries.SingleAsync(d => d.Id == attempt.DeliveryId, ct);
            new FollowAttempt(unit, delivery, attempt, realNow).Fail(AttemptState.Cancelled, FailureReason.CustomerCancelled, rawCode: null);
            return null;
        }

        var nobodyTookIt = attempt.State is AttemptState.Submitted or AttemptState.Accepted
            && realNow.UtcDateTime - attempt.CreatedAtReal > TimeSpan.FromMinutes(options.AssignMinutes);
        if (nobodyTookIt && !attempt.CancelWanted)
            attempt.WantCancel(realNow.UtcDateTime);

        var call = attempt switch
        {
            { CancelWanted: true } => CourierCall.Cancel,
            { State: AttemptState.Submitting } => CourierCall.Submit,
            _ => CourierCall.Query,
        };
        attempt.BeginCall(realNow.UtcDateTime + options.Lease);
        return new AttemptClaim(id, attempt.DeliveryId, attempt.Provider, attempt.Code, attempt.State, attempt.Version, call);
    }
}

internal enum CourierCall
{
    Submit,
    Query,
    Cancel,
}

/// <summary>An attempt whose next call is ours to make; <paramref name="Version"/> tells whether something came in meanwhile.</summary>
internal sealed record AttemptClaim(
    Guid AttemptId, Guid DeliveryId, string Provider, string Code, AttemptState State, int Version, CourierCall Call);
