using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Dispatch.Residents;
using MealDispatch.Dispatch.Sites;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Attempts.CallCouriers;

/// <summary>Gives the order to the courier. A lost answer leaves the attempt unknown: only asking settles it.</summary>
internal sealed class SubmitAttempt(Database<DispatchDbContext> database, CourierOptions options, IClock clock, TimeProvider time, Town town)
{
    private const int MostTries = 3;
    private const int MostTriesWhileBusy = 8;
    private static readonly TimeSpan AskSoon = TimeSpan.FromSeconds(1);

    public async Task RunAsync(ICourier courier, AttemptClaim claim, CancellationToken ct) =>
        await GiveAsync(courier, claim, await ComposeAsync(claim, ct), ct);

    public async Task GiveAsync(ICourier courier, AttemptClaim claim, Submission submission, CancellationToken ct)
    {
        var outcome = await courier.SubmitAsync(submission, ct);
        await database.WriteAsync(unit => NoteAsync(unit, claim, outcome, ct), ct);
    }

    public async Task<Submission> ComposeAsync(AttemptClaim claim, CancellationToken ct)
    {
        await using var db = database.Read();
        var delivery = await db.Deliveries.SingleAsync(d => d.Id == claim.DeliveryId, ct);
        var site = await db.Sites.SingleAsync(s => s.Code == delivery.SiteCode, ct);
        var contact = await db.ResidentContacts.SingleAsync(r => r.ResidentId == delivery.ResidentId, ct);
        return Compose(claim.Order.Code, delivery, site, contact, clock.GetCurrentInstant(), Instant.FromDateTimeOffset(time.GetUtcNow()));
    }

    /// <summary>Dishes are not named: a diet meal tells of an illness.</summary>
    private Submission Compose(string code, Delivery delivery, SiteCopy site, ResidentContact contact, Instant now, Instant realNow) => new()
    {
        Code = code,
        // Couriers want a phone for the pickup too.
        From = new PickupPlace(site.Code, site.Name, site.Address, site.Phone ?? contact.Phone!, site.Point!),
        To = new DropoffPlace(contact.ShortName, contact.Address, contact.Phone!, contact.Point!),
        Items = [new SubmissionItem("餐食", delivery.Meals, delivery.FoodFen / delivery.Meals)],
        FoodFen = delivery.FoodFen,
        SerialNumber = delivery.TicketCode is { Length: >= 3 } ticket ? ticket[^3..] : null,
        AddedAt = realNow,
        DeliverBy = delivery.ServeTo > now ? CourierTime.ToReal(delivery.ServeTo, now, realNow) : null,
        Remark = $"请在 {Clock(delivery.ServeFrom)}–{Clock(delivery.ServeTo)} 之间送达。送到后请看看老人是否安好，扫餐袋上的“骑手反馈”二维码告诉社区；没人应门请务必反馈",
    };

    private string Clock(Instant instant)
    {
        var local = town.LocalOf(instant);
        return $"{local.Hour:00}:{local.Minute:00}";
    }

    public async Task NoteAsync(Unit<DispatchDbContext> unit, AttemptClaim claim, SubmitOutcome outcome, CancellationToken ct)
    {
        var realNow = time.GetUtcNow();
        var attempt = await unit.Db.Attempts.SingleAsync(a => a.Id == claim.AttemptId, ct);
        if (!attempt.Live)
            return;

        var delivery = await unit.Db.Deliveries.SingleAsync(d => d.Id == claim.DeliveryId, ct);
        var follow = new FollowAttempt(unit, delivery, attempt, realNow);
        var soon = realNow.UtcDateTime + AskSoon;
        var again = realNow.UtcDateTime + CourierOptions.Backoff(attempt.Tries);
        switch (outcome)
        {
            case SubmitOutcome.Accepted accepted:
                follow.WasSubmitted();
                attempt.Quote(accepted.ProviderRef, accepted.QuotedFen);
                attempt.CallAgainAt(realNow.UtcDateTime + options.Poll);
                if (accepted.QuotedFen > await MostFeeFenAsync(unit.Db, delivery, attempt, ct))
                    attempt.GiveUpAsTooExpensive(realNow.UtcDateTime);
                break;
            case SubmitOutcome.AlreadyExists:
                follow.WasSubmitted();
                attempt.CallAgainAt(realNow.UtcDateTime);
                break;
            case SubmitOutcome.Unknown:
                attempt.Retry(again);
                break;
            case SubmitOutcome.Refused or SubmitOutcome.NotSent or SubmitOutcome.QuoteIsOver when attempt.Requested:
                // A callback was faster and knows better.
                attempt.CallAgainAt(soon);
                break;
            case SubmitOutcome.NotSent or SubmitOutcome.Refused { Reason: FailureReason.AuthOrConfig } when claim.MayHaveArrived:
                // Says nothing about the call before.
                attempt.Retry(again);
                break;
            case SubmitOutcome.Refused refused:
                follow.Fail(AttemptState.Rejected, refused.Reason, refused.RawCode);
                break;
            case SubmitOutcome.NotSent sent when attempt.Tries + 1 >= (sent.Busy ? MostTriesWhileBusy : MostTries):
                follow.Fail(AttemptState.Rejected, FailureReason.ProviderDown, rawCode: null);
                break;
            case SubmitOutcome.QuoteIsOver:
                attempt.NotSent(realNow.UtcDateTime);
                break;
            default:
                attempt.NotSent(again);
                break;
        }

        // The order was cancelled while the courier was called.
        if (attempt.Live && delivery.OrderCancelled)
            attempt.WantCancel(realNow.UtcDateTime);
    }

    /// <summary>Null when the site pays any price.</summary>
    public static async Task<long?> MostFeeFenAsync(DispatchDbContext db, Delivery delivery, DeliveryAttempt attempt, CancellationToken ct) =>
        (await db.Sites.FindAsync([delivery.SiteCode], ct))?.MostFeeFen(attempt.Provider);
}
