using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Budgets.ReadBudgets;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Subsidy.Budgets.TopUpBudget;

internal sealed record TopUpBudgetRequest(long? Fen, string? Reason);

/// <summary>An officer adds money to a budget; the ledger keeps who and why.</summary>
internal static class TopUpBudgetEndpoint
{
    public static void MapTopUpBudget(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/budgets/{code}/top-ups", HandleAsync)
            .WithName("Subsidy_TopUpBudget").WithSummary("Add money to a budget")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .AllowRoles(Role.Officer);

    internal static async Task<Results<Ok<BudgetAnswer>, ProblemHttpResult>> HandleAsync(
        string code, TopUpBudgetRequest request, HttpContext http, Caller caller, Database<SubsidyDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var fen = check.Range("fen", request.Fen, 1, BudgetMoney.MostFen);
        var reason = check.Text("reason", request.Reason, Voucher.MaxReason);
        if (check.Failed)
            return check.Error.ToProblem();
        return await ChangeBudget.RunAsync(
            database, code, http, caller, request, time, async (_, ledger, budget) => await BudgetMoney.TopUpAsync(ledger, budget, fen, caller.Id, reason, ct), ct);
    }
}
