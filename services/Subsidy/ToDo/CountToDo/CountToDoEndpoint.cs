using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.ClawBacks;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Flags;
using MealDispatch.Subsidy.Review;
using MealDispatch.Subsidy.Settlements;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.ToDo.CountToDo;

/// <summary>What waits for somebody of the subdistrict.</summary>
/// <param name="OpenFlags">Found by a rule, not decided.</param>
/// <param name="Reviews">Meals that no settlement takes by itself.</param>
/// <param name="ClawBacks">Asked for, not decided.</param>
/// <param name="Month">The month before this one: the last that can be settled.</param>
/// <param name="NotDrafted">Sites of the town where meals of that month were eaten, without a settlement.</param>
/// <param name="Drafts">Settlements of any month that wait for the canteen.</param>
/// <param name="Confirmed">Settlements of any month that wait for an officer's approval.</param>
internal sealed record ToDo(int OpenFlags, int Reviews, int ClawBacks, YearMonth Month, int NotDrafted, int Drafts, int Confirmed);

/// <summary>Counts only, so that a page may ask every few seconds.</summary>
internal static class CountToDoEndpoint
{
    public static void MapCountToDo(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/subsidy/to-do", HandleAsync)
            .WithName("Subsidy_CountToDo").WithSummary("How many flags, reviews, claw-backs and settlements wait for a decision")
            .ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<Results<Ok<ToDo>, ProblemHttpResult>> HandleAsync(
        Caller caller, Database<SubsidyDbContext> database, IClock clock, Town town, CancellationToken ct)
    {
        if (caller.Subdistrict is not { } own)
            return new Forbidden().ToProblem();
        var month = town.DateOf(clock.GetCurrentInstant()).PlusMonths(-1).ToYearMonth();
        var number = MonthNumber.Of(month);
        await using var db = database.Read();
        var settlements = await db.Settlements.Where(s => s.Subdistrict == own && s.Status != SettlementStatus.Approved)
            .GroupBy(s => s.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return TypedResults.Ok(new ToDo(
            await db.Flags.CountAsync(f => f.Subdistrict == own && f.Status == FlagStatus.Open, ct),
            await db.MealReviews.CountAsync(r => r.Subdistrict == own && r.Status == ReviewStatus.Pending, ct),
            await db.ClawBacks.CountAsync(c => c.Subdistrict == own && c.Status == ClawBackStatus.Requested, ct),
            month,
            await db.Sites.CountAsync(
                s => s.Subdistrict == own && db.Decisions.Any(d => d.SiteCode == s.Code && d.Month == number && d.State == DecisionState.Consumed)
                    && !db.Settlements.Any(m => m.SiteCode == s.Code && m.Month == number),
                ct),
            settlements.GetValueOrDefault(SettlementStatus.Draft), settlements.GetValueOrDefault(SettlementStatus.Confirmed)));
    }
}
