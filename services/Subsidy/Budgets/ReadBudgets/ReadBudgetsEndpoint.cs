using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Budgets.ReadBudgets;

/// <param name="Warnings">Levels of use that were reached, each told once.</param>
internal sealed record BudgetAnswer(
    string Code, string Subdistrict, long Fen, LocalDate From, LocalDate? To, WhenExhausted WhenExhausted, long ReservedFen, long GrantedFen,
    long RemainingFen, IReadOnlyList<int> WarnAtPercent, IReadOnlyList<BudgetWarning> Warnings)
{
    public static BudgetAnswer Of(Budget b) => new(
        b.Code, b.Subdistrict, b.Fen, b.From, b.To, b.WhenExhausted, b.ReservedFen, b.GrantedFen, b.RemainingFen, b.WarnAtPercent, b.Warnings);
}

/// <summary>The budgets of the caller's subdistrict and what is left of them.</summary>
internal static class ReadBudgetsEndpoint
{
    public static void MapReadBudgets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/budgets", ListAsync)
            .WithName("Subsidy_ListBudgets").WithSummary("The subdistrict's budgets")
            .ProducesProblem(400).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapGet("/api/subsidy/budgets/{code}", ReadAsync)
            .WithName("Subsidy_ReadBudget").WithSummary("A budget and what is left of it")
            .ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
    }

    internal static async Task<Results<Ok<Page<BudgetAnswer>>, ProblemHttpResult>> ListAsync(
        Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, int? limit = null, string? after = null)
    {
        var check = new Check();
        var take = Paging.Limit(check, limit);
        var last = Paging.After<string>(check, after) ?? "";
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var budgets = await db.Budgets.Where(b => b.Subdistrict == caller.Subdistrict && string.Compare(b.Code, last) > 0)
            .OrderBy(b => b.Code).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(budgets.Select(BudgetAnswer.Of).ToList().ToPage(take, b => b.Code));
    }

    internal static async Task<Results<Ok<BudgetAnswer>, ProblemHttpResult>> ReadAsync(
        string code, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var budget = await db.Budgets.SingleOrDefaultAsync(b => b.Code == code && b.Subdistrict == caller.Subdistrict, ct);
        return budget is null ? new Absent().ToProblem() : TypedResults.Ok(BudgetAnswer.Of(budget));
    }
}
