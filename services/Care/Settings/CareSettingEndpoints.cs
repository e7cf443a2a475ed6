using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Settings;

/// <summary>How the caller's subdistrict looks after its residents: read, set, and who set what before. It holds from the next step on.</summary>
internal static class CareSettingEndpoints
{
    public static void MapCareSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/care/settings", ReadAsync)
            .WithName("Care_ReadSettings").WithSummary("The ladder of alerts and the numbers of those on duty.")
            .ProducesProblem(401).ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapPut("/api/care/settings", ChangeAsync)
            .WithName("Care_ChangeSettings").WithSummary("Sets them; what is left out stays as it is.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).AllowRoles(Role.Officer);
        routes.MapGet("/api/care/settings/history", HistoryAsync)
            .WithName("Care_ReadSettingsHistory").WithSummary("Who set what, before and after, the newest first.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);
    }

    internal static async Task<Ok<Answer>> ReadAsync(Caller caller, Database<CareDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var latest = await CareSetting.LatestAsync(db, caller.Subdistrict ?? "", ct);
        return TypedResults.Ok(new Answer(latest?.Rules ?? CareRules.Usual, latest?.Number ?? 0));
    }

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> ChangeAsync(
        CareRulesRequest request, Caller caller, Database<CareDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        request.Check(check);
        if (check.Failed)
            return check.Error.ToProblem();
        if (caller.Subdistrict is not { } subdistrict)
            return new Forbidden().ToProblem();
        var changed = await database.WriteAsync<Result<Answer>>(
            async unit =>
            {
                var latest = await CareSetting.LatestAsync(unit.Db, subdistrict, ct);
                var number = latest?.Number ?? 0;
                if (request.Version is { } version && version != number)
                    return new Stale();
                var rules = request.Over(latest?.Rules ?? CareRules.Usual);
                unit.Db.Settings.Add(new CareSetting { Subdistrict = subdistrict, Number = number + 1, Rules = rules, By = caller.Id, At = unit.Now });
                return new Answer(rules, number + 1);
            },
            ct);
        return changed.Failed ? changed.Error.ToProblem() : TypedResults.Ok(changed.Value);
    }

    internal static async Task<Results<Ok<Page<ChangeAnswer>>, ProblemHttpResult>> HistoryAsync(
        int? limit, string? after, Caller caller, Database<CareDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var rows = db.Settings.AsNoTracking().Where(s => s.Subdistrict == caller.Subdistrict);
        if (cursor is { Number: var before })
            rows = rows.Where(s => s.Number < before);
        // One more than a page shows: the oldest on it is compared with the one before.
        var page = await rows.OrderByDescending(s => s.Number).Take(take + 1).ToListAsync(ct);
        var changes = page.Select((s, i) => new ChangeAnswer(
            s.Number, s.At, s.By, i + 1 < page.Count ? page[i + 1].Rules : CareRules.Usual, s.Rules)).ToList();
        return TypedResults.Ok(changes.ToPage(take, c => new Cursor(c.Version)));
    }

    internal sealed record Answer(CareRules Rules, int Version);

    /// <param name="Before">The usual rules for the first change.</param>
    internal sealed record ChangeAnswer(int Version, Instant At, Guid By, CareRules Before, CareRules After);

    private sealed record Cursor(int Number);
}
