using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Schemes.ActivateScheme;

/// <summary>Another officer than the author lets a draft decide; with <c>?revision=</c> only as it was seen.</summary>
internal static class ActivateSchemeEndpoint
{
    public static void MapActivateScheme(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/schemes/{code}/versions/{n:int}/activate", HandleAsync)
            .WithName("Subsidy_ActivateScheme").WithSummary("Let a draft version decide")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .AllowRoles(Role.Officer);

    internal static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> HandleAsync(
        string code, int n, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, int? revision = null)
    {
        var activated = await database.WriteAsync(unit => ActivateAsync(unit, code, n, revision, caller, ct), ct);
        return activated.Match<Results<Ok<JsonObject>, ProblemHttpResult>>(
            version => TypedResults.Ok(SchemeAnswer.Of(version, null)), error => error.ToProblem());
    }

    private static async Task<Result<SchemeVersion>> ActivateAsync(
        Unit<SubsidyDbContext> unit, string code, int n, int? revision, Caller caller, CancellationToken ct)
    {
        var versions = await unit.Db.SchemeVersions.Where(s => s.Code == code).ToListAsync(ct);
        var version = versions.SingleOrDefault(s => s.Version == n);
        if (version is null || !caller.IsOfficerOf(version.Subdistrict))
            return new Absent();
        if (revision is not null && revision != version.Revision)
            return new Stale();
        if (CannotActivate(version, versions, caller.Id) is { } refused)
            return refused;
        version.Activate(caller.Id, unit.Now);
        await SchemeBook.TurnPageAsync(unit.Db, ct);
        return version;
    }

    private static RuleRefused? CannotActivate(SchemeVersion version, List<SchemeVersion> versions, Guid by)
    {
        if (version.Status == SchemeStatus.Active)
            return new SchemeAlreadyActive();
        if (version.Status != SchemeStatus.Draft)
            return new VersionMustBeADraft(version.Status);
        if (version.AuthorId == by)
            return new AuthorMustNotActivate();
        var later = versions.Where(v => v.Status == SchemeStatus.Active && v.EffectiveFrom >= version.EffectiveFrom).ToList();
        return later.Count > 0 ? new VersionMustStartLater(later.Max(v => v.EffectiveFrom)) : null;
    }
}
