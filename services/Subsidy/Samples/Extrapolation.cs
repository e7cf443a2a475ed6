namespace MealDispatch.Subsidy.Samples;

/// <summary>One site's calls. Fen.</summary>
internal sealed record Calls(string SiteCode, long Meals, long AmountFen, int Drawn, int Confirmed, int Denied, int NotReached)
{
    public int Answered => Confirmed + Denied;
}

/// <summary>The part of meals that residents deny, and what that part costs. Fen.</summary>
/// <param name="Rate">0 to 1; null while nobody has answered.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="DeniedFen">The rate of the money.</param>
internal sealed record Estimate(decimal? Rate, decimal? Low, decimal? High, long? DeniedFen, long? LowFen, long? HighFen)
{
    public static readonly Estimate Unknown = new(null, null, null, null, null, null);
}

/// <summary>
/// From the calls to all meals. Per site the Wilson score interval of 95 % over those who answered. In whole the sites' rates weighed by
/// their meals, and the Wilson interval for as many calls as would tell as much if they were drawn from all sites alike. Sites where nobody
/// answered say nothing: the rates of the others stand for them. No correction for small months: intervals are wide rather than narrow.
/// </summary>
internal static class Extrapolation
{
    /// <summary>Standard normal, two-sided 95 %.</summary>
    private const double Z = 1.959964;

    public static Estimate OfSite(Calls calls) =>
        calls.Answered == 0 ? Estimate.Unknown : Estimated((double)calls.Denied / calls.Answered, calls.Answered, calls.AmountFen);

    public static Estimate OfAll(IReadOnlyList<Calls> sites)
    {
        var known = sites.Where(s => s.Answered > 0).ToList();
        if (known.Count == 0)
            return Estimate.Unknown;
        var meals = (double)known.Sum(s => s.Meals);
        var rate = known.Sum(s => s.Meals / meals * s.Denied / s.Answered);
        var worth = 1 / known.Sum(s => Math.Pow(s.Meals / meals, 2) / s.Answered);
        return Estimated(rate, worth, sites.Sum(s => s.AmountFen));
    }

    private static Estimate Estimated(double rate, double answers, long fen)
    {
        var (low, high) = Wilson(rate, answers);
        return new Estimate(Rounded(rate), Rounded(low), Rounded(high), PartOf(fen, rate), PartOf(fen, low), PartOf(fen, high));
    }

    private static (double Low, double High) Wilson(double rate, double answers)
    {
        var zz = Z * Z / answers;
        var middle = rate + (zz / 2);
        var half = Z * Math.Sqrt(((rate * (1 - rate)) + (zz / 4)) / answers);
        return (Math.Max(0, (middle - half) / (1 + zz)), Math.Min(1, (middle + half) / (1 + zz)));
    }

    private static decimal Rounded(double rate) => Math.Round((decimal)rate, 4, MidpointRounding.AwayFromZero);

    /// <summary>An estimate, not an amount that anybody pays: rounded to a fen.</summary>
    private static long PartOf(long fen, double rate) => (long)Math.Round(fen * (decimal)rate, MidpointRounding.AwayFromZero);
}
