using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.CourierStatements.ReadStatements;

/// <param name="CourierNumber">The courier's own; null when it gives only ours.</param>
/// <param name="OurNumber">Of the submission or of the order; null when the courier does not give it.</param>
internal sealed record StatementLineAnswer(int Number, string? CourierNumber, string? OurNumber, Instant At, BilledState State, long FeeFen);

/// <summary>What couriers billed, as it was uploaded: statements that count and those that they replaced.</summary>
internal static class ReadStatementsEndpoint
{
    private static readonly Role[] Readers = [Role.Officer, Role.Auditor];

    public static void MapReadStatements(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/courier-statements", ListAsync)
            .WithName("Subsidy_ListCourierStatements").WithSummary("Couriers' statements, the newest first")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Readers);
        routes.MapGet("/api/subsidy/courier-statements/{id:guid}", ReadAsync)
            .WithName("Subsidy_ReadCourierStatement").WithSummary("A courier's statement without its lines")
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Readers);
        routes.MapGet("/api/subsidy/courier-statements/{id:guid}/lines", LinesAsync)
            .WithName("Subsidy_ReadCourierStatementLines").WithSummary("The lines of a courier's statement")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).AllowRoles(Readers);
    }

    internal static async Task<Results<Ok<Page<StatementAnswer>>, ProblemHttpResult>> ListAsync(
        Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, string? month = null, string? siteCode = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var wanted = check.OptionalMonth("month", month);
        var site = check.OptionalText("siteCode", siteCode, 40);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<StatementCursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var own = caller.Subdistrict;
        var rows = db.CourierStatements.Where(s => s.Subdistrict == own);
        if (wanted is { } only && MonthNumber.Of(only) is var number)
            rows = rows.Where(s => s.Month == number);
        if (site is not null)
            rows = rows.Where(s => s.SiteCode == site);
        if (cursor is not null)
            rows = rows.Where(s => s.UploadedAt < cursor.At || (s.UploadedAt == cursor.At && s.Id > cursor.Id));
        var page = await StatementAnswer.OfAsync(rows.OrderByDescending(s => s.UploadedAt).ThenBy(s => s.Id).Take(take + 1), ct);
        return TypedResults.Ok(page.ToPage(take, s => new StatementCursor(s.UploadedAt, s.Id)));
    }

    internal static async Task<Results<Ok<StatementAnswer>, ProblemHttpResult>> ReadAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var own = caller.Subdistrict;
        var statements = await StatementAnswer.OfAsync(db.CourierStatements.Where(s => s.Id == id && s.Subdistrict == own), ct);
        return statements is [var statement] ? TypedResults.Ok(statement) : new Absent().ToProblem();
    }

    internal static async Task<Results<Ok<Page<StatementLineAnswer>>, ProblemHttpResult>> LinesAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, int? limit = null, string? after = null)
    {
        var check = new Check();
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<LineCursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        if (await db.CourierStatements.SingleOrDefaultAsync(s => s.Id == id, ct) is not { } statement || !caller.BelongsTo(statement.Subdistrict))
            return new Absent().ToProblem();
        var from = cursor?.Number ?? 0;
        var page = await db.CourierStatementLines.Where(l => l.StatementId == id && l.Number > from).OrderBy(l => l.Number).Take(take + 1)
            .Select(l => new StatementLineAnswer(l.Number, l.CourierNumber, l.OurNumber, l.At, l.State, l.FeeFen)).ToListAsync(ct);
        return TypedResults.Ok(page.ToPage(take, l => new LineCursor(l.Number)));
    }

    private sealed record StatementCursor(Instant At, Guid Id);

    private sealed record LineCursor(int Number);
}
