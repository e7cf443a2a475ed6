using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Budgets.ReadBurnDown;

/// <summary>What a budget gave on each of the last days, and when it runs out at this rate.</summary>
internal static class ReadBurnDownEndpoint
{
    public static void MapReadBurnDown(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/subsidy/budgets/{code}/burn-down", HandleAsync)
            .WithName("Subsidy_ReadBurnDown").WithSummary("When a budget runs out at this rate")
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<Results<Ok<BurnDown>, ProblemHttpResult>> HandleAsync(
        string code, Caller caller, Database<SubsidyDbContext> database, LedgerSums sums, IClock clock, Town town, CancellationToken ct)
    {
        await using var db = database.Read();
        var budget = await db.Budgets.SingleOrDefaultAsync(b => b.Code == code && b.Subdistrict == caller.Subdistrict, ct);
        if (budget is null)
            return new Absent().ToProblem();
        var today = town.DateOf(clock.GetCurrentInstant());
        var days = new List<DayTaken>();
        var next = await FirstEntryAsync(db, budget.Subdistrict, town.StartOf(today.PlusDays(1)), ct);
        for (var day = today; day > today.PlusDays(-BurnDown.LookBack); day = day.PlusDays(-1))
        {
            var first = await FirstEntryAsync(db, budget.Subdistrict, town.StartOf(day), ct);
            days.Insert(0, new DayTaken(day, first == next ? 0 : -await sums.OfAsync(db, Movement.Budget(code), first, next, ct)));
            next = first;
        }

        return TypedResults.Ok(BurnDown.Of(budget.RemainingFen, budget.To, today, days));
    }

    /// <summary>A day of posting is a stretch of entry numbers: so its sum comes from one index, and once it has ended from memory.</summary>
    private static async Task<long> FirstEntryAsync(SubsidyDbContext db, string subdistrict, Instant from, CancellationToken ct) =>
        await db.LedgerEntries.Where(e => e.Subdistrict == subdistrict && e.At >= from).OrderBy(e => e.At).ThenBy(e => e.Number)
            .Select(e => (long?)e.Number).FirstOrDefaultAsync(ct) ?? long.MaxValue;
}
