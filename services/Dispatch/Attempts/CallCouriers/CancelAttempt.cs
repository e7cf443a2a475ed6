using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Attempts.CallCouriers;

/// <summary>Takes the order back from the courier, because it was cancelled or because nobody came for it.</summary>
internal sealed class CancelAttempt(Database<DispatchDbContext> database, TimeProvider time)
{
    private const int MostAbsences = 3;

    public async Task RunAsync(ICourier courier, AttemptClaim claim, CancellationToken ct)
    {
        var outcome = await courier.CancelAsync(claim.Order, "订单已取消", Instant.FromDateTimeOffset(time.GetUtcNow()), ct);
        await database.WriteAsync(unit => NoteAsync(unit, claim, outcome, ct), ct);
    }

    private async Task NoteAsync(Unit<DispatchDbContext> unit, AttemptClaim claim, CancelOutcome outcome, CancellationToken ct)
    {
        var realNow = time.GetUtcNow();
        var attempt = await unit.Db.Attempts.SingleAsync(a => a.Id == claim.AttemptId, ct);
        if (!attempt.Live && !attempt.Stray)
            return;

        var delivery = await unit.Db.Deliveries.SingleAsync(d => d.Id == claim.DeliveryId, ct);
        switch (outcome)
        {
            case CancelOutcome.Cancelled or CancelOutcome.Absent or CancelOutcome.CannotTell when attempt.Stray:
                Charge(unit, delivery, attempt, (outcome as CancelOutcome.Cancelled)?.FeeFen);
                attempt.IsNoLongerAstray();
                break;
            case CancelOutcome.TooLate when attempt.Stray:
                // Two riders may be on their way to one door.
                unit.AskForAttention(delivery, DeliveryAlarm.TwoCouriers);
                attempt.IsNoLongerAstray();
                break;
            case CancelOutcome.Cancelled cancelled:
                Charge(unit, delivery, attempt, cancelled.FeeFen);
                TakeBack(unit, delivery, attempt, realNow, rawCode: null);
                break;
            case CancelOutcome.Absent when attempt.Absences + 1 >= MostAbsences:
                TakeBack(unit, delivery, attempt, realNow, DeliveryAttempt.AbsentCode);
                break;
            case CancelOutcome.TooLate:
                // It goes on: what became of it is asked.
                attempt.CancelIsTooLate(realNow.UtcDateTime);
                break;
            case CancelOutcome.Absent:
                attempt.MissForCancel(realNow.UtcDateTime + CourierOptions.Backoff(attempt.Tries));
                break;
            case CancelOutcome.CannotTell when attempt.State == AttemptState.Unknown:
                attempt.AskBySending(realNow.UtcDateTime);
                break;
            default:
                attempt.Retry(realNow.UtcDateTime + CourierOptions.Backoff(attempt.Tries));
                break;
        }
    }

    private static void Charge(Unit<DispatchDbContext> unit, Delivery delivery, DeliveryAttempt attempt, long? feeFen)
    {
        attempt.ChargeForCancel(feeFen);
        if (feeFen is > 0)
            unit.Publish(
                new CourierCancelCharged
                {
                    DeliveryId = delivery.Id,
                    OrderId = delivery.OrderId,
                    SiteCode = delivery.SiteCode,
                    Provider = attempt.Provider,
                    AttemptCode = attempt.Code,
                    ProviderReference = attempt.ProviderRef,
                    FeeFen = feeFen.Value,
                    OccurredAt = unit.Now,
                },
                attempt.Id);
    }

    private static void TakeBack(Unit<DispatchDbContext> unit, Delivery delivery, DeliveryAttempt attempt, DateTimeOffset realNow, string? rawCode) =>
        new FollowAttempt(unit, delivery, attempt, realNow).Fail(
            AttemptState.Cancelled, delivery.OrderCancelled ? FailureReason.CustomerCancelled : attempt.Failure ?? FailureReason.NoCapacity, rawCode);
}
