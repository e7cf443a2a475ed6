using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Subsidy.Settlements;

/// <summary>What every step of a settlement shares: it is found as the caller sees it, changed once, and answered as it is then.</summary>
internal static class ChangeSettlement
{
    /// <param name="database">Subsidy's.</param>
    /// <param name="id">The settlement's.</param>
    /// <param name="caller">Who sees all of it, not only a payer's part.</param>
    /// <param name="version">As read; null takes what is there.</param>
    /// <param name="change">Answers why it cannot be, or null.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> RunAsync(
        Database<SubsidyDbContext> database, Guid id, Caller caller, int? version, Func<Unit<SubsidyDbContext>, Settlement, Task<Error?>> change, CancellationToken ct)
    {
        var changed = await database.WriteAsync<Result<Done>>(
            async unit =>
            {
                if (await SettlementAccess.FindAsync(unit.Db, id, caller, ct) is not { OnlyPayer: null, Settlement: var settlement })
                    return new Absent();
                if (version is not null && version != settlement.Version)
                    return new Stale();
                return await change(unit, settlement) is { } error ? error : Done.Instance;
            }, ct);
        if (changed.Failed)
            return changed.Error.ToProblem();
        await using var db = database.Read();
        return TypedResults.Ok(await SettlementAnswer.OfAsync(db, (await SettlementAccess.FindAsync(db, id, caller, ct))!, ct));
    }
}
