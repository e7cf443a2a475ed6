using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Attempts.CallCouriers;

/// <summary>
/// Does what is due for each live attempt: ask the price, submit, ask, cancel. A call is claimed in the database, made outside of any transaction,
/// and noted in another unit; a process that dies in between leaves an attempt whose outcome is unknown, and which is asked about.
/// </summary>
internal sealed class CallCouriersJob(
    Database<DispatchDbContext> database, CourierList couriers, CourierOptions options, TimeProvider time,
    QuoteAttempt quote, SubmitAttempt submit, QueryAttempt query, CancelAttempt cancel, AnswerRider answerRider) : IJob
{
    private const int MostAtOnce = 200;
    private const int MostTogether = 16;

    public TimeSpan Every => TimeSpan.FromMilliseconds(500);

    private bool tookUp;

    public async Task RunAsync(CancellationToken ct)
    {
        if (!tookUp)
            await TakeUpAsync(ct);
        tookUp = true;
        var due = await FindDueAsync(ct);
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = MostTogether, CancellationToken = ct }, async (id, token) => await CallAsync(id, token));
    }

    /// <summary>A SQLite file has one process: whatever call was under way when this one began died with the one before it. Elsewhere leases run out.</summary>
    private async Task TakeUpAsync(CancellationToken ct) =>
        await database.WriteAsync(
            async unit =>
            {
                if (unit.Db.Database.IsSqlite())
                    await unit.Db.Attempts.Where(a => a.Live && (a.State == AttemptState.Unknown || a.State == AttemptState.Submitting))
                        .ExecuteUpdateAsync(set => set.SetProperty(a => a.NextCallAt, time.GetUtcNow().UtcDateTime), ct);
            },
            ct);

    /// <summary>
    /// No more of each courier than its pace allows: the rest stays due. What is not settled or to be taken back comes before what is only looked at
    /// again, and the oldest of all couriers first: in a process that does not live long, nobody's outcome may wait behind another courier's calls.
    /// </summary>
    internal async Task<IReadOnlyList<Guid>> FindDueAsync(CancellationToken ct)
    {
        var realNow = time.GetUtcNow().UtcDateTime;
        var due = new List<(Guid Id, bool OnlyToLook, DateTime Since)>();
        await using var db = database.Read();
        foreach (var courier in couriers.All)
        {
            if (courier.Pace.Free is not (> 0 and var free))
                continue;
            var own = await db.Attempts.Where(a => (a.Live || a.Stray) && a.Provider == courier.Provider && a.NextCallAt <= realNow)
                .Select(a => new
                {
                    a.Id, a.CreatedAtReal, a.NextCallAt,
                    OnlyToLook = a.State != AttemptState.Submitting && a.State != AttemptState.Unknown && !a.CancelWanted && !a.RiderAsksToGo && !a.Stray,
                })
                .OrderBy(a => a.OnlyToLook).ThenBy(a => a.OnlyToLook ? a.NextCallAt : a.CreatedAtReal).Take(Math.Min(free, MostAtOnce)).ToListAsync(ct);
            due.AddRange(own.Select(a => (a.Id, a.OnlyToLook, a.OnlyToLook ? a.NextCallAt : a.CreatedAtReal)));
        }

        return [.. due.OrderBy(a => a.OnlyToLook).ThenBy(a => a.Since).Select(a => a.Id)];
    }

    private async Task CallAsync(Guid id, CancellationToken ct)
    {
        if (await database.WriteAsync(unit => ClaimAsync(unit, id, ct), ct) is not { } claim
            || couriers.Find(claim.Provider) is not { } courier)
            return;

        await (claim.Call switch
        {
            CourierCall.Quote => quote.RunAsync(courier, claim, ct),
            CourierCall.Submit => submit.RunAsync(courier, claim, ct),
            CourierCall.Query => query.RunAsync(courier, claim, ct),
            CourierCall.Cancel => cancel.RunAsync(courier, claim, ct),
            CourierCall.AnswerRider => answerRider.RunAsync(courier, claim, ct),
        });
    }

    private async Task<AttemptClaim?> ClaimAsync(Unit<DispatchDbContext> unit, Guid id, CancellationToken ct)
    {
        var realNow = time.GetUtcNow();
        var attempt = await unit.Db.Attempts.SingleAsync(a => a.Id == id, ct);
        if (!attempt.Live && !attempt.Stray || attempt.NextCallAt > realNow.UtcDateTime)
            return null;

        if (attempt is { Live: true, CancelWanted: true } && attempt.State == AttemptState.Submitting)
        {
            var delivery = await unit.Db.Deliveries.SingleAsync(d => d.Id == attempt.DeliveryId, ct);
            new FollowAttempt(unit, delivery, attempt, realNow).Fail(
                AttemptState.Cancelled, FailureReason.CustomerCancelled, attempt.Absences > 0 ? DeliveryAttempt.AbsentCode : null);
            return null;
        }

        var asksPrice = await quote.IsDueAsync(unit.Db, attempt, ct);
        var call = attempt switch
        {
            _ when asksPrice => CourierCall.Quote,
            { State: AttemptState.Submitting } or { State: AttemptState.Unknown, SendAgain: true } => CourierCall.Submit,
            { CancelWanted: true } or { Stray: true } => CourierCall.Cancel,
            { RiderAsksToGo: true } => CourierCall.AnswerRider,
            _ => CourierCall.Query,
        };
        var mayHaveArrived = attempt.State == AttemptState.Unknown;
        var lease = realNow.UtcDateTime + options.Lease;
        if (call == CourierCall.Submit)
            attempt.BeginSend(realNow.UtcDateTime, lease);
        else
            attempt.WaitUntil(lease);
        return new AttemptClaim(
            id, attempt.DeliveryId, attempt.Provider, new CourierOrder(attempt.Code, attempt.ProviderRef, attempt.State), mayHaveArrived,
            attempt.Version, call);
    }
}

internal enum CourierCall
{
    Quote,
    Submit,
    Query,
    Cancel,
    AnswerRider,
}

/// <summary>An attempt whose next call is ours to make.</summary>
/// <param name="MayHaveArrived">An earlier call's answer was lost.</param>
/// <param name="Version">Tells whether something came in meanwhile.</param>
internal sealed record AttemptClaim(
    Guid AttemptId, Guid DeliveryId, string Provider, CourierOrder Order, bool MayHaveArrived, int Version, CourierCall Call);
