using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Settlements;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.CourierStatements;

/// <summary>Reads what is known of a month's deliveries and of their couriers' statements.</summary>
internal static class CourierRecords
{
    /// <summary>The sites whose meals leave from one canteen: couriers' statements name the canteen, settlements the site that served.</summary>
    public static IQueryable<string> SharingTheKitchen(SubsidyDbContext db, string site) =>
        from own in db.Sites
        from other in db.Sites
        where own.Code == site && ((other.SuppliedBy ?? other.Code) == (own.SuppliedBy ?? own.Code))
        select other.Code;

    public static async Task<IReadOnlyList<CourierDifference>> DifferencesAsync(SubsidyDbContext db, string site, int month, CancellationToken ct)
    {
        var sites = await SharingTheKitchen(db, site).ToListAsync(ct);
        var lines = (await db.CourierStatements.Where(s => sites.Contains(s.SiteCode) && s.Month == month && s.ReplacedAt == null)
            .SelectMany(s => s.Lines, (s, line) => new { s.SiteCode, s.Courier, Line = line }).AsNoTracking().ToListAsync(ct))
            .ConvertAll(l => new BilledLine(l.SiteCode, l.Courier, l.Line));
        if (lines.Count == 0)
            return [];
        var billed = await Statements(db, site, month).Select(s => s.Courier).ToListAsync(ct);
        var meals = await MealsAsync(db, sites, month, ct);
        return [.. CourierMatch.Of(site, billed.ToHashSet(), meals, await CancelsAsync(db, sites, month, ct), lines)];
    }

    public static async Task<List<CourierAnswer>> CouriersAsync(SubsidyDbContext db, SettlementView view, CancellationToken ct)
    {
        var (site, month, payer) = (view.Settlement.SiteCode, view.Settlement.Month, view.OnlyPayer);
        var carried = await db.Decisions
            .Where(d => d.SiteCode == site && d.Month == month && d.Channel == Fulfilment.Delivery && d.Rights.Any() && (payer == null || d.Subdistrict == payer))
            .Join(db.Evidence.Where(e => e.Provider != null), d => d.OrderId, e => e.OrderId, (_, e) => e.Provider!)
            .GroupBy(p => p).Select(g => new { Provider = g.Key, Meals = g.Count() }).ToListAsync(ct);
        var uploaded = await Statements(db, site, month).GroupBy(s => s.Courier).Select(g => new { g.Key, At = g.Max(s => s.UploadedAt) }).ToListAsync(ct);
        var meals = carried.GroupBy(c => CourierNames.Of(c.Provider)).ToDictionary(g => g.Key, g => g.Sum(c => c.Meals));
        var at = uploaded.ToDictionary(u => u.Key, u => (Instant?)u.At);
        return [.. meals.Keys.Union(at.Keys).Order(StringComparer.Ordinal).Select(c => new CourierAnswer(c, meals.GetValueOrDefault(c), at.GetValueOrDefault(c)))];
    }

    /// <summary>Those that count, for the site or for the canteen that cooks for it.</summary>
    private static IQueryable<CourierStatement> Statements(SubsidyDbContext db, string site, int month) => db.CourierStatements.Where(s =>
        s.Month == month && s.ReplacedAt == null && (s.SiteCode == site || db.Sites.Any(own => own.Code == site && own.SuppliedBy == s.SiteCode)));

    private static async Task<List<CancelledGo>> CancelsAsync(SubsidyDbContext db, List<string> sites, int month, CancellationToken ct)
    {
        var fees = await db.Decisions.Where(d => sites.Contains(d.SiteCode) && d.Month == month && d.Channel == Fulfilment.Delivery)
            .Join(db.CourierCancelFees, d => d.OrderId, f => f.OrderId, (_, f) => f).AsNoTracking().ToListAsync(ct);
        return fees.ConvertAll(f => new CancelledGo(f.OrderId, CourierNames.Of(f.Provider), [.. new[] { f.ProviderReference, f.AttemptCode }.OfType<string>()], f.FeeFen));
    }

    private static async Task<List<CarriedMeal>> MealsAsync(SubsidyDbContext db, List<string> sites, int month, CancellationToken ct)
    {
        var rows = await db.Decisions.Where(d => sites.Contains(d.SiteCode) && d.Month == month && d.Channel == Fulfilment.Delivery)
            .Join(db.Evidence, d => d.OrderId, e => e.OrderId, (d, e) => new
            {
                d.OrderId, d.OrderNumber, d.SiteCode, Subsidised = d.Rights.Any(), KeptNoShow = d.State == DecisionState.Consumed && d.NoShow, e.Provider,
                e.ProviderReference, e.AttemptCode, Delivered = e.DeliveredAt != null, e.CourierFeeFen,
            })
            .ToListAsync(ct);
        return rows.ConvertAll(r => new CarriedMeal(
            r.OrderId, r.SiteCode, r.Provider is null ? null : CourierNames.Of(r.Provider), [.. new[] { r.ProviderReference, r.AttemptCode, r.OrderNumber }.OfType<string>()],
            r.Subsidised, r.Delivered, r.KeptNoShow, r.CourierFeeFen));
    }
}
