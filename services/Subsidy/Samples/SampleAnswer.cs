using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Sites;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Samples;

internal sealed record CallBackAnswer(CallBackOutcome Outcome, string? CarriedBy, long? PaidFen, string? Note, Guid By, Instant At);

/// <param name="Rank">Its place in the site's order, from 1.</param>
/// <param name="OwnFen">What the resident paid by our books.</param>
/// <param name="AmountFen">What it cost the payer.</param>
/// <param name="CallBack">What counts; null while nobody has called.</param>
/// <param name="Corrected">What was noted before, the oldest first.</param>
internal sealed record SampleMealAnswer(
    Guid DecisionId, string SiteCode, int Rank, Guid ResidentId, string OrderNumber, LocalDate ServiceDate, MealPeriod MealPeriod, Fulfilment Channel, long OwnFen,
    long AmountFen, CallBackAnswer? CallBack, IReadOnlyList<CallBackAnswer> Corrected)
{
    public static SampleMealAnswer Of(SampleMeal m)
    {
        var calls = m.CallBacks.OrderBy(c => c.Number).Select(c => new CallBackAnswer(c.Outcome, c.CarriedBy, c.PaidFen, c.Note, c.By, c.At)).ToList();
        return new SampleMealAnswer(
            m.DecisionId, m.SiteCode, m.Rank, m.ResidentId, m.OrderNumber, m.ServiceDate, m.MealPeriod, m.Channel, m.OwnFen, m.AmountFen, calls.LastOrDefault(),
            [.. calls.SkipLast(1)]);
    }
}

/// <param name="Calls">The site's meals, how many were drawn, and what was said.</param>
/// <param name="Denied">What that says of all meals of the site.</param>
internal sealed record SiteCalls(string SiteName, Calls Calls, Estimate Denied);

/// <summary>A sample with all its meals. Fen.</summary>
/// <param name="PopulationSha256">Of the ids of all meals that it was drawn from: who repeats the draw knows that the list is the same.</param>
/// <param name="Meals">Of the month.</param>
/// <param name="AmountFen">What they cost.</param>
/// <param name="Denied">What the calls say of all of them.</param>
internal sealed record SampleAnswer(
    Guid Id, YearMonth Month, SampleBasis Basis, int Size, string Seed, string PopulationSha256, Guid DrawnBy, Instant DrawnAt, long Meals, long AmountFen,
    Estimate Denied, IReadOnlyList<SiteCalls> Sites, IReadOnlyList<SampleMealAnswer> Items)
{
    /// <summary>Null when there is none, or it is another subdistrict's.</summary>
    public static async Task<SampleAnswer?> OfAsync(SubsidyDbContext db, Guid id, string? subdistrict, CancellationToken ct)
    {
        var sample = await db.Samples.AsNoTracking().Include(s => s.Strata).Include(s => s.Meals).ThenInclude(m => m.CallBacks).AsSplitQuery()
            .SingleOrDefaultAsync(s => s.Id == id && s.Subdistrict == subdistrict, ct);
        if (sample is null)
            return null;
        var codes = sample.Strata.ConvertAll(s => s.SiteCode);
        var names = await SiteCopy.NamesAsync(db, codes, ct);
        List<SampleMealAnswer> items =
            [.. sample.Meals.OrderBy(m => m.SiteCode, StringComparer.Ordinal).ThenBy(m => m.Rank).Select(SampleMealAnswer.Of)];
        var sites = sample.Strata.OrderBy(s => s.SiteCode, StringComparer.Ordinal).Select(s => CallsOf(s, items)).ToList();
        return new SampleAnswer(
            sample.Id, MonthNumber.ToMonth(sample.Month), sample.Basis, sample.Size, sample.Seed, Convert.ToHexStringLower(sample.PopulationHash), sample.DrawnBy,
            sample.DrawnAt, sites.Sum(s => s.Meals), sites.Sum(s => s.AmountFen), Extrapolation.OfAll(sites),
            [.. sites.Select(s => new SiteCalls(names.GetValueOrDefault(s.SiteCode, s.SiteCode), s, Extrapolation.OfSite(s)))], items);
    }

    private static Calls CallsOf(SampleStratum site, List<SampleMealAnswer> items)
    {
        var drawn = items.Where(m => m.SiteCode == site.SiteCode).ToList();
        return new Calls(
            site.SiteCode, site.Meals, site.AmountFen, drawn.Count, With(CallBackOutcome.Confirmed), With(CallBackOutcome.Denied), With(CallBackOutcome.NotReached));

        int With(CallBackOutcome outcome) => drawn.Count(m => m.CallBack?.Outcome == outcome);
    }
}
