using System.Text.RegularExpressions;
using MealDispatch.Contracts;

namespace MealDispatch.Kitchen.Tickets;

/// <summary>What the kitchen must know of one order, with the resident's diet and door as they are now.</summary>
internal sealed record Serving
{
    public required Guid OrderId { get; init; }

    /// <summary>The order's number that people read.</summary>
    public required string OrderNumber { get; init; }

    public required Fulfilment Fulfilment { get; init; }

    /// <summary>Where bags that travel together go: a dining table, a building, or the counter.</summary>
    public required string Stop { get; init; }

    /// <summary>The stop, and for a delivery the door.</summary>
    public required string Destination { get; init; }

    public required string ShortName { get; init; }

    public required IReadOnlyList<string> DietTags { get; init; }

    /// <summary>Ingredients that the resident must not get.</summary>
    public required IReadOnlyList<string> Avoid { get; init; }

    public required IReadOnlyList<ServingLine> Lines { get; init; }

    public required string? Remark { get; init; }

    /// <summary>Fen to collect at the counter; 0 when the order is paid.</summary>
    public required long DueFen { get; init; }

    /// <summary>Cooked or packed apart from the others.</summary>
    public bool IsSpecial => DietTags.Count > 0 || Avoid.Count > 0;

    /// <summary>What a cook must not overlook; an ingredient to avoid that is really in this meal comes first.</summary>
    public IReadOnlyList<string> Warnings =>
    [
        .. Avoid.Where(IsIn).Select(ingredient => $"本餐含{ingredient}"),
        .. DietTags,
        .. Avoid.Select(ingredient => $"忌{ingredient}"),
    ];

    private bool IsIn(string ingredient) =>
        Lines.Any(line => line.Ingredients.Any(i => i.Contains(ingredient, StringComparison.OrdinalIgnoreCase)));
}

internal sealed record ServingLine(string ItemCode, string Name, int Quantity, IReadOnlyList<string> Ingredients);

/// <summary>The order in which tickets are numbered and printed: specials first, then stop by stop, then door by door.</summary>
internal static partial class TicketSequence
{
    internal static IReadOnlyList<Serving> Arrange(IEnumerable<Serving> servings) =>
    [
        .. servings
            .OrderByDescending(s => s.IsSpecial)
            .ThenBy(s => Natural(s.Stop), StringComparer.Ordinal)
            .ThenBy(s => Natural(s.Destination), StringComparer.Ordinal)
            .ThenBy(s => s.OrderNumber, StringComparer.Ordinal)
            .ThenBy(s => s.OrderId),
    ];

    // 9号楼 stands before 10号楼.
    private static string Natural(string text) => Digits().Replace(text, m => m.Value.PadLeft(12, '0'));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
