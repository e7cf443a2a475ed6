using System.Text.RegularExpressions;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;

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

    /// <summary>What must be found out before it can go out well; empty for nearly every order.</summary>
    public IReadOnlyList<MissingFact> Missing { get; init; } = [];

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

    /// <summary>Whether it has that diet tag, or avoids the ingredient of 忌….</summary>
    public bool Needs(string diet) => DietTags.Contains(diet) || Avoid.Any(a => diet == $"忌{a}");

    private bool IsIn(string ingredient) =>
        Lines.Any(line => line.Ingredients.Any(i => i.Contains(ingredient, StringComparison.OrdinalIgnoreCase)));
}

internal enum MissingFact
{
    /// <summary>Nothing is known of the resident: no name, no door, no diet.</summary>
    UnknownResident,

    /// <summary>The door's coordinates are not known: a courier may refuse it.</summary>
    NoCoordinates,

    /// <summary>The order names no dish, or one without a name.</summary>
    UnknownDish,
}

internal sealed record ServingLine(string ItemCode, string Name, int Quantity, IReadOnlyList<string> Ingredients)
{
    public MenuItemKind Kind { get; init; } = MenuItemKind.Dish;

    /// <summary>What one piece of a set meal holds; empty when the menu does not say.</summary>
    public IReadOnlyList<ServingPart> Contains { get; init; } = [];

    internal static ServingLine Of(ConfirmedLine line) => new(line.ItemCode, line.Name, line.Quantity, line.Ingredients)
    {
        Kind = line.Kind,
        Contains = [.. (line.Contains ?? []).Select(p => new ServingPart(p.Name, p.Quantity))],
    };

    /// <summary>Whether it is this item, or a set meal that holds the dish of that name.</summary>
    public bool Holds(string itemCodeOrDish) => ItemCode == itemCodeOrDish || Name == itemCodeOrDish || Contains.Any(p => p.Name == itemCodeOrDish);
}

/// <summary>A dish inside a set meal, and how many portions of it one set meal takes.</summary>
internal sealed record ServingPart(string Name, int Quantity);

/// <summary>A resident's door; <paramref name="Building"/> is null when the address names none.</summary>
internal sealed record Door(string AddressText, string? Building, string? Room);

/// <summary>What decides where an order stands among the tickets.</summary>
internal sealed record TicketPlace(bool IsSpecial, string Stop, string Destination, string OrderNumber, Guid OrderId)
{
    /// <summary>Where the bag goes: the stop that bags travel together to, and all of the way. The door is null as long as it is not known.</summary>
    internal static (string Stop, string Destination) WayOf(Fulfilment fulfilment, string siteName, bool viaTable, Door? door)
    {
        if (fulfilment != Fulfilment.Delivery) return (siteName, siteName);
        var building = door is null ? "地址未到" : door.Building ?? door.AddressText;
        var whole = door?.Building is null || door.Room is null ? building : $"{door.Building} {door.Room}";
        return viaTable ? (siteName, $"{siteName} {whole}") : (door is null ? building : BuildingOf(door), whole);
    }

    /// <summary>With its estate: two of them may both have a 2号楼. An address may name the building itself, and the room after it.</summary>
    private static string BuildingOf(Door door)
    {
        if (door.Building is not { } building)
            return door.AddressText;
        var at = door.AddressText.IndexOf(building, StringComparison.Ordinal);
        return at < 0 ? $"{door.AddressText} {building}" : door.AddressText[..(at + building.Length)];
    }
}

/// <summary>The order in which tickets are numbered and printed: specials first, then stop by stop, then door by door.</summary>
internal static partial class TicketSequence
{
    internal static IReadOnlyList<Serving> Arrange(IEnumerable<Serving> servings) =>
        Arrange(servings, s => new TicketPlace(s.IsSpecial, s.Stop, s.Destination, s.OrderNumber, s.OrderId));

    internal static IReadOnlyList<T> Arrange<T>(IEnumerable<T> orders, Func<T, TicketPlace> placeOf) =>
    [
        .. orders.Select(order => (Order: order, Place: placeOf(order)))
            .OrderByDescending(x => x.Place.IsSpecial)
            .ThenBy(x => Natural(x.Place.Stop), StringComparer.Ordinal)
            .ThenBy(x => Natural(x.Place.Destination), StringComparer.Ordinal)
            .ThenBy(x => x.Place.OrderNumber, StringComparer.Ordinal)
            .ThenBy(x => x.Place.OrderId)
            .Select(x => x.Order),
    ];

    // 9号楼 stands before 10号楼.
    private static string Natural(string text) => Digits().Replace(text, m => m.Value.PadLeft(12, '0'));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
