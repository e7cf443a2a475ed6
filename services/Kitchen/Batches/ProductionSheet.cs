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

    /// <summary>Orders that miss something: whoever reads the sheet settles them first. They are cooked like the others.</summary>
    public required IReadOnlyList<IncompleteOrder> Incomplete { get; init; }

    public required IReadOnlyList<ItemTotal> Items { get; init; }

    /// <summary>What is cooked in all: dishes by themselves and inside set meals.</summary>
    public required IReadOnlyList<DishTotal> Dishes { get; init; }

    public required IReadOnlyList<SheetDiet> Diets { get; init; }

    public required IReadOnlyList<DestinationTotal> Destinations { get; init; }

    /// <summary>The orders that need care, in the order of their tickets.</summary>
    public required IReadOnlyList<SpecialOrder> Specials { get; init; }

    /// <summary>Cancelled after closing: their tickets are void, and no total above counts them.</summary>
    public required IReadOnlyList<VoidedOrder> Voided { get; init; }
}

/// <summary>Pieces of one item over all orders. A code whose dish was changed on the menu after some had ordered stands there once for each.</summary>
internal sealed record ItemTotal(string ItemCode, string Name, int Quantity);

/// <summary>Portions of one dish: <c>Quantity</c> is those sold alone and those inside set meals. A set meal whose menu does not say what it holds counts as itself.</summary>
internal sealed record DishTotal(string Name, int Quantity, int Alone, int InSetMeals);

/// <summary>One diet tag or ingredient to avoid (忌…), with who it is for and where it goes.</summary>
internal sealed record SheetDiet(string Diet, int Orders, IReadOnlyList<SheetPlace> For);

/// <summary><c>Number</c> is null while the batch is open.</summary>
internal sealed record SheetPlace(int? Number, string Resident, string Destination);

internal sealed record IncompleteOrder(
    int? Number, string OrderNumber, string Resident, string Destination, IReadOnlyList<MissingFact> Missing, IReadOnlyList<ItemTotal> Items);

internal sealed record VoidedOrder(int Number, string OrderNumber, string Destination, IReadOnlyList<ItemTotal> Items);

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
            .GroupBy(line => (line.ItemCode, line.Name))
            .Select(g => new ItemTotal(g.Key.ItemCode, g.Key.Name, g.Sum(line => line.Quantity)))
            .OrderBy(t => t.ItemCode, StringComparer.Ordinal).ThenBy(t => t.Name, StringComparer.Ordinal),
    ];

    internal static IReadOnlyList<DishTotal> Dishes(IEnumerable<Serving> servings) =>
    [
        .. servings.SelectMany(s => s.Lines)
            .SelectMany(line => line.Contains.Count == 0
                ? [(line.Name, Alone: line.Quantity, Inside: 0)]
                : line.Contains.Select(part => (part.Name, Alone: 0, Inside: part.Quantity * line.Quantity)))
            .GroupBy(dish => dish.Name, StringComparer.Ordinal)
            .Select(g => new DishTotal(g.Key, g.Sum(d => d.Alone + d.Inside), g.Sum(d => d.Alone), g.Sum(d => d.Inside)))
            .OrderByDescending(t => t.Quantity).ThenBy(t => t.Name, StringComparer.Ordinal),
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
