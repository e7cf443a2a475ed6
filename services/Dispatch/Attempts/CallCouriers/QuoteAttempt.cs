using System.Globalization;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Attempts.CallCouriers;

/// <summary>
/// Where a site limits what it pays, the courier is asked for its price before it is given the order, if it names one. Until then nothing
/// is ordered: an attempt is unknown only from the order on.
/// </summary>
internal sealed class QuoteAttempt(
    Database<DispatchDbContext> database, CourierList couriers, SubmitAttempt submit, CourierOptions options, TimeProvider time)
{
    /// <summary>Then it is ordered all the same, and judged by the price that the answer names.</summary>
    private const int MostTries = 3;

    /// <summary>Never once an order may have been given: the same code is then sent again as it is.</summary>
    public async Task<bool> IsDueAsync(DispatchDbContext db, DeliveryAttempt attempt, CancellationToken ct)
    {
        if (attempt is not { State: AttemptState.Submitting, Absences: 0, Tries: < MostTries } || couriers.Find(attempt.Provider) is not IQuotes)
            return false;
        var delivery = await db.Deliveries.SingleAsync(d => d.Id == attempt.DeliveryId, ct);
        return await SubmitAttempt.MostFeeFenAsync(db, delivery, attempt, ct) is not null;
    }

    public async Task RunAsync(ICourier courier, AttemptClaim claim, CancellationToken ct)
    {
        var submission = await submit.ComposeAsync(claim, ct);
        var outcome = await ((IQuotes)courier).QuoteAsync(submission, ct);
        if (await database.WriteAsync(unit => MayOrderAsync(unit, claim, outcome, ct), ct))
            await submit.GiveAsync(courier, claim, submission with { Quote = (outcome as QuoteOutcome.Named)?.Quote }, ct);
    }

    /// <summary>Above what the site pays the next courier is asked, and nobody had to be called off.</summary>
    private async Task<bool> MayOrderAsync(Unit<DispatchDbContext> unit, AttemptClaim claim, QuoteOutcome outcome, CancellationToken ct)
    {
        var attempt = await unit.Db.Attempts.SingleAsync(a => a.Id == claim.AttemptId, ct);
        if (attempt is not { Live: true, State: AttemptState.Submitting, CancelWanted: false })
            return false;

        if (outcome is QuoteOutcome.NoUse noUse)
        {
            await submit.NoteAsync(unit, claim, noUse.Outcome, ct);
            return false;
        }

        var realNow = time.GetUtcNow();
        if (outcome is QuoteOutcome.Named { Quote: var quote })
        {
            attempt.Quote(providerRef: null, quote.Fen);
            unit.Db.AttemptEvents.Add(EventOf(attempt, quote, unit));
            var delivery = await unit.Db.Deliveries.SingleAsync(d => d.Id == claim.DeliveryId, ct);
            if (quote.Fen > await SubmitAttempt.MostFeeFenAsync(unit.Db, delivery, attempt, ct))
            {
                new FollowAttempt(unit, delivery, attempt, realNow).Fail(AttemptState.Rejected, FailureReason.TooExpensive, rawCode: null);
                return false;
            }
        }

        attempt.BeginSend(realNow.UtcDateTime, realNow.UtcDateTime + options.Lease);
        return true;
    }

    private static AttemptEvent EventOf(DeliveryAttempt attempt, Quote quote, Unit<DispatchDbContext> unit) => new()
    {
        Id = Ids.New(),
        AttemptId = attempt.Id,
        Provider = attempt.Provider,
        Source = EventSource.Quote,
        Verdict = EventVerdict.Taken,
        State = null,
        RawCode = quote.Fen.ToString(CultureInfo.InvariantCulture),
        ProviderTime = null,
        ReceivedAt = unit.Now,
        DedupeKey = $"{attempt.Id}:quote:{attempt.Version}",
        Raw = quote.Said.GetRawText() is { Length: > FollowAttempt.KeptOfRaw } said ? said[..FollowAttempt.KeptOfRaw] : quote.Said.GetRawText(),
    };
}
