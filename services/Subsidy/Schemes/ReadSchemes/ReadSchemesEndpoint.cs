using System.Text.Json;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Schemes.ReadSchemes;

/// <summary>The schemes of the caller's subdistrict, each with all its versions.</summary>
internal static class ReadSchemesEndpoint
{
    public static void MapReadSchemes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/schemes", ListAsync)
            .WithName("Subsidy_ListSchemes").WithSummary("The newest version of each scheme")
            .ProducesProblem(400).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapGet("/api/subsidy/schemes/{code}", ReadAsync)
            .WithName("Subsidy_ReadScheme").WithSummary("A scheme: its newest version, and all versions")
            .ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
    }

    internal static async Task<Results<Ok<Page<JsonObject>>, ProblemHttpResult>> ListAsync(
        Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, int? limit = null, string? after = null)
    {
        var check = new Check();
        var take = Paging.Limit(check, limit);
        var last = Paging.After<string>(check, after) ?? "";
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var codes = await db.SchemeVersions.Where(s => s.Subdistrict == caller.Subdistrict && string.Compare(s.Code, last) > 0)
            .Select(s => s.Code).Distinct().OrderBy(code => code).Take(take + 1).ToListAsync(ct);
        var versions = await db.SchemeVersions.Where(s => codes.Contains(s.Code)).ToListAsync(ct);
        var page = codes.ToPage(take, code => code);
        return TypedResults.Ok(new Page<JsonObject>([.. page.Items.Select(code => Answer([.. versions.Where(v => v.Code == code)]))], page.Next));
    }

    internal static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> ReadAsync(
        string code, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var versions = await db.SchemeVersions.Include(s => s.History).Where(s => s.Code == code && s.Subdistrict == caller.Subdistrict).ToListAsync(ct);
        return versions.Count == 0 ? new Absent().ToProblem() : TypedResults.Ok(WithHistory(Answer(versions), versions));
    }

    private static JsonObject WithHistory(JsonObject answer, List<SchemeVersion> versions)
    {
        var events = versions.SelectMany(v => v.History).OrderBy(e => e.At).ThenBy(e => e.Version).ThenBy(e => e.Number)
            .Select(e => new { e.Version, e.Action, e.By, e.At, e.Note });
        answer["history"] = JsonSerializer.SerializeToNode(events, Json.Options);
        return answer;
    }

    private static JsonObject Answer(List<SchemeVersion> versions)
    {
        var newest = versions.MaxBy(v => v.Version)!;
        var answer = SchemeAnswer.Of(newest, SchemeAnswer.SuccessorOf(newest, versions));
        answer["versions"] = new JsonArray([.. versions.OrderBy(v => v.Version).Select(v => SchemeAnswer.Of(v, SchemeAnswer.SuccessorOf(v, versions)))]);
        return answer;
    }
}
