using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.ClawBacks.ListClawBacks;

/// <summary>The claw-backs of the caller's subdistrict, the oldest first.</summary>
internal static class ListClawBacksEndpoint
{
    public static void MapListClawBacks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/claw-backs", ListAsync)
            .WithName("Subsidy_ListClawBacks").WithSummary("Claw-backs by status")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapGet("/api/subsidy/claw-backs/{id:guid}", ReadAsync)
            .WithName("Subsidy_ReadClawBack").WithSummary("One claw-back")
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
    }

    internal static async Task<Results<Ok<Page<ClawBackAnswer>>, ProblemHttpResult>> ListAsync(
        Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, string? status = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var wanted = check.OptionalWord<ClawBackStatus>("status", status);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var rows = db.ClawBacks.Where(c => c.Subdistrict == caller.Subdistrict);
        if (wanted is not null)
            rows = rows.Where(c => c.Status == wanted);
        if (cursor is not null)
            rows = rows.Where(c => c.RequestedAt > cursor.At || (c.RequestedAt == cursor.At && c.Id.CompareTo(cursor.Id) > 0));
        var page = await rows.OrderBy(c => c.RequestedAt).ThenBy(c => c.Id).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(page.Select(ClawBackAnswer.Of).ToList().ToPage(take, c => new Cursor(c.RequestedAt, c.Id)));
    }

    internal static async Task<Results<Ok<ClawBackAnswer>, ProblemHttpResult>> ReadAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var found = await db.ClawBacks.SingleOrDefaultAsync(c => c.Id == id && c.Subdistrict == caller.Subdistrict, ct);
        return found is null ? new Absent().ToProblem() : TypedResults.Ok(ClawBackAnswer.Of(found));
    }

    private sealed record Cursor(Instant At, Guid Id);
}
