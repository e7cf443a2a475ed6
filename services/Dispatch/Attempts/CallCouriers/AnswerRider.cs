using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Attempts.CallCouriers;

/// <summary>
/// Lets a rider go who wants to give an order back, as long as the meal is at the site: another one is found sooner than this one is
/// persuaded. Who has the meal brings it.
/// </summary>
internal sealed class AnswerRider(Database<DispatchDbContext> database, TimeProvider time)
{
    public async Task RunAsync(ICourier courier, AttemptClaim claim, CancellationToken ct)
    {
        var arrived = await courier.AnswerRiderAsync(claim.Order, mayGo: !claim.Order.Held.IsWithRider(), ct);
        await database.WriteAsync(
            async unit =>
            {
                var attempt = await unit.Db.Attempts.SingleAsync(a => a.Id == claim.AttemptId, ct);
                var realNow = time.GetUtcNow().UtcDateTime;
                if (!attempt.Live)
                    return;
                if (arrived)
                    attempt.RiderWasAnswered(realNow);
                else
                    attempt.Retry(realNow + CourierOptions.Backoff(attempt.Tries));
            },
            ct);
    }
}
