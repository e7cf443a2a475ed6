namespace MealDispatch.Subsidy.Engine;

/// <summary>One scheme against the facts and against what earlier grants left: rules in the order of <see cref="RefusalReason"/>.</summary>
internal static class SchemeEvaluation
{
    private static readonly (RefusalReason Otherwise, Func<Scheme, SubsidyFacts, bool> Holds)[] Conditions =
    [
        (RefusalReason.NotInForce, ServiceDateMustBeInForce),
        (RefusalReason.Site, SiteMustQualify),
        (RefusalReason.MealPeriod, MealPeriodMustQualify),
        (RefusalReason.Channel, ChannelMustQualify),
    ];

    private static readonly (RefusalReason Otherwise, Func<Limits, Usage, bool> Holds)[] MealLimits =
    [
        (RefusalReason.DayRightUsed, (limits, used) => !(used.DayMeals >= limits.MealsPerDay)),
        (RefusalReason.MealPeriodRightUsed, (limits, used) => !(used.MealPeriodMeals >= limits.MealsPerMealPeriod)),
        (RefusalReason.MonthMealsUsed, (limits, used) => !(used.MonthMeals >= limits.MealsPerMonth)),
    ];

    public static SchemeStep Evaluate(Scheme scheme, SubsidyFacts facts, Usage used, Remainders left)
    {
        var step = new SchemeStep(scheme.Code, scheme.Version);
        foreach (var (otherwise, holds) in Conditions)
            if (!holds(scheme, facts))
                return step with { Reason = otherwise };

        var age = Age.InFullYears(facts.Resident.BirthDate, facts.ServiceDate);
        step = step with { Age = age };
        if (scheme.Tiers.FirstOrDefault(tier => Holds(tier.When, age, facts)) is not { } tier)
            return step with { Reason = RefusalReason.NoTier };

        step = step with { Tier = tier.Name };
        if (!MinSpendMustBeReached(scheme, facts))
            return step with { Reason = RefusalReason.MinSpend };

        step = WithBenefit(step, scheme, tier.Benefit, left);
        if (step.DueFen <= 0)
            return step with { Reason = RefusalReason.NothingLeft };

        step = WithinLimits(step, scheme.Limits, used);
        return step.Reason is null ? FunderSplit.Fund(step, scheme.Funders, left) : step;
    }

    private static bool ServiceDateMustBeInForce(Scheme scheme, SubsidyFacts facts) =>
        facts.ServiceDate >= scheme.EffectiveFrom && !(facts.ServiceDate > scheme.EffectiveTo);

    private static bool SiteMustQualify(Scheme scheme, SubsidyFacts facts) => scheme.Sites?.Contains(facts.SiteCode) ?? true;

    private static bool MealPeriodMustQualify(Scheme scheme, SubsidyFacts facts) =>
        scheme.MealPeriods?.Contains(facts.MealPeriod) ?? true;

    private static bool ChannelMustQualify(Scheme scheme, SubsidyFacts facts) => scheme.Channels?.Contains(facts.Channel) ?? true;

    private static bool MinSpendMustBeReached(Scheme scheme, SubsidyFacts facts) =>
        scheme.MinSpend is not { } min || (min.Strict ? facts.FoodFen > min.Fen : facts.FoodFen >= min.Fen);

    private static bool Holds(TierCondition when, int age, SubsidyFacts facts) =>
        !(age < when.MinAge)
        && !(age > when.MaxAge)
        && when.AllOf.All(category => facts.Resident.Holds(category, facts.ServiceDate))
        && (when.AnyOf.Count == 0 || facts.Resident.HoldsAny(when.AnyOf, facts.ServiceDate))
        && !facts.Resident.HoldsAny(when.NoneOf, facts.ServiceDate);

    private static SchemeStep WithBenefit(SchemeStep step, Scheme scheme, Benefit benefit, Remainders left)
    {
        var price = scheme.Stacking.On == StackedOn.Original ? left.OriginalOf(scheme.Base) : left.LeftOf(scheme.Base);
        var (amount, cap) = benefit.Match<(Int128, long?)>(
            percentOff => (Fen.PercentOf(price, percentOff.Percent, scheme.Rounding), percentOff.CapFen),
            @fixed => (@fixed.AmountFen, null),
            copay => (price - copay.ResidentPaysFen, copay.CapFen));
        var capped = Int128.Min(amount, cap ?? Int128.MaxValue);
        var leftToPay = left.LeftOf(scheme.Base);
        return step with
        {
            BaseFen = Fen.Saturate(price),
            BenefitFen = Fen.Saturate(amount),
            CappedFen = Fen.Saturate(capped),
            LeftToPayFen = Fen.Saturate(leftToPay),
            DueFen = Fen.Saturate(Int128.Max(0, Int128.Min(capped, leftToPay))),
        };
    }

    private static SchemeStep WithinLimits(SchemeStep step, Limits limits, Usage used)
    {
        step = step with { MealOfDay = Fen.Saturate((Int128)used.DayMeals + 1) };
        foreach (var (otherwise, holds) in MealLimits)
            if (!holds(limits, used))
                return step with { Reason = otherwise };

        if (limits.FenPerMonth is not { } fenPerMonth)
            return step;
        var monthLeft = Fen.Saturate((Int128)fenPerMonth - used.MonthFen);
        step = step with { MonthLeftFen = Math.Max(0, monthLeft) };
        return monthLeft <= 0
            ? step with { Reason = RefusalReason.MonthAmountUsed }
            : step with { DueFen = Math.Min(step.DueFen!.Value, monthLeft) };
    }
}
