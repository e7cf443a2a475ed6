using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Subsidy.Budgets.ReadBudgets;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Budgets;

/// <summary>What top-up and transfer share: a budget of the caller's subdistrict is moved once per key, and answered as it is then.</summary>
internal static class ChangeBudget
{
    public static async Task<Results<Ok<BudgetAnswer>, ProblemHttpResult>> RunAsync<TRequest>(
        Database<SubsidyDbContext> database, string code, HttpContext http, Caller caller, TRequest request, TimeProvider time,
        Func<Unit<SubsidyDbContext>, LedgerBook, Budget, Task<Result<Budget>>> move, CancellationToken ct)
    {
        var key = IdempotencyKey.Of(http, caller, request);
        if (key.Failed)
            return key.Error.ToProblem();
        var moved = await database.WriteAsync<Result<Budget>>(
            async unit =>
            {
                var ledger = await LedgerBook.OpenAsync(unit, ct);
                var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
                if (repeat.Failed)
                    return repeat.Error;
                var budget = await unit.Db.Budgets.SingleOrDefaultAsync(b => b.Code == code && b.Subdistrict == caller.Subdistrict, ct);
                if (budget is null)
                    return new Absent();
                if (repeat.Value is not null)
                    return budget;
                unit.Db.KeepKey(key.Value, code, time);
                return await move(unit, ledger, budget);
            },
            ct);
        return moved.Match<Results<Ok<BudgetAnswer>, ProblemHttpResult>>(budget => TypedResults.Ok(BudgetAnswer.Of(budget)), error => error.ToProblem());
    }
}
