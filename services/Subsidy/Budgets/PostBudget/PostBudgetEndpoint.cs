using System.Text.Json;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Budgets.ReadBudgets;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using MealDispatch.Subsidy.Ledger;
using MealDispatch.Subsidy.Schemes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Budgets.PostBudget;

/// <summary>Opens a budget of the officer's subdistrict.</summary>
internal static class PostBudgetEndpoint
{
    public static void MapPostBudget(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/budgets", HandleAsync)
            .WithName("Subsidy_PostBudget").WithSummary("Open a budget")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(422)
            .AllowRoles(Role.Officer);

    internal static async Task<Results<Created<BudgetAnswer>, ProblemHttpResult>> HandleAsync(
        JsonElement body, HttpContext http, Caller caller, Database<SubsidyDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var (budget, fen) = Read(JsonField.Root(body, errors), caller.Subdistrict ?? "", errors);
        if (errors.Any)
            return new Invalid(errors.ToDictionary()).ToProblem();
        if (!caller.IsOfficerOf(budget.Subdistrict))
            return new Forbidden().ToProblem();
        var key = IdempotencyKey.Of(http, caller, body);
        if (key.Failed)
            return key.Error.ToProblem();

        var saved = await database.WriteAsync(unit => SaveAsync(unit, budget, fen, caller.Id, key.Value, time, ct), ct);
        return saved.Match<Results<Created<BudgetAnswer>, ProblemHttpResult>>(
            b => TypedResults.Created($"/api/subsidy/budgets/{b.Code}", BudgetAnswer.Of(b)), error => error.ToProblem());
    }

    private static (Budget Budget, long Fen) Read(JsonField body, string ownSubdistrict, FieldErrors errors)
    {
        var budget = new Budget
        {
            Code = body["code"].Text(),
            Subdistrict = body["subdistrict"].TextOrNull() ?? ownSubdistrict,
            From = body["from"].Date(),
            To = body["to"].DateOrNull(),
            WhenExhausted = body["whenExhausted"].OneOf<WhenExhausted>(),
            WarnAtPercent = [.. body["warnAtPercent"].ItemsOrNull(level => (int)Math.Clamp(level.Whole(), -1, 101))?.Distinct().Order() ?? Budget.UsualWarnings.AsEnumerable()],
        };
        var fen = body["fen"].Whole();
        if (!SchemeRules.IsCode(budget.Code))
            errors.Add("code", "must be 1 to 40 letters, digits and hyphens");
        if (fen is < 0 or > BudgetMoney.MostFen)
            errors.Add("fen", $"must be 0 to {BudgetMoney.MostFen}");
        if (budget.WarnAtPercent.Length > 10 || budget.WarnAtPercent.Any(level => level is < 1 or > 100))
            errors.Add("warnAtPercent", "must be at most 10 percentages from 1 to 100");
        if (budget.To < budget.From)
            errors.Add("to", "must not be before from");
        return (budget, fen);
    }

    private static async Task<Result<Budget>> SaveAsync(
        Unit<SubsidyDbContext> unit, Budget budget, long fen, Guid by, IdempotencyKey? key, TimeProvider time, CancellationToken ct)
    {
        var ledger = await LedgerBook.OpenAsync(unit, ct);
        var repeat = await unit.Db.FindRepeatAsync(key, ct);
        if (repeat.Failed)
            return repeat.Error;
        var there = await unit.Db.Budgets.SingleOrDefaultAsync(b => b.Code == budget.Code, ct);
        if (repeat.Value is not null)
            return there!;
        if (there is not null)
            return new BudgetCodeTaken();
        unit.Db.Budgets.Add(budget);
        await BudgetMoney.OpenAsync(ledger, budget, fen, by, ct);
        unit.Db.KeepKey(key, budget.Code, time);
        return budget;
    }
}
