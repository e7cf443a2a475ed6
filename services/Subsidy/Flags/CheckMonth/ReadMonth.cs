using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using MealDispatch.Subsidy.Residents;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Flags.CheckMonth;

/// <summary>Gathers a month's facts: a few reads along the month's index, whatever the month's size.</summary>
internal sealed class ReadMonth(SubsidyDbContext db, string subdistrict, int number, Town town, Instant now)
{
    private const int DaysBefore = 28;
    private static readonly Duration EditsBack = Duration.FromDays(7);

    private readonly LocalDate first = MonthNumber.ToMonth(number).OnDayOfMonth(1);

    private LocalDate Last => first.PlusMonths(1).PlusDays(-1);

    private IQueryable<Decision> Decisions => db.Decisions.AsNoTracking().Where(d => d.Subdistrict == subdistrict && d.Month == number && d.ClawedBackAt == null);

    public async Task<MonthFacts> RunAsync(CancellationToken ct)
    {
        var rights = await RightsAsync(Decisions, ct);
        var best = await BestPricesAsync(ct);
        var edits = await EditsAsync(ct);
        var meals = new List<Meal>();
        var rows = from d in Decisions
                   join e in db.Evidence.AsNoTracking() on d.OrderId equals e.OrderId
                   select new
                   {
                       d.Id, d.OrderId, d.OrderNumber, d.ResidentId, d.SiteCode, d.ServiceDate, d.MealPeriod, d.Channel, d.FoodFen, d.DeliveryFeeFen, d.TotalFen,
                       d.State, d.NoShow, d.DecidedAt, Evidence = e,
                   };
        await foreach (var d in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            var own = rights.GetValueOrDefault(d.Id) ?? [];
            var e = d.Evidence;
            meals.Add(new Meal
            {
                DecisionId = d.Id, OrderId = d.OrderId, OrderNumber = d.OrderNumber, ResidentId = d.ResidentId, SiteCode = d.SiteCode, ServiceDate = d.ServiceDate,
                MealPeriod = d.MealPeriod, Channel = d.Channel, FoodFen = d.FoodFen, DeliveryFeeFen = d.DeliveryFeeFen, ResidentFen = d.TotalFen,
                SubsidyFen = own.Sum(r => r.AmountFen), State = d.State, NoShow = d.NoShow, PlacedAt = d.DecidedAt, PlacedBy = e.PlacedBy, OrderedBy = e.OrderedBy,
                Presence = e.Presence, CookedAt = e.PrintedAt ?? e.PackedAt, TakenAt = e.TakenAt, PickedUpAt = e.PickedUpAt, DeliveredAt = e.DeliveredAt, CancelledAt = e.CancelledAt,
                NotCollectedAt = e.NotCollectedAt, PayableFen = e.PayableFen, PaymentMethod = e.PaymentMethod, RefundedFen = e.RefundedFen, RiderKey = e.RiderKey,
                RiderId = e.RiderId, DoorMeters = e.DistanceMeters, TripMeters = e.TripMeters, VisitAt = e.VisitReportedAt, VisitLevel = e.VisitLevel,
                BestPrices = [.. own.SelectMany(r => best.GetValueOrDefault((r.Scheme, r.Version, r.Tier)) ?? []).Distinct()],
                Funders = [.. own.SelectMany(r => r.Funders).Select(f => (f.Budget, f.GivenFen))],
                Edits = edits.GetValueOrDefault(d.Id) ?? [],
            });
        }

        var canteenStaff = Json.Word(Role.CanteenStaff);
        var staff = await db.People.AsNoTracking().Where(p => p.Roles.Contains(canteenStaff)).Select(p => new { p.PersonId, p.ResidentId }).ToListAsync(ct);
        var staffIds = staff.Select(p => p.PersonId).ToHashSet();
        var family = await db.FamilyGrants.AsNoTracking()
            .Where(g => g.Active && db.People.Any(p => p.PersonId == g.PersonId && p.Roles.Contains(canteenStaff))).Select(g => new { g.PersonId, g.ResidentId }).ToListAsync(ct);
        return new MonthFacts(
            number, now, town.Zone, meals, await db.Sites.AsNoTracking().ToDictionaryAsync(s => s.Code, s => s.ToMealSite(), ct), await StatusesAsync(ct), staffIds,
            staff.Where(p => p.ResidentId is not null).Select(p => (p.PersonId, p.ResidentId!.Value)).Concat(family.Select(g => (g.PersonId, g.ResidentId))).ToHashSet(),
            await EndingBudgetsAsync(ct));
    }

    private static async Task<Dictionary<Guid, List<Right>>> RightsAsync(IQueryable<Decision> decisions, CancellationToken ct)
    {
        var rights = new Dictionary<Guid, List<Right>>();
        await foreach (var r in decisions.SelectMany(d => d.Rights).Select(r => new { r.DecisionId, r.Scheme, r.SchemeVersion, r.Tier, r.AmountFen, r.Funders })
            .AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!rights.TryGetValue(r.DecisionId, out var ofDecision))
                rights[r.DecisionId] = ofDecision = [];
            ofDecision.Add(new Right(r.Scheme, r.SchemeVersion, r.Tier, r.AmountFen, JsonSerializer.Deserialize<List<FunderPart>>(r.Funders, EngineJson.Options)!));
        }

