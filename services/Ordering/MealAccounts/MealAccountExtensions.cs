using MealDispatch.Ordering.Data;

namespace MealDispatch.Ordering.MealAccounts;

internal static class MealAccountExtensions
{
    /// <summary>The resident's account, opened empty when there is none yet.</summary>
    public static async Task<MealAccount> MealAccountOfAsync(this OrderingDbContext db, Guid residentId, CancellationToken ct)
    {
        if (await db.MealAccounts.FindAsync([residentId], ct) is { } account)
            return account;
        account = new MealAccount { ResidentId = residentId };
        db.MealAccounts.Add(account);
        return account;
    }
}
