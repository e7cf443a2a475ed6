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

namespace MealDispatch.Subsidy.Schemes.PostScheme;

/// <summary>Saves a scheme as a draft; an existing code starts a new version.</summary>
internal static class PostSchemeEndpoint
{
    public static void MapPostScheme(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/schemes", HandleAsync)
            .WithName("Subsidy_PostScheme").WithSummary("Save a scheme, or a new version of one, as a draft")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(422)
            .AllowRoles(Role.Officer);

    internal static async Task<Results<Created<JsonObject>, ProblemHttpResult>> HandleAsync(
        JsonElement body, HttpContext http, Caller caller, Database<SubsidyDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var field = JsonField.Root(body, errors);
        var scheme = SchemeReader.Read(field);
        SchemeRules.Check(field, scheme, errors);
        if (errors.Any)
            return new Invalid(errors.ToDictionary()).ToProblem();
        if (!caller.IsOfficerOf(scheme.Subdistrict))
            return new Forbidden().ToProblem();
        var key = IdempotencyKey.Of(http, caller, body);
        if (key.Failed)
            return key.Error.ToProblem();

        var saved = await database.WriteAsync(unit => SaveAsync(unit, scheme, caller.Id, key.Value, time, ct), ct);
        return saved.Match<Results<Created<JsonObject>, ProblemHttpResult>>(
            version => TypedResults.Created($"/api/subsidy/schemes/{version.Code}", SchemeAnswer.Of(version, null)),
            error => error.ToProblem());
    }

    private static async Task<Result<SchemeVersion>> SaveAsync(
        Unit<SubsidyDbContext> unit, Scheme scheme, Guid authorId, IdempotencyKey? key, TimeProvider time, CancellationToken ct)
    {
        var repeat = await unit.Db.FindRepeatAsync(key, ct);
        if (repeat.Failed)
            return repeat.Error;
        var all = await unit.Db.SchemeVersions.Where(s => s.Subdistrict == scheme.Subdistrict || s.Code == scheme.Code).ToListAsync(ct);
        var earlier = all.Where(s => s.Code == scheme.Code).ToList();
        if (repeat.Value is { } saved)
            return earlier.Single(s => $"{s.Code}/{s.Version}" == saved);
        if (earlier.Any(s => s.Subdistrict != scheme.Subdistrict))
            return new SchemeCodeTaken();
        var draft = scheme with { Version = earlier.Count + 1 };
        if (StandingSchemes.VersionMustFit(draft, all) is { } unfit)
            return unfit;

        var version = SchemeVersion.Draft(draft, authorId, unit.Now);
        unit.Db.SchemeVersions.Add(version);
        unit.Db.KeepKey(key, $"{version.Code}/{version.Version}", time);
        return version;
    }
}
