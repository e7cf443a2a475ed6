using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.MealAccounts;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.Demo;

/// <summary>¥200 in the meal account of every resident of the demonstration town, once.</summary>
internal sealed class DemoAccounts(Database<OrderingDbContext> database) : IDemoSeed
{
    public Task SeedAsync(CancellationToken ct) =>
        database.WriteAsync(
            async unit =>
            {
                var there = (await unit.Db.MealAccounts.Select(a => a.ResidentId).ToListAsync(ct)).ToHashSet();
                foreach (var residentId in Enumerable.Range(1, DemoTown.Residents).Select(DemoTown.ResidentId).Where(id => !there.Contains(id)))
                {
                    var account = new MealAccount { ResidentId = residentId };
                    unit.Db.MealAccounts.Add(account);
                    unit.Db.MealAccountEntries.Add(account.TopUp(DemoTown.OpeningBalanceFen, unit.Now));
                }
            },
            ct);
}
