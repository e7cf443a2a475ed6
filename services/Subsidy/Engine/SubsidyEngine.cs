using MealDispatch.Contracts;

namespace MealDispatch.Subsidy.Engine;

/// <summary>Facts in, decision out: no clock, no database, no configuration.</summary>
internal static class SubsidyEngine
{
    public static SubsidyDecision Decide(SubsidyFacts facts)
    {
        var grants = new List<Grant>();
        var refusals = new List<Refusal>();
        var steps = new List<SchemeStep>();
        var left = new Remainders(facts);

        if (facts.Resident.Status != ResidentStatus.Active)
            refusals.Add(new Refusal(null, null, RefusalReason.ResidentNotActive));
        else
            foreach (var turn in TurnsOf(facts.Schemes))
                DecideTurn(turn, facts, left, grants, refusals, steps);

        var total = Fen.Saturate(grants.Where(grant => grant.Payee == Payee.Resident).Aggregate(Int128.Zero, (sum, grant) => sum + grant.AmountFen));
        return new SubsidyDecision(grants, refusals, total, steps, ExplanationText.Of(facts, grants, refusals, steps, total));
    }

    /// <summary>Stacking order; a group is decided whole at the turn of its first member.</summary>
    private static List<List<Scheme>> TurnsOf(IReadOnlyList<Scheme> schemes)
    {
        var turns = new List<List<Scheme>>();
        var groups = new Dictionary<string, List<Scheme>>(StringComparer.Ordinal);
        foreach (var scheme in schemes.OrderBy(s => s.Stacking.Order).ThenBy(s => s.Code, StringComparer.Ordinal).ThenBy(s => s.Version))
        {
            if (scheme.Stacking.Group is { } group)
            {
                if (groups.TryGetValue(group, out var members))
                {
                    members.Add(scheme);
                    continue;
                }
                groups[group] = members = [scheme];
                turns.Add(members);
            }
            else
            {
                turns.Add([scheme]);
            }
        }
        return turns;
    }

    private static void DecideTurn(
        List<Scheme> turn, SubsidyFacts facts, Remainders left, List<Grant> grants, List<Refusal> refusals, List<SchemeStep> steps)
    {
        var used = UsageOf(turn, facts);
        var outcomes = turn.Select(scheme => SchemeEvaluation.Evaluate(scheme, facts, used, left)).ToList();
        var largest = LargestOf(outcomes);
        for (var i = 0; i < outcomes.Count; i++)
        {
            var step = outcomes[i];
            if (i == largest)
                grants.Add(left.Take(turn[i], step));
            else if (step.Reason is null)
                step = step with { Reason = RefusalReason.GroupExcluded };
            steps.Add(step);
            if (step.Reason is { } reason)
                refusals.Add(new Refusal(step.Scheme, step.Version, reason, UsedBy(reason, used)));
        }
    }

    private static UsedBy? UsedBy(RefusalReason reason, Usage used) => reason switch
    {
        RefusalReason.DayRightUsed => used.DayUsedBy,
        RefusalReason.MealPeriodRightUsed => used.MealPeriodUsedBy,
        _ => null,
    };

    /// <summary>The first of the largest amounts: outcomes are in stacking order. -1 when all are refused.</summary>
    private static int LargestOf(List<SchemeStep> outcomes)
    {
        var largest = -1;
        for (var i = 0; i < outcomes.Count; i++)
            if (outcomes[i].Reason is null && (largest < 0 || outcomes[i].AmountFen > outcomes[largest].AmountFen))
                largest = i;
        return largest;
    }

    /// <summary>Limits count the rights of all members of the group together.</summary>
    private static Usage UsageOf(List<Scheme> turn, SubsidyFacts facts)
    {
        Int128 day = 0, period = 0, month = 0, monthFen = 0;
        UsedBy? dayUsedBy = null, mealPeriodUsedBy = null;
        foreach (var code in turn.Select(scheme => scheme.Code).Distinct(StringComparer.Ordinal))
        {
            if (!facts.Usage.TryGetValue(code, out var usage))
                continue;
            day += usage.DayMeals;
            period += usage.MealPeriodMeals;
            month += usage.MonthMeals;
            monthFen += usage.MonthFen;
            dayUsedBy = Later(dayUsedBy, usage.DayUsedBy);
            mealPeriodUsedBy = Later(mealPeriodUsedBy, usage.MealPeriodUsedBy);
        }
        return new Usage(Fen.Saturate(day), Fen.Saturate(period), Fen.Saturate(month), Fen.Saturate(monthFen), dayUsedBy, mealPeriodUsedBy);
    }

    private static UsedBy? Later(UsedBy? a, UsedBy? b) => a is null || b?.At.ToInstant() > a.At.ToInstant() ? b : a;
}
