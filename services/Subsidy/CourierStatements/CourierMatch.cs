using MealDispatch.Subsidy.Settlements;

namespace MealDispatch.Subsidy.CourierStatements;

/// <summary>A delivery as Dispatch told of it.</summary>
/// <param name="SiteCode">That served.</param>
/// <param name="Courier">The company that carried it; null until one had it.</param>
/// <param name="Numbers">All by which a courier may name it.</param>
/// <param name="Subsidised">Others are not the settlement's, but must be known to be ours.</param>
/// <param name="Delivered">It arrived.</param>
/// <param name="KeptNoShow">Nobody opened, and the meal is paid all the same: on the courier's word.</param>
/// <param name="FeeFen">What the courier asked; null when it did not say.</param>
internal sealed record CarriedMeal(
    Guid OrderId, string SiteCode, string? Courier, IReadOnlyList<string> Numbers, bool Subsidised, bool Delivered, bool KeptNoShow, long? FeeFen);

/// <summary>An order that was taken back from a courier, which keeps a fee for it.</summary>
/// <param name="Numbers">All by which the courier may name it.</param>
internal sealed record CancelledGo(Guid OrderId, string Courier, IReadOnlyList<string> Numbers, long FeeFen);

/// <summary>A line of a courier's statement that counts.</summary>
/// <param name="SiteCode">Where the courier says that it took the meal.</param>
internal sealed record BilledLine(string SiteCode, string Courier, CourierStatementLine Line)
{
    public IEnumerable<string> Numbers => new[] { Line.CourierNumber, Line.OurNumber }.OfType<string>();

    /// <summary>Nothing was brought, and nothing is asked for it: no matter whose it was.</summary>
    public bool IsVoid => Line is { State: BilledState.Cancelled, FeeFen: 0 };
}

/// <param name="Meal">Null when the line is of no meal of ours.</param>
/// <param name="Line">Null when the meal is on no line.</param>
internal sealed record CourierDifference(DifferenceKind Kind, CarriedMeal? Meal, BilledLine? Line);

/// <summary>Couriers' statements of a month beside a site's deliveries.</summary>
internal static class CourierMatch
{
    /// <param name="site">Whose settlement it is.</param>
    /// <param name="billed">The couriers that sent a statement for the site, or for the canteen that cooks for it.</param>
    /// <param name="meals">Of the kitchen: the site's, and those of all sites that share its canteen, where couriers take them.</param>
    /// <param name="cancels">Of the same meals.</param>
    /// <param name="lines">Of the same sites.</param>
    public static IEnumerable<CourierDifference> Of(
        string site, IReadOnlySet<string> billed, IReadOnlyList<CarriedMeal> meals, IReadOnlyList<CancelledGo> cancels, IReadOnlyList<BilledLine> lines)
    {
        var cancelOf = lines.Where(l => l.Line.State == BilledState.Cancelled)
            .Select(line => (Line: line, Go: cancels.FirstOrDefault(go => go.Courier == line.Courier && line.Numbers.Any(go.Numbers.Contains))))
            .Where(found => found.Go is not null).ToDictionary(found => found.Line, found => found.Go!);
        foreach (var (line, go) in cancelOf.Where(c => c.Value.FeeFen != c.Key.Line.FeeFen))
        {
            if (meals.FirstOrDefault(m => m.OrderId == go.OrderId && m.SiteCode == site) is { } meal)
                yield return new CourierDifference(DifferenceKind.FeeDiffers, meal with { FeeFen = go.FeeFen }, line);
        }

        lines = [.. lines.Where(line => !cancelOf.ContainsKey(line))];
        var byNumber = meals.SelectMany(meal => meal.Numbers.Select(number => (number, meal))).ToLookup(m => m.number, m => m.meal);
        var found = lines.Select(line => (Line: line, Meal: MealOf(line, byNumber))).ToList();
        var linesOf = found.Where(f => f.Meal is not null).ToLookup(f => f.Meal!.OrderId, f => f.Line);
        foreach (var meal in meals.Where(m => m.SiteCode == site && m.Subsidised))
        {
            foreach (var difference in linesOf[meal.OrderId].ToList() is { Count: > 0 } own ? OfBilled(meal, own) : OfUnbilled(meal, billed))
                yield return difference;
        }

        foreach (var unknown in found.Where(f => f.Meal is null && f.Line.SiteCode == site && !f.Line.IsVoid).GroupBy(f => (f.Line.Courier, f.Line.Numbers.First())))
        {
            yield return new CourierDifference(DifferenceKind.OnStatementOnly, null, unknown.First().Line);
            if (unknown.Skip(1).Any())
                yield return new CourierDifference(DifferenceKind.TwiceOnStatement, null, unknown.First().Line);
        }
    }

    private static CarriedMeal? MealOf(BilledLine line, ILookup<string, CarriedMeal> byNumber) =>
        line.Numbers.SelectMany(number => byNumber[number]).FirstOrDefault(meal => meal.Courier is null || meal.Courier == line.Courier);

    private static IEnumerable<CourierDifference> OfBilled(CarriedMeal meal, List<BilledLine> own)
    {
        // What was cancelled and brought in a second go stands there twice and is billed once.
        var carried = own.Where(l => l.Line.State != BilledState.Cancelled).ToList();
        var line = carried.FirstOrDefault(l => l.Line.State == BilledState.Delivered) ?? carried.FirstOrDefault() ?? own[0];
        if (carried.Count > 1)
            yield return new CourierDifference(DifferenceKind.TwiceOnStatement, meal, line);
        if (meal.Delivered && line.Line.State != BilledState.Delivered)
            yield return new CourierDifference(DifferenceKind.StatementSaysNotDelivered, meal, line);
        if (!meal.Delivered && line.Line.State == BilledState.Delivered)
            yield return new CourierDifference(DifferenceKind.StatementSaysDelivered, meal, line);
        if (carried.Count == 1 && meal.FeeFen is { } fee && fee != line.Line.FeeFen)
            yield return new CourierDifference(DifferenceKind.FeeDiffers, meal, line);
    }

    private static IEnumerable<CourierDifference> OfUnbilled(CarriedMeal meal, IReadOnlySet<string> billed)
    {
        if (meal.Courier is { } courier && billed.Contains(courier) && (meal.Delivered || meal.KeptNoShow))
            yield return new CourierDifference(DifferenceKind.NotOnStatement, meal, null);
    }
}
