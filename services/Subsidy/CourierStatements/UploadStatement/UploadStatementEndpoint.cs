using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Settlements;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.CourierStatements.UploadStatement;

/// <param name="Statements">Those that count now for what the table names, also where it changed nothing.</param>
internal sealed record UploadedStatements(int Accepted, int Rejected, IReadOnlyList<RefusedRow> Rows, IReadOnlyList<StatementAnswer> Statements);

/// <summary>
/// Takes a courier's table of a month: for each courier and site that it names it is the whole statement, in place of an earlier one. Good
/// rows are taken, bad ones reported; the same table twice changes nothing. Settlements that are not locked are compared with it at once.
/// </summary>
internal static class UploadStatementEndpoint
{
    public static void MapUploadStatement(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/courier-statements", HandleAsync)
            .WithName("Subsidy_UploadCourierStatement").WithSummary("Take a courier's statement of a month from CSV or xlsx")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422)
            .AllowSheet().AllowRoles(Role.Officer);

    internal static async Task<Results<Ok<UploadedStatements>, ProblemHttpResult>> HandleAsync(
        SheetUpload upload, Caller caller, Database<SubsidyDbContext> database, Town town, IClock clock, CancellationToken ct, string? month = null)
    {
        var check = new Check();
        var wanted = check.Month("month", month);
        if (check.Failed)
            return check.Error.ToProblem();
        if (caller.Subdistrict is not { } subdistrict)
            return new Forbidden().ToProblem();
        if (wanted.OnDayOfMonth(1) > town.DateOf(clock.GetCurrentInstant()))
            return new SettlementMonthNotBegun().ToProblem();
        var rows = upload.Read(StatementColumns.NameOf);
        if (rows.Failed)
            return rows.Error.ToProblem();

        await using var db = database.Read();
        var reader = new StatementReader(await db.Sites.AsNoTracking().Where(s => s.Subdistrict == subdistrict).ToListAsync(ct), wanted, town);
        var (lines, refused) = reader.Read(rows.Value);
        var ids = new List<Guid>();
        foreach (var part in lines.GroupBy(l => (l.Row.Courier, l.SiteCode)))
        {
            var own = part.Select(l => l.Row).ToList();
            var kept = await database.WriteAsync(
                unit => KeepStatement.RunAsync(unit, subdistrict, part.Key.SiteCode, MonthNumber.Of(wanted), own, caller.Id, town, ct), ct);
            if (kept.Failed)
                refused.AddRange(part.Select(l => new RefusedRow(l.Number, kept.Error.Code, "site", kept.Error.Detail ?? "")));
            else
                ids.Add(kept.Value);
        }

        await using var after = database.Read();
        var statements = await StatementAnswer.OfAsync(after.CourierStatements.Where(s => ids.Contains(s.Id)), ct);
        var rejected = refused.Select(r => r.Row).Distinct().Count();
        return TypedResults.Ok(new UploadedStatements(rows.Value.Count - rejected, rejected, [.. refused.OrderBy(r => r.Row)], statements));
    }
}
