using MealDispatch.Ordering.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.MealAccounts;

internal static class MealAccountExtensions
{
    private static readonly Func<OrderingDbContext, Guid, CancellationToken, Task<MealAccount?>> AccountOf = EF.CompileAsyncQuery(
        (OrderingDbContext db, Guid residentId, CancellationToken ct) => db.MealAccounts.SingleOrDefault(a => a.ResidentId == residentId));

    /// <summary>The resident's account, opened empty when there is none yet.</summary>
    public static async Task<MealAccount> MealAccountOfAsync(this OrderingDbContext db, Guid residentId, CancellationToken ct)
    {
        if (await AccountOf(db, residentId, ct) is { } account)
            return account;
        account = new MealAccount { ResidentId = residentId };
        db.MealAccounts.Add(account);
        return account;
    }
}
