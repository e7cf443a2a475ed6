using MealDispatch.Subsidy.ClawBacks;
using MealDispatch.Subsidy.CourierStatements;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Review;
using MealDispatch.Subsidy.Settlements.SettlementRules;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Settlements;

/// <summary>
/// Puts a settlement's lines, payers and differences together from the meals as they are now, and lists for review what it does
/// not take.
/// </summary>
internal sealed class ComputeSettlement(SubsidyDbContext db, Settlement settlement, Instant now)
{
    /// <param name="without">A decision whose claw-back is under way in this unit.</param>
    /// <returns>False when nothing of it is new.</returns>
    public async Task<bool> RunAsync(Guid? without, CancellationToken ct)
    {
        var meals = (await MealsAsync(ct)).Where(m => m.DecisionId != without).ToList();
        var draft = SettlementDraft.Of(meals);
        List<SettlementLine> lines = [.. draft.Taken.Select(LineOf), .. await ClawBackLinesAsync(ct)];
        List<SettlementDifference> differences = [.. draft.Differences.Select(d => DifferenceOf(d.Meal, d.Kind)), .. await CourierDifferencesAsync(meals, ct)];
        await ListForReviewAsync(meals, draft.Held, ct);
        SumUp(lines);
        return await ReplaceAsync(lines, differences, ct);
    }

    private async Task<List<MealToSettle>> MealsAsync(CancellationToken ct)
    {
        var (id, site, month) = (settlement.Id, settlement.SiteCode, settlement.Month);
        var locked = await db.Settlements.Where(s => s.SiteCode == site && s.Month < month && s.Status == SettlementStatus.Approved)
            .Select(s => s.Month).ToListAsync(ct);
        var rows = await db.Decisions.AsNoTracking()
            .Where(d => d.SiteCode == site && d.Rights.Any())
            .Where(d => d.Month == month
                || (locked.Contains(d.Month) && d.State == DecisionState.Consumed && (d.ConsumedFen > 0 || d.ConsumedOperatorFen > 0)
                    && !db.SettlementLines.Any(l => l.DecisionId == d.Id && !l.IsClawBack && l.SettlementId != id)))
            .Join(db.Evidence, d => d.OrderId, e => e.OrderId, (d, e) => new
            {
                d.Id, d.OrderId, d.OrderNumber, d.Subdistrict, d.ServiceDate, d.Month, d.MealPeriod, d.Channel, d.State, d.NoShow, d.FoodFen,
                d.DeliveryFeeFen, d.TotalFen, d.ConsumedFen, d.ConsumedOperatorFen, Evidence = e,
                Schemes = d.Rights.Select(r => r.Scheme).ToList(),
                Review = db.MealReviews.Where(r => r.DecisionId == d.Id).Select(r => (ReviewStatus?)r.Status).FirstOrDefault(),
                ClawBackOpen = db.ClawBacks.Any(c => c.DecisionId == d.Id && c.Status == ClawBackStatus.Requested),
                SettledElsewhere = db.SettlementLines.Any(l => l.DecisionId == d.Id && !l.IsClawBack && l.SettlementId != id),
            })
            .AsSplitQuery().ToListAsync(ct);
        var rules = new Dictionary<string, SettlementRule>();
        foreach (var payer in rows.Select(r => r.Subdistrict).Distinct())
            rules[payer] = await SettlementRule.OfAsync(db, payer, ct);
        return
        [
            .. rows.Select(r => new MealToSettle(
                r.Id, r.OrderId, r.OrderNumber, r.Subdistrict, r.ServiceDate, r.MealPeriod, r.Channel, r.State, r.NoShow, r.FoodFen,
                r.FoodFen + r.DeliveryFeeFen - r.TotalFen, r.ConsumedFen, r.ConsumedOperatorFen, r.Evidence, rules[r.Subdistrict].ArrivalMeters,
                rules[r.Subdistrict].LevelFor(r.Schemes), r.Review, r.ClawBackOpen, r.SettledElsewhere, r.Month == month)),
        ];
    }

    /// <summary>Claw-backs of what an earlier month had settled, each once.</summary>
    private async Task<List<SettlementLine>> ClawBackLinesAsync(CancellationToken ct)
    {
        var (id, site, month) = (settlement.Id, settlement.SiteCode, settlement.Month);
        return await db.ClawBacks
            .Where(c => c.SiteCode == site && c.Status == ClawBackStatus.Approved && c.SettledMonth < month
                && !db.SettlementLines.Any(l => l.DecisionId == c.DecisionId && l.IsClawBack && l.SettlementId != id))
            .Join(db.Decisions, c => c.DecisionId, d => d.Id, (c, d) => new SettlementLine
            {
                SettlementId = id, DecisionId = d.Id, Kind = SettlementLineKind.ClawBack, IsClawBack = true, Payer = d.Subdistrict, OrderNumber = d.OrderNumber,
                ServiceDate = d.ServiceDate, MealPeriod = d.MealPeriod, Channel = d.Channel, NoShow = d.NoShow, FoodFen = d.FoodFen,
                ResidentFen = -c.ResidentFen, OperatorFen = -c.OperatorFen, Level = 0, Accepted = false,
            })
            .AsNoTracking().ToListAsync(ct);
    }

    private SettlementLine LineOf(MealToSettle m) => new()
    {
        SettlementId = settlement.Id, DecisionId = m.DecisionId, Kind = m.InMonth ? SettlementLineKind.Meal : SettlementLineKind.Late, IsClawBack = false,
        Payer = m.Payer, OrderNumber = m.OrderNumber, ServiceDate = m.ServiceDate, MealPeriod = m.MealPeriod, Channel = m.Channel, NoShow = m.NoShow,
        FoodFen = m.FoodFen, ResidentFen = m.ResidentFen, OperatorFen = m.OperatorFen, Level = m.Level, Accepted = m.Review == ReviewStatus.Accepted,
    };

