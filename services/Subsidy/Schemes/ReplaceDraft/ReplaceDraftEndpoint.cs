using System.Text.Json;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Schemes.ReplaceDraft;

/// <summary>Writes a draft anew; whoever does is its author from then on. The body's <c>revision</c> is the one that was read.</summary>
internal static class ReplaceDraftEndpoint
{
    public static void MapReplaceDraft(this IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/subsidy/schemes/{code}/versions/{n:int}", HandleAsync)
            .WithName("Subsidy_ReplaceDraft").WithSummary("Write a draft anew")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .AllowRoles(Role.Officer);

    internal static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> HandleAsync(
        string code, int n, JsonElement body, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var field = JsonField.Root(body, errors);
        var scheme = SchemeReader.Read(field) with { Version = n };
        var revision = field["revision"].Whole();
        SchemeRules.Check(field, scheme, errors);
        if (scheme.Code != code)
            errors.Add("code", "must be the code of the path", "方案代码不能改");
        if (errors.Any)
            return new Invalid(errors.ToDictionary()).ToProblem();
        var replaced = await database.WriteAsync(unit => ReplaceAsync(unit, scheme, revision, caller, ct), ct);
        return replaced.Match<Results<Ok<JsonObject>, ProblemHttpResult>>(
            version => TypedResults.Ok(SchemeAnswer.Of(version, null)), error => error.ToProblem());
    }

    private static async Task<Result<SchemeVersion>> ReplaceAsync(
        Unit<SubsidyDbContext> unit, Scheme scheme, long revision, Caller caller, CancellationToken ct)
    {
        var all = await unit.Db.SchemeVersions.Where(s => s.Subdistrict == scheme.Subdistrict).ToListAsync(ct);
        var version = all.SingleOrDefault(s => s.Code == scheme.Code && s.Version == scheme.Version);
        if (version is null || !caller.IsOfficerOf(version.Subdistrict))
            return new Absent();
        if (version.Status != SchemeStatus.Draft)
            return new VersionMustBeADraft(version.Status);
        if (version.Revision != revision)
            return new Stale();
        if (StandingSchemes.VersionMustFit(scheme, all) is { } unfit)
            return unfit;
        version.Replace(scheme, caller.Id, unit.Now);
        return version;
    }
}