        return rights;
    }

    /// <summary>Of each tier the price that just reaches its cap, and the least price at which its scheme pays.</summary>
    private async Task<Dictionary<(string Scheme, int Version, string Tier), List<long>>> BestPricesAsync(CancellationToken ct)
    {
        var versions = await db.SchemeVersions.AsNoTracking().Where(s => s.Subdistrict == subdistrict && s.ActivatedAt != null).ToListAsync(ct);
        return versions.Select(v => (v.Version, Scheme: v.ToScheme())).SelectMany(v => v.Scheme.Tiers.Select(tier => (v.Version, v.Scheme, Tier: tier)))
            .DistinctBy(v => (v.Scheme.Code, v.Version, v.Tier.Name))
            .ToDictionary(v => (v.Scheme.Code, v.Version, v.Tier.Name), v => BestPricesOf(v.Scheme, v.Tier.Benefit));
    }

    private static List<long> BestPricesOf(Scheme scheme, Benefit benefit)
    {
        var capped = benefit.Match(
            percent => percent is { CapFen: { } cap, Percent: > 0 } ? (long)Math.Ceiling(cap * 100 / percent.Percent) : (long?)null,
            _ => null,
            copay => copay.CapFen is { } cap ? copay.ResidentPaysFen + cap : null);
        var least = scheme.MinSpend is { } min ? min.Fen + (min.Strict ? 1 : 0) : (long?)null;
        return [.. new[] { scheme.Base == SubsidyBase.Food ? capped : null, least }.OfType<long>()];
    }

    /// <summary>
    /// What orders that followed an eligibility change within a week would have been granted without it, and by what is known now. That a
    /// new resident was approved is no change: until then there was nothing to be entitled to.
    /// </summary>
    private async Task<Dictionary<Guid, List<EligibilityEdit>>> EditsAsync(CancellationToken ct)
    {
        var since = town.StartOf(first) - EditsBack - EditsBack;
        var changes = db.EligibilityChanges.AsNoTracking().Where(c => c.At >= since);
        var pairs = await (from c in changes
                           join d in Decisions on c.ResidentId equals d.ResidentId
                           join r in db.Residents.AsNoTracking() on c.ResidentId equals r.ResidentId
                           where c.At <= d.DecidedAt && d.TotalFen > 0
                           select new { d.Id, d.DecidedAt, d.ServiceDate, d.Facts, Change = c, Now = r }).ToListAsync(ct);
        var edits = new Dictionary<Guid, List<EligibilityEdit>>();
        foreach (var order in pairs.Where(p => p.DecidedAt - p.Change.At <= EditsBack && p.Change.FactsBeforeOn(p.ServiceDate).Status != ResidentStatus.Pending).GroupBy(p => p.Id))
        {
            var facts = await StoredFacts.Read(order.First().Facts).ToFactsAsync(db, ct);
            var grantedNow = SubsidyEngine.Decide(facts with { Resident = order.First().Now.FactsOn(order.First().ServiceDate) }).TotalFen;
            edits[order.Key] =
            [
                .. order.OrderBy(p => p.Change.At).Select(p => new EligibilityEdit(
                    p.Change.At, SubsidyEngine.Decide(facts with { Resident = p.Change.FactsBeforeOn(p.ServiceDate) }).TotalFen, grantedNow)),
            ];
        }

        return edits;
    }

    /// <summary>Of residents who had a meal and were, or are, not active on some day of the month.</summary>
    private async Task<IReadOnlyDictionary<Guid, IReadOnlyList<ResidentStatusPeriod>>> StatusesAsync(CancellationToken ct)
    {
        var alwaysActive = JsonSerializer.Serialize(new[] { new ResidentStatusPeriod(ResidentStatus.Active, null, null) }, Json.Options);
        var rows = await db.Residents.AsNoTracking().Where(r => r.Statuses != alwaysActive && Decisions.Any(d => d.ResidentId == r.ResidentId))
            .Select(r => new { r.ResidentId, r.Statuses }).ToListAsync(ct);
        return rows.ToDictionary(r => r.ResidentId, r => ResidentCopy.PeriodsOf(r.Statuses));
    }

    private async Task<IReadOnlyList<EndingBudget>> EndingBudgetsAsync(CancellationToken ct)
    {
        var ending = new List<EndingBudget>();
        foreach (var budget in await db.Budgets.AsNoTracking().Where(b => b.Subdistrict == subdistrict).ToListAsync(ct))
        {
            var end = budget.To is { } to && to >= first && to <= Last ? to : budget.RemainingFen * 100 < budget.Fen ? await LastGrantAsync(budget.Code, ct) : null;
            if (end is { } lastDay)
                ending.Add(new EndingBudget(budget.Code, lastDay, await BeforeAsync(budget.Code, ct)));
        }

        return ending;
    }

    private async Task<LocalDate?> LastGrantAsync(string budget, CancellationToken ct)
    {
        var days = await Decisions.Where(d => d.Rights.Any(r => r.Funders.Contains('"' + budget + '"'))).Select(d => d.ServiceDate).ToListAsync(ct);
        return days.Count == 0 ? null : days.Max();
    }

    private async Task<IReadOnlyList<(string SiteCode, LocalDate Day, long Fen)>> BeforeAsync(string budget, CancellationToken ct)
    {
        var (from, month) = (first.PlusDays(-DaysBefore), MonthNumber.Of(first.PlusMonths(-1)));
        var decisions = db.Decisions.AsNoTracking()
            .Where(d => d.Subdistrict == subdistrict && d.Month == month && d.State == DecisionState.Consumed && d.ServiceDate >= from);
        var rights = await RightsAsync(decisions, ct);
        var days = await decisions.Select(d => new { d.Id, d.SiteCode, d.ServiceDate }).ToListAsync(ct);
        return
        [
            .. days.Select(d => (d.SiteCode, d.ServiceDate, (rights.GetValueOrDefault(d.Id) ?? []).SelectMany(r => r.Funders).Where(f => f.Budget == budget).Sum(f => f.GivenFen)))
                .Where(d => d.Item3 > 0),
        ];
    }

    private sealed record Right(string Scheme, int Version, string Tier, long AmountFen, List<FunderPart> Funders);
}