    private SettlementDifference DifferenceOf(MealToSettle m, DifferenceKind kind) => new()
    {
        SettlementId = settlement.Id, OrderId = m.OrderId, Kind = kind, DecisionId = m.DecisionId, Payer = m.Payer, OrderNumber = m.OrderNumber,
        ServiceDate = m.ServiceDate, Held = ThreeWayMatch.HoldOf(kind) is not null && m.Review != ReviewStatus.Accepted,
    };

    private async Task<IEnumerable<SettlementDifference>> CourierDifferencesAsync(List<MealToSettle> meals, CancellationToken ct)
    {
        var ours = meals.Where(m => m.InMonth).ToDictionary(m => m.OrderId);
        var differences = await CourierRecords.DifferencesAsync(db, settlement.SiteCode, settlement.Month, ct);
        return differences.Where(d => d.Meal is null || ours.ContainsKey(d.Meal.OrderId)).Select(d => DifferenceOf(d, d.Meal is null ? null : ours[d.Meal.OrderId]));
    }

    private SettlementDifference DifferenceOf(CourierDifference d, MealToSettle? m) => new()
    {
        SettlementId = settlement.Id, OrderId = m?.OrderId, Kind = d.Kind, DecisionId = m?.DecisionId, Payer = m?.Payer ?? settlement.Subdistrict,
        OrderNumber = m?.OrderNumber, ServiceDate = m?.ServiceDate ?? d.Line!.Line.On, Courier = d.Line?.Courier ?? d.Meal!.Courier,
        CourierNumber = d.Line?.Numbers.First(), FeeFen = d.Meal?.FeeFen, BilledFen = d.Line?.Line.FeeFen,
    };

    private void SumUp(List<SettlementLine> lines)
    {
        var sums = lines.Select(LineSum.Of).GroupBy(l => l.Payer).ToDictionary(g => g.Key, SettlementSums.Of);
        settlement.Payers.RemoveAll(p => !sums.ContainsKey(p.Subdistrict));
        foreach (var (payer, sum) in sums)
        {
            var part = settlement.Payers.SingleOrDefault(p => p.Subdistrict == payer);
            if (part is null)
                settlement.Payers.Add(part = new SettlementPayer { SettlementId = settlement.Id, Subdistrict = payer });
            part.Set(sum);
        }
    }

    private async Task ListForReviewAsync(List<MealToSettle> meals, IReadOnlyList<HeldMeal> held, CancellationToken ct)
    {
        var site = settlement.SiteCode;
        var listed = await db.MealReviews.Where(r => r.SiteCode == site && r.Status == ReviewStatus.Pending).ToDictionaryAsync(r => r.DecisionId, ct);
        foreach (var (meal, reasons) in held.Where(h => h.Meal.Review is null or ReviewStatus.Pending && !h.Meal.ClawBackOpen))
        {
            if (!listed.Remove(meal.DecisionId, out var review))
                db.MealReviews.Add(review = new MealReview
                {
                    DecisionId = meal.DecisionId, Subdistrict = meal.Payer, SiteCode = site, OrderId = meal.OrderId, OrderNumber = meal.OrderNumber,
                    ServiceDate = meal.ServiceDate, AmountFen = meal.ResidentFen + meal.OperatorFen, HeldAt = now,
                });
            review.Hold(meal.Level, meal.RequiredLevel, reasons);
        }

        var seen = meals.Select(m => m.DecisionId).ToHashSet();
        db.MealReviews.RemoveRange(listed.Values.Where(r => seen.Contains(r.DecisionId)));
    }

    /// <summary>Rows that are as they were stay as they are.</summary>
    private async Task<bool> ReplaceAsync(List<SettlementLine> lines, List<SettlementDifference> differences, CancellationToken ct)
    {
        var id = settlement.Id;
        var oldLines = await db.SettlementLines.AsNoTracking().Where(l => l.SettlementId == id).ToListAsync(ct);
        var oldDifferences = await db.SettlementDifferences.AsNoTracking().Where(d => d.SettlementId == id).OrderBy(d => d.Number).ToListAsync(ct);
        var newDifferences = differences.OrderBy(d => d.ServiceDate).ThenBy(d => d.OrderNumber ?? d.CourierNumber, StringComparer.Ordinal).ThenBy(d => d.Kind).ToList();
        for (var i = 0; i < newDifferences.Count; i++)
            newDifferences[i].Number = i + 1;
        var linesAreNew = !oldLines.Select(Essence).ToHashSet().SetEquals(lines.Select(Essence));
        var differencesAreNew = !oldDifferences.Select(Essence).SequenceEqual(newDifferences.Select(Essence));
        if (linesAreNew)
        {
            await db.SettlementLines.Where(l => l.SettlementId == id).ExecuteDeleteAsync(ct);
            db.SettlementLines.AddRange(lines);
        }

        if (differencesAreNew)
        {
            await db.SettlementDifferences.Where(d => d.SettlementId == id).ExecuteDeleteAsync(ct);
            db.SettlementDifferences.AddRange(newDifferences);
        }

        return linesAreNew || differencesAreNew;
    }

    private static (Guid, SettlementLineKind, long, long, int, bool) Essence(SettlementLine l) =>
        (l.DecisionId, l.Kind, l.ResidentFen, l.OperatorFen, l.Level, l.Accepted);

    private static (DifferenceKind, Guid?, bool, string?, string?, long?, long?) Essence(SettlementDifference d) =>
        (d.Kind, d.OrderId, d.Held, d.Courier, d.CourierNumber, d.FeeFen, d.BilledFen);
}
