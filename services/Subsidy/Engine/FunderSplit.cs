namespace MealDispatch.Subsidy.Engine;

/// <summary>Splits what is due over the budgets, and looks at what each has.</summary>
internal static class FunderSplit
{
    public static SchemeStep Fund(SchemeStep step, IReadOnlyList<Funder> funders, Remainders left)
    {
        var parts = new List<FunderPart>(funders.Count);
        foreach (var (budget, share) in SharesOf(step.DueFen!.Value, funders))
        {
            // The same budget twice in one scheme: the second share sees what the first one took.
            var taken = parts.Where(part => part.Budget == budget).Sum(part => part.GivenFen);
            var state = left.Budget(budget);
            var has = Math.Max(0, Fen.Saturate((Int128)state.LeftFen - taken));
            if (share > has && state.WhenExhausted == WhenExhausted.Stop)
                return step with { Funders = [.. parts, new FunderPart(budget, share, has, 0)], Reason = RefusalReason.BudgetExhausted };
            parts.Add(new FunderPart(budget, share, has, Math.Min(share, has)));
        }

        var amount = parts.Sum(part => part.GivenFen);
        return amount > 0
            ? step with { Funders = parts, AmountFen = amount }
            : step with { Funders = parts, Reason = RefusalReason.BudgetExhausted };
    }

    /// <summary>Each share rounded down to a fen, the rest to the first; never more in all than the amount, none negative.</summary>
    internal static IReadOnlyList<(string Budget, long ShareFen)> SharesOf(long amountFen, IReadOnlyList<Funder> funders)
    {
        if (funders.Count == 0)
            return [];
        var shares = new (string Budget, long ShareFen)[funders.Count];
        var rest = amountFen;
        for (var i = 1; i < funders.Count; i++)
        {
            var share = Fen.Saturate(Fen.PercentOf(amountFen, funders[i].SharePercent, Fen.WholeFen));
            share = Math.Clamp(share, 0, rest);
            shares[i] = (funders[i].Budget, share);
            rest -= share;
        }
        shares[0] = (funders[0].Budget, rest);
        return shares;
    }
}
