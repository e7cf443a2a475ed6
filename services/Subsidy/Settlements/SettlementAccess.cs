using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Settlements;

/// <summary>Who sees a settlement: officers and auditors of the site's town, staff of the site; a payer's town its own part.</summary>
internal static class SettlementAccess
{
    /// <summary>The sites that the caller speaks for: their own, and the dining tables that those supply.</summary>
    public static async Task<IReadOnlyList<string>> SitesOfAsync(SubsidyDbContext db, Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Role.CanteenStaff))
            return [];
        var own = caller.Sites.ToList();
        return [.. own, .. await db.Sites.AsNoTracking().Where(s => s.SuppliedBy != null && own.Contains(s.SuppliedBy)).Select(s => s.Code).ToListAsync(ct)];
    }

    /// <summary>With its payers and history; null when it is not there, or not the caller's.</summary>
    public static async Task<SettlementView?> FindAsync(SubsidyDbContext db, Guid id, Caller caller, CancellationToken ct)
    {
        var settlement = await db.Settlements.Include(s => s.Payers).Include(s => s.History).AsSplitQuery().SingleOrDefaultAsync(s => s.Id == id, ct);
        if (settlement is null)
            return null;
        if (caller.MayAudit(settlement.Subdistrict) || (await SitesOfAsync(db, caller, ct)).Contains(settlement.SiteCode))
            return new SettlementView(settlement, null);
        return settlement.Payers.Any(p => caller.MayAudit(p.Subdistrict)) ? new SettlementView(settlement, caller.Subdistrict) : null;
    }

    /// <summary>All that the caller may see in a list.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="sites">That the caller speaks for.</param>
    /// <param name="town">That the caller looks after; null for staff.</param>
    public static IQueryable<Settlement> List(SubsidyDbContext db, IReadOnlyList<string> sites, string? town) =>
        db.Settlements.AsNoTracking().Where(s => sites.Contains(s.SiteCode) || (town != null && (s.Subdistrict == town || s.Payers.Any(p => p.Subdistrict == town))));
}

/// <summary>A settlement as one caller sees it.</summary>
/// <param name="Settlement">The settlement.</param>
/// <param name="OnlyPayer">The one payer whose part is shown; null shows all.</param>
internal sealed record SettlementView(Settlement Settlement, string? OnlyPayer)
{
    public IEnumerable<SettlementPayer> Payers =>
        Settlement.Payers.Where(p => OnlyPayer is null || p.Subdistrict == OnlyPayer).OrderBy(p => p.Subdistrict, StringComparer.Ordinal);

    public IQueryable<SettlementLine> Lines(SubsidyDbContext db) =>
        db.SettlementLines.Where(l => l.SettlementId == Settlement.Id && (OnlyPayer == null || l.Payer == OnlyPayer));

    public IQueryable<SettlementDifference> Differences(SubsidyDbContext db) =>
        db.SettlementDifferences.Where(d => d.SettlementId == Settlement.Id && (OnlyPayer == null || d.Payer == OnlyPayer));
}
