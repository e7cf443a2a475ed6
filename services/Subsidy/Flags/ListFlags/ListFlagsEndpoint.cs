using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.ClawBacks;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Flags.ListFlags;

/// <summary>The flags on meals that the caller's subdistrict pays, the newest service dates first.</summary>
internal static class ListFlagsEndpoint
{
    public static void MapListFlags(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/flags", ListAsync)
            .WithName("Subsidy_ListFlags").WithSummary("Flags; ?status=, ?rule=, ?siteCode=, ?month= narrow it")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapGet("/api/subsidy/flags/{id:guid}", ReadAsync)
            .WithName("Subsidy_ReadFlag").WithSummary("One flag with its reason and evidence")
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapGet("/api/subsidy/flags/{id:guid}/meals", MealsAsync)
            .WithName("Subsidy_ReadFlagMeals").WithSummary("All meals of a flag's evidence")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
    }

    internal static async Task<Results<Ok<Page<FlagAnswer>>, ProblemHttpResult>> ListAsync(
        Caller caller, Database<SubsidyDbContext> database, CancellationToken ct,
        string? status = null, string? rule = null, string? siteCode = null, string? month = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var wanted = check.OptionalWord<FlagStatus>("status", status);
        var ofRule = check.OptionalText("rule", rule, 30);
        check.That(ofRule is null || FlagRules.Of(ofRule) is not null, "rule", "is not a rule");
        var site = check.OptionalText("siteCode", siteCode, 40);
        var ofMonth = check.OptionalMonth("month", month) is { } only ? MonthNumber.Of(only) : (int?)null;
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var flags = db.Flags.Where(f => f.Subdistrict == caller.Subdistrict);
        if (wanted is not null)
            flags = flags.Where(f => f.Status == wanted);
        if (ofRule is not null)
            flags = flags.Where(f => f.Rule == ofRule);
        if (site is not null)
            flags = flags.Where(f => f.SiteCode == site);
        if (ofMonth is not null)
            flags = flags.Where(f => f.Month == ofMonth);
        if (cursor is not null)
            flags = flags.Where(f => f.Day < cursor.Day || (f.Day == cursor.Day && f.Id > cursor.Id));
        var page = await flags.OrderByDescending(f => f.Day).ThenBy(f => f.Id).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(page.Select(f => FlagAnswer.Of(f)).ToList().ToPage(take, f => new Cursor(f.ServiceDate, f.Id)));
    }

    internal static async Task<Results<Ok<FlagAnswer>, ProblemHttpResult>> ReadAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        return await AnswerAsync(db, id, caller, ct) is { } flag ? TypedResults.Ok(flag) : new Absent().ToProblem();
    }

    internal static async Task<Results<Ok<Page<EvidenceAnswer>>, ProblemHttpResult>> MealsAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, int? limit = null, string? after = null)
    {
        var check = new Check();
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<MealCursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        if (!await db.Flags.AnyAsync(f => f.Id == id && f.Subdistrict == caller.Subdistrict, ct))
            return new Absent().ToProblem();
        return TypedResults.Ok((await EvidenceAsync(db, id, cursor, take + 1, ct)).ToPage(take, m => new MealCursor(m.ServiceDate, m.DecisionId)));
    }

    /// <summary>Null when it is not there, or not the caller's.</summary>
    internal static async Task<FlagAnswer?> AnswerAsync(SubsidyDbContext db, Guid id, Caller caller, CancellationToken ct) =>
        await db.Flags.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id && f.Subdistrict == caller.Subdistrict, ct) is { } flag
            ? FlagAnswer.Of(flag, await EvidenceAsync(db, id, null, FlagAnswer.MostEvidence, ct))
            : null;

    private static async Task<IReadOnlyList<EvidenceAnswer>> EvidenceAsync(SubsidyDbContext db, Guid id, MealCursor? cursor, int most, CancellationToken ct)
    {
        var meals = db.FlagMeals.AsNoTracking().Where(m => m.FlagId == id);
        if (cursor is not null)
            meals = meals.Where(m => m.ServiceDate > cursor.On || (m.ServiceDate == cursor.On && m.DecisionId > cursor.Id));
        var rows = await meals.OrderBy(m => m.ServiceDate).ThenBy(m => m.DecisionId).Take(most)
            .Select(m => new
            {
                Meal = m,
                ClawBack = db.ClawBacks.Where(c => c.DecisionId == m.DecisionId && c.Status != ClawBackStatus.Refused).Select(c => (ClawBackStatus?)c.Status).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return [.. rows.Select(r => EvidenceAnswer.Of(r.Meal, r.ClawBack))];
    }

    private sealed record Cursor(LocalDate Day, Guid Id);

    private sealed record MealCursor(LocalDate On, Guid Id);
}
