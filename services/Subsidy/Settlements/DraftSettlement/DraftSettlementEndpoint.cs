using MealDispatch.BuildingBlocks;
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

namespace MealDispatch.Subsidy.Settlements.DraftSettlement;

internal sealed record DraftSettlementRequest(string? SiteCode, string? Month);

/// <summary>
/// An officer drafts a site's month. There is one per site and month: who comes second gets the one that is there (200). The running
/// month may be drafted; what is settled later is an adjustment of the next.
/// </summary>
internal static class DraftSettlementEndpoint
{
    public static void MapDraftSettlement(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/settlements", HandleAsync)
            .WithName("Subsidy_DraftSettlement").WithSummary("Draft the settlement of a site's month")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .AllowRoles(Role.Officer);

    internal static async Task<Results<Created<SettlementAnswer>, Ok<SettlementAnswer>, ProblemHttpResult>> HandleAsync(
        DraftSettlementRequest request, HttpContext http, Caller caller, Database<SubsidyDbContext> database, Town town, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var site = check.Code("siteCode", request.SiteCode);
        var month = check.Month("month", request.Month);
        var key = IdempotencyKey.Of(http, caller, request);
        if (check.Failed || key.Failed)
            return (check.Failed ? check.Error : key.Error!).ToProblem();
        var id = Ids.New();
        var drafted = await database.WriteAsync(unit => DraftAsync(unit, id, site, month, key.Value, caller, town, time, ct), ct);
        if (drafted.Failed)
            return drafted.Error.ToProblem();
        await using var db = database.Read();
        var answer = await SettlementAnswer.OfAsync(db, (await SettlementAccess.FindAsync(db, drafted.Value, caller, ct))!, ct);
        return drafted.Value == id ? TypedResults.Created($"/api/subsidy/settlements/{id}", answer) : TypedResults.Ok(answer);
    }

    private static async Task<Result<Guid>> DraftAsync(
        Unit<SubsidyDbContext> unit, Guid id, string siteCode, YearMonth month, IdempotencyKey? key, Caller caller, Town town, TimeProvider time, CancellationToken ct)
    {
        var repeat = await unit.Db.FindRepeatAsync(key, ct);
        if (repeat.Failed)
            return repeat.Error;
        if (repeat.Value is { } made)
            return Guid.Parse(made);
        var site = await unit.Db.Sites.FindAsync([siteCode], ct);
        if (site is null || !caller.IsOfficerOf(site.Subdistrict))
            return new Absent();
        if (month.OnDayOfMonth(1) > town.DateOf(unit.Now))
            return new SettlementMonthNotBegun();
        var number = MonthNumber.Of(month);
        if (await unit.Db.Settlements.SingleOrDefaultAsync(s => s.SiteCode == siteCode && s.Month == number, ct) is { } there)
            return there.Id;
        var settlement = new Settlement
        {
            Id = id, SiteCode = siteCode, Subdistrict = site.Subdistrict, Month = number, DraftedBy = caller.Id, DraftedAt = unit.Now,
        };
        unit.Db.Settlements.Add(settlement);
        await new ComputeSettlement(unit.Db, settlement, unit.Now).RunAsync(null, ct);
        settlement.WasComputed(SettlementStep.Drafted, caller.Id, unit.Now);
        unit.Db.KeepKey(key, id.ToString(), time);
        return id;
    }
}
