using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Schemes.CloseVersion;

internal sealed record CloseVersionRequest(string? Reason);

/// <summary>
/// Ends a version that decides nothing: another officer refuses a draft; any officer withdraws a draft, or an active version
/// before its first day. What it has decided for coming days stays.
/// </summary>
internal static class CloseVersionEndpoints
{
    public static void MapCloseVersion(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/subsidy/schemes/{code}/versions/{n:int}/refuse", RefuseAsync)
            .WithName("Subsidy_RefuseScheme").WithSummary("Refuse to activate a draft, with a reason")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422).AllowRoles(Role.Officer);
        routes.MapPost("/api/subsidy/schemes/{code}/versions/{n:int}/withdraw", WithdrawAsync)
            .WithName("Subsidy_WithdrawScheme").WithSummary("Withdraw a draft, or an active version that has not begun, with a reason")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422).AllowRoles(Role.Officer);
    }

    internal static Task<Results<Ok<JsonObject>, ProblemHttpResult>> RefuseAsync(
        string code, int n, CloseVersionRequest request, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct) =>
        CloseAsync(code, n, request, caller, database, (version, reason, now) =>
        {
            if (version.Status != SchemeStatus.Draft)
                return new VersionMustBeADraft(version.Status);
            if (version.AuthorId == caller.Id)
                return new AuthorMustNotRefuse();
            version.Refuse(caller.Id, reason, now);
            return null;
        }, ct);

    internal static Task<Results<Ok<JsonObject>, ProblemHttpResult>> WithdrawAsync(
        string code, int n, CloseVersionRequest request, Caller caller, Database<SubsidyDbContext> database, Town town, CancellationToken ct) =>
        CloseAsync(code, n, request, caller, database, (version, reason, now) =>
        {
            if (!version.IsStanding)
                return new VersionMustBeADraft(version.Status);
            if (version.Status == SchemeStatus.Active && version.EffectiveFrom <= town.DateOf(now))
                return new SchemeIsInForce();
            version.Withdraw(caller.Id, reason, now);
            return null;
        }, ct);

    private static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> CloseAsync(
        string code, int n, CloseVersionRequest request, Caller caller, Database<SubsidyDbContext> database,
        Func<SchemeVersion, string, Instant, RuleRefused?> close, CancellationToken ct)
    {
        var check = new Check();
        var reason = check.Text("reason", request.Reason, 500);
        if (check.Failed)
            return check.Error.ToProblem();
        var closed = await database.WriteAsync<Result<SchemeVersion>>(
            async unit =>
            {
                var version = await unit.Db.SchemeVersions.SingleOrDefaultAsync(s => s.Code == code && s.Version == n, ct);
                if (version is null || !caller.IsOfficerOf(version.Subdistrict))
                    return new Absent();
                if (close(version, reason, unit.Now) is { } refused)
                    return refused;
                await SchemeBook.TurnPageAsync(unit.Db, ct);
                return version;
            },
            ct);
        return closed.Match<Results<Ok<JsonObject>, ProblemHttpResult>>(
            version => TypedResults.Ok(SchemeAnswer.Of(version, null)), error => error.ToProblem());
    }
}
