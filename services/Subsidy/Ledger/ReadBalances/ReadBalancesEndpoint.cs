using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Ledger.ReadBalances;

internal sealed record AccountBalance(string Account, long BalanceFen);

/// <summary>All accounts of the caller's subdistrict. They sum to zero: a budget is negative by what it gave.</summary>
internal static class ReadBalancesEndpoint
{
    public static void MapReadBalances(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/subsidy/ledger/balances", HandleAsync)
            .WithName("Subsidy_ReadBalances").WithSummary("The balance of every account")
            .ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<Ok<Page<AccountBalance>>> HandleAsync(Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var balances = await db.LedgerAccounts.Where(a => a.Subdistrict == caller.Subdistrict)
            .OrderBy(a => a.Account).Select(a => new AccountBalance(a.Account, a.BalanceFen)).ToListAsync(ct);
        return TypedResults.Ok(new Page<AccountBalance>(balances, null));
    }
}
