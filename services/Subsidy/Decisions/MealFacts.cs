using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Schemes;
using MealDispatch.Subsidy.Sites;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Decisions;

/// <summary>A meal whose subsidy is asked for.</summary>
internal sealed record MealAsked(
    Guid ResidentId, ResidentFacts Resident, string Subdistrict, string SiteCode, LocalDate ServiceDate, MealPeriod MealPeriod, Fulfilment Channel,
    long FoodFen, long DeliveryFeeFen);

/// <summary>A right of the month that is reserved or consumed.</summary>
internal sealed record RightInUse(
    string Scheme, string RightKey, LocalDate ServiceDate, MealPeriod MealPeriod, int PlaceInDay, int PlaceInMealPeriod, int PlaceInMonth,
    long AmountFen,
    string SiteCode, Guid OrderId, string OrderNumber, Instant TakenAt);

/// <summary>Gathers what the engine needs to know: three indexed reads, a fourth when the day's right is used.</summary>
internal sealed class MealFacts(SchemeBook book, Town town)
{
    private static readonly Func<SubsidyDbContext, Guid, int, IAsyncEnumerable<RightInUse>> RightsInUse = EF.CompileAsyncQuery(
        (SubsidyDbContext db, Guid residentId, int month) => db.DayRights
            .Where(r => r.ResidentId == residentId && r.Month == month && r.Status != RightStatus.Released)
            .Select(r => new RightInUse(
                r.Scheme, r.RightKey, r.ServiceDate, r.MealPeriod, r.PlaceInDay, r.PlaceInMealPeriod, r.PlaceInMonth, r.AmountFen, r.SiteCode, r.OrderId, r.OrderNumber,
                r.TakenAt)));

    public async Task<(SubsidyFacts Facts, IReadOnlyList<RightInUse> InUse)> GatherAsync(SubsidyDbContext db, MealAsked asked, CancellationToken ct)
    {
        var schemes = asked.Resident.Status == ResidentStatus.Active
            ? await book.SchemesForAsync(db, asked.Subdistrict, asked.ServiceDate, ct)
            : [];
        List<RightInUse> inUse = schemes.Count == 0
            ? []
            : await RightsInUse(db, asked.ResidentId, MonthNumber.Of(asked.ServiceDate)).ToListAsync(ct);
        var facts = new SubsidyFacts(
            asked.Resident, asked.SiteCode, asked.ServiceDate, asked.MealPeriod, asked.Channel, asked.FoodFen, asked.DeliveryFeeFen, schemes,
            await UsageAsync(db, asked, inUse, ct),
            schemes.Count == 0 ? [] : await BudgetsAsync(db, asked, schemes, ct));
        return (facts, inUse);
    }

    private async Task<Dictionary<string, Usage>> UsageAsync(
        SubsidyDbContext db, MealAsked asked, IReadOnlyList<RightInUse> inUse, CancellationToken ct)
    {
        var siteCodes = inUse.Where(r => r.ServiceDate == asked.ServiceDate).Select(r => r.SiteCode).Distinct().ToList();
        Dictionary<string, string> siteNames = siteCodes.Count == 0
            ? []
            : await SiteCopy.NamesAsync(db, siteCodes, ct);
        return inUse.GroupBy(r => r.Scheme).ToDictionary(rights => rights.Key, rights =>
        {
            var today = rights.Where(r => r.ServiceDate == asked.ServiceDate).ToList();
            var thisMeal = today.Where(r => r.MealPeriod == asked.MealPeriod).ToList();
            return new Usage(today.Count, thisMeal.Count, rights.Count(), rights.Sum(r => r.AmountFen), LastOf(today, siteNames), LastOf(thisMeal, siteNames));
        });
    }

    private UsedBy? LastOf(IEnumerable<RightInUse> rights, Dictionary<string, string> siteNames) => rights.MaxBy(r => r.TakenAt) is { } last
        ? new UsedBy(
            last.SiteCode, siteNames.GetValueOrDefault(last.SiteCode, last.SiteCode), last.OrderId, last.OrderNumber, last.MealPeriod,
            last.TakenAt.InZone(town.Zone).ToOffsetDateTime())
        : null;

    /// <summary>Tracked in a unit, so that a grant draws on the rows just read.</summary>
    private static async Task<IReadOnlyList<BudgetLeft>> BudgetsAsync(
        SubsidyDbContext db, MealAsked asked, IReadOnlyList<Scheme> schemes, CancellationToken ct)
    {
        var codes = schemes.SelectMany(s => s.Funders).Select(f => f.Budget).Distinct().ToList();
        var budgets = await db.Budgets.Where(b => b.Subdistrict == asked.Subdistrict && codes.Contains(b.Code)).OrderBy(b => b.Code).ToListAsync(ct);
        return [.. budgets.Select(b => new BudgetLeft(b.Code, b.IsOpenOn(asked.ServiceDate) ? b.RemainingFen : 0, b.WhenExhausted))];
    }
}
