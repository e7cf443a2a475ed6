using System.Text.Json;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Schemes.CheckScheme;

/// <param name="Field">Where in the scheme's JSON.</param>
internal sealed record SchemeFault(string Field, string Zh, string En);

/// <param name="Ok">It can be saved: there are no errors.</param>
/// <param name="Errors">What keeps it from being saved.</param>
/// <param name="Warnings">What to look at again.</param>
/// <param name="Examples">What elders would pay; null while the scheme cannot be read.</param>
internal sealed record SchemeCheck(bool Ok, IReadOnlyList<SchemeFault> Errors, IReadOnlyList<SchemeWarning> Warnings, SchemeExamples? Examples);

/// <summary>What is wrong with a scheme and what it would do, without saving it. A draft that is edited gives its <c>version</c>.</summary>
internal static class CheckSchemeEndpoint
{
    public static void MapCheckScheme(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/schemes/check", HandleAsync)
            .WithName("Subsidy_CheckScheme").WithSummary("Errors, warnings and examples of a scheme that is not saved")
            .ProducesProblem(400).ProducesProblem(403)
            .AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<Results<Ok<SchemeCheck>, ProblemHttpResult>> HandleAsync(
        JsonElement body, Caller caller, Database<SubsidyDbContext> database, SchemeBook book, IClock clock, Town town, CancellationToken ct)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return new Invalid("body", "must be an object").ToProblem();
        if (caller.Subdistrict is not { } subdistrict)
            return new Forbidden().ToProblem();
        var errors = new FieldErrors();
        var field = JsonField.Root(body, errors);
        var scheme = SchemeReader.Read(field);
        var readable = !errors.Any;
        SchemeRules.Check(field, scheme, errors);
        if (scheme.Subdistrict != subdistrict)
            errors.Add("subdistrict", "must be your own", "须为本街道");
        if (!readable)
            return TypedResults.Ok(new SchemeCheck(false, Faults(errors), [], null));

        await using var db = database.Read();
        var all = await db.SchemeVersions.AsNoTracking().Where(s => s.Subdistrict == subdistrict || s.Code == scheme.Code).ToListAsync(ct);
        AddMisfits(scheme with { Version = NumberOf(field, scheme, all) }, all, subdistrict, errors);
        var around = await AroundAsync(db, scheme, all, subdistrict, town.DateOf(clock.GetCurrentInstant()), ct);
        var now = await book.SchemesForAsync(db, subdistrict, scheme.EffectiveFrom, ct);
        return TypedResults.Ok(new SchemeCheck(!errors.Any, Faults(errors), SchemeAdvice.Of(scheme, around), SchemeExamples.Of(scheme, now)));
    }

    private static List<SchemeFault> Faults(FieldErrors errors) => [.. errors.InBothLanguages().Select(e => new SchemeFault(e.Field, e.Zh, e.En))];

    private static int NumberOf(JsonField field, Scheme scheme, List<SchemeVersion> all) =>
        field["version"].IsAbsent ? all.Count(v => v.Code == scheme.Code) + 1 : scheme.Version;

    private static void AddMisfits(Scheme scheme, List<SchemeVersion> all, string subdistrict, FieldErrors errors)
    {
        if (all.Any(v => v.Code == scheme.Code && v.Subdistrict != subdistrict))
            errors.Add("code", "is taken by another subdistrict", new SchemeCodeTaken().Detail!);
        else if (StandingSchemes.VersionMustFit(scheme, all) is VersionMustStartLater later)
            errors.Add("effectiveFrom", $"must lie after the versions before it and before those after it: see {later.EffectiveFrom:uuuu-MM-dd}", $"{later.Detail}（{later.EffectiveFrom:uuuu-MM-dd}）");
        else if (SchemesMustMakeSense.FirstConflict(scheme, StandingSchemes.Of(all)) is { } other)
            errors.Add("stacking.on", $"a copay on the original price cannot come after another grant: see {other.Code}", $"“老人只付”按原价计算，不能排在另一项补贴之后：见「{other.Name}」（{other.Code}）");
    }

    private static async Task<SchemeSurroundings> AroundAsync(
        SubsidyDbContext db, Scheme scheme, List<SchemeVersion> all, string subdistrict, LocalDate today, CancellationToken ct)
    {
        var sites = (scheme.Sites ?? []).Take(200).ToList();
        return new SchemeSurroundings(
            [.. StandingSchemes.Of(all).Where(other => other.Code != scheme.Code)],
            await db.Budgets.AsNoTracking().Where(b => b.Subdistrict == subdistrict).ToListAsync(ct),
            (await db.Sites.Where(s => sites.Contains(s.Code)).Select(s => s.Code).ToListAsync(ct)).ToHashSet(),
            today);
    }
}
