using MealDispatch.Contracts;
using MealDispatch.Kitchen.Tickets;
using NodaTime;

namespace MealDispatch.Kitchen.Batches;

/// <summary>备餐汇总表: what to cook for one batch, as sums over its orders.</summary>
internal sealed record ProductionSheet
{
    public required Guid BatchId { get; init; }

    public required string SiteCode { get; init; }

    public required string SiteName { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required int Wave { get; init; }

    public required BatchStatus Status { get; init; }

    public required int Orders { get; init; }

    public required IReadOnlyList<ItemTotal> Items { get; init; }

    public required IReadOnlyList<DietTotal> Diets { get; init; }

    public required IReadOnlyList<DestinationTotal> Destinations { get; init; }

    /// <summary>The orders that need care, in the order of their tickets.</summary>
    public required IReadOnlyList<SpecialOrder> Specials { get; init; }
}

/// <summary>Pieces of one item over all orders.</summary>
internal sealed record ItemTotal(string ItemCode, string Name, int Quantity);

/// <summary>Orders of residents with one diet tag or one ingredient to avoid (忌…).</summary>
internal sealed record DietTotal(string Diet, int Orders);

/// <summary>Orders that go to one stop: a building, a dining table, the counter.</summary>
internal sealed record DestinationTotal(string Destination, int Orders);

/// <summary><c>Number</c> is null while the batch is open.</summary>
internal sealed record SpecialOrder(int? Number, string Destination, string Resident, IReadOnlyList<string> Warnings, IReadOnlyList<ItemTotal> Items);

/// <summary>The sums of a batch; equal to the sum of its orders' lines.</summary>
internal static class Totals
{
    internal static IReadOnlyList<ItemTotal> Items(IEnumerable<Serving> servings) =>
    [
        .. servings.SelectMany(s => s.Lines)
            .GroupBy(line => line.ItemCode, StringComparer.Ordinal)
            .Select(g => new ItemTotal(g.Key, g.First().Name, g.Sum(line => line.Quantity)))
            .OrderBy(t => t.ItemCode, StringComparer.Ordinal),
    ];

    internal static IReadOnlyList<DietTotal> Diets(IEnumerable<Serving> servings) =>
    [
        .. servings.SelectMany(s => s.DietTags.Concat(s.Avoid.Select(a => $"忌{a}")).Distinct(StringComparer.Ordinal))
            .GroupBy(diet => diet, StringComparer.Ordinal)
            .Select(g => new DietTotal(g.Key, g.Count()))
            .OrderByDescending(t => t.Orders).ThenBy(t => t.Diet, StringComparer.Ordinal),
    ];

    internal static IReadOnlyList<DestinationTotal> Destinations(IEnumerable<Serving> servings) =>
    [
        .. servings.GroupBy(s => s.Stop, StringComparer.Ordinal)
            .Select(g => new DestinationTotal(g.Key, g.Count()))
            .OrderBy(t => t.Destination, StringComparer.Ordinal),
    ];

    internal static SpecialOrder Special(Serving serving, int? number) =>
        new(number, serving.Destination, serving.ShortName, serving.Warnings, Items([serving]));
}
