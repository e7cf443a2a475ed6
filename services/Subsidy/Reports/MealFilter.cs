using System.Linq.Expressions;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Decisions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace MealDispatch.Subsidy.Reports;

/// <summary>Which meals a report, a list or an export is about, as it stands in an address. What is missing does not narrow.</summary>
/// <param name="Month">Of the service date.</param>
/// <param name="From">In place of <paramref name="Month"/>: the first of several months.</param>
/// <param name="To">The last one, inclusive.</param>
/// <param name="ServiceDate">One day.</param>
/// <param name="Community">The resident's; <c>-</c> for those whose community is not known.</param>
/// <param name="Tier">Scheme and tier as a report names them: <c>HX-2025 60+</c>. Then only that grant of a meal counts.</param>
/// <param name="Channel"><c>dine-in</c>, <c>pickup</c> or <c>delivery</c>.</param>
/// <param name="Funder">A budget. Then only what it gave counts.</param>
internal sealed record MealQuery(
    [property: FromQuery(Name = "month")] string? Month,
    [property: FromQuery(Name = "from")] string? From,
    [property: FromQuery(Name = "to")] string? To,
    [property: FromQuery(Name = "serviceDate")] string? ServiceDate,
    [property: FromQuery(Name = "siteCode")] string? SiteCode,
    [property: FromQuery(Name = "community")] string? Community,
    [property: FromQuery(Name = "tier")] string? Tier,
    [property: FromQuery(Name = "channel")] string? Channel,
    [property: FromQuery(Name = "funder")] string? Funder)
{
    public const int MostMonths = 36;

    public MealFilter Read(Check check)
    {
        var first = check.Month(From is null ? "month" : "from", From ?? Month);
        var last = From is null ? first : check.OptionalMonth("to", To) ?? first;
        var months = Period.Between(first.OnDayOfMonth(1), last.OnDayOfMonth(1), PeriodUnits.Months).Months;
        check.That(months >= 0, "to", "must not be before from");
        check.That(months < MostMonths, "to", $"at most {MostMonths} months");
        return new MealFilter(
            first, last, check.OptionalDate("serviceDate", ServiceDate), check.OptionalText("siteCode", SiteCode, 40), check.OptionalText("community", Community, 40),
            TierName.Read(check, Tier), check.OptionalWord<Fulfilment>("channel", Channel), check.OptionalText("funder", Funder, 40));
    }
}

/// <summary>A tier by its scheme, of whatever version.</summary>
internal sealed record TierName(string Scheme, string Tier)
{
    public static TierName? Read(Check check, string? text)
    {
        if (check.OptionalText("tier", text, 81) is not { } name)
            return null;
        if (name.Split(' ', 2) is [var scheme, var tier])
            return new TierName(scheme, tier);
        check.Fail("tier", "is not a scheme's code, a blank and the tier's name");
        return null;
    }

    /// <summary>A scheme's code holds no blank.</summary>
    public override string ToString() => $"{Scheme} {Tier}";
}

/// <summary>How far a meal's money has come; <c>kept</c> is <c>granted</c> and <c>settled</c> together.</summary>
internal enum MealMoney { Reserved, Kept, Granted, Settled, ClawedBack }

/// <inheritdoc cref="MealQuery"/>
internal sealed record MealFilter(
    YearMonth First, YearMonth Last, LocalDate? Day, string? SiteCode, string? Community, TierName? Tier, Fulfilment? Channel, string? Funder)
{
    /// <summary>How a community that is not known stands in a report and in a filter.</summary>
    public const string NoCommunity = "-";

    /// <summary>It looks at single grants of a meal, or at parts of them.</summary>
    public bool IsAboutGrants => Tier is not null || Funder is not null;

    /// <summary>It looks at what only the payer knows of a meal.</summary>
    public bool IsAboutThePayer => IsAboutGrants || Community is not null;

    public string Months => First == Last ? $"{First:uuuu-MM}" : $"{First:uuuu-MM}-{Last:uuuu-MM}";

    public IQueryable<Decision> Of(IQueryable<Decision> decisions)
    {
        var (first, last) = (MonthNumber.Of(First), MonthNumber.Of(Last));
        var meals = first == last ? decisions.Where(d => d.Month == first) : decisions.Where(d => d.Month >= first && d.Month <= last);
        if (Day is { } day)
            meals = meals.Where(d => d.ServiceDate == day);
        if (SiteCode is not null)
            meals = meals.Where(d => d.SiteCode == SiteCode);
        if (Community is not null)
            meals = Community == NoCommunity ? meals.Where(d => d.Community == null) : meals.Where(d => d.Community == Community);
        if (Channel is { } channel)
            meals = meals.Where(d => d.Channel == channel);
        if (IsAboutGrants)
        {
            var (scheme, tier, budget) = (Tier?.Scheme, Tier?.Tier, Funder is null ? "" : $"\"budget\":\"{Funder}\"");
            meals = meals.Where(d => d.Rights.Any(r =>
                r.Status != RightStatus.Released && (scheme == null || (r.Scheme == scheme && r.Tier == tier)) && r.Funders.Contains(budget)));
        }

        return meals;
    }

    /// <summary>What of a meal's grants counts; nothing of it was released.</summary>
    /// <param name="meal">With its grants.</param>
    /// <param name="byFunder">A part for each budget, else for each grant.</param>
    public IEnumerable<GrantPart> PartsOf(MealGrants meal, bool byFunder) =>
        from grant in meal.Grants
        where Tier is null || (grant.Scheme == Tier.Scheme && grant.Tier == Tier.Tier)
        from part in byFunder || Funder is not null ? grant.ByFunder() : [grant.Whole()]
        where Funder is null || part.Funder == Funder
        select part;

    public static Expression<Func<Decision, bool>> Is(MealMoney money) => money switch
    {
        MealMoney.Reserved => d => d.State == DecisionState.Open && d.Rights.Any(),
        MealMoney.Kept => d => d.State == DecisionState.Consumed && (d.ConsumedFen > 0 || d.ConsumedOperatorFen > 0),
        MealMoney.Granted => d => d.State == DecisionState.Consumed && (d.ConsumedFen > 0 || d.ConsumedOperatorFen > 0) && d.SettlementId == null,
        MealMoney.Settled => d => d.State == DecisionState.Consumed && (d.ConsumedFen > 0 || d.ConsumedOperatorFen > 0) && d.SettlementId != null,
        MealMoney.ClawedBack => d => d.ClawedBackAt != null,
    };
}
