using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Budgets.ReadBudgets;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Budgets.TransferBudget;

internal sealed record TransferBudgetRequest(string? To, long? Fen, string? Reason);

/// <summary>An officer moves what is left of one budget to another of the same subdistrict; the ledger keeps who and why.</summary>
internal static class TransferBudgetEndpoint
{
    public static void MapTransferBudget(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/budgets/{code}/transfers", HandleAsync)
            .WithName("Subsidy_TransferBudget").WithSummary("Move money from a budget to another")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .AllowRoles(Role.Officer);

    internal static async Task<Results<Ok<BudgetAnswer>, ProblemHttpResult>> HandleAsync(
        string code, TransferBudgetRequest request, HttpContext http, Caller caller, Database<SubsidyDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var to = check.Code("to", request.To);
        var fen = check.Range("fen", request.Fen, 1, BudgetMoney.MostFen);
        var reason = check.Text("reason", request.Reason, Voucher.MaxReason);
        check.That(to != code, "to", "must be another budget");
        if (check.Failed)
            return check.Error.ToProblem();
        return await ChangeBudget.RunAsync(
            database, code, http, caller, request, time,
            async (unit, ledger, from) =>
                await unit.Db.Budgets.SingleOrDefaultAsync(b => b.Code == to && b.Subdistrict == caller.Subdistrict, ct) is { } target
                    ? await BudgetMoney.TransferAsync(ledger, from, target, fen, caller.Id, reason, ct)
                    : new Invalid("to", "no such budget"),
            ct);
    }
}
