namespace MealDispatch.Kitchen.MenuChecks;

/// <summary>An item of a menu that somebody thinks of selling.</summary>
internal sealed record PlannedItem(string Code, string Name, IReadOnlyList<string> DietTags, IReadOnlyList<string> Ingredients, IReadOnlyList<string> Contains)
{
    /// <summary>It is marked for every diet of theirs, and nothing in it is what they avoid.</summary>
    public bool Suits(Guest guest) => guest.DietTags.All(DietTags.Contains) && !guest.Avoid.Any(Holds);

    private bool Holds(string ingredient) =>
        Ingredients.Concat(Contains).Append(Name).Any(part => part.Contains(ingredient, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Somebody who eats this meal here: who ordered it already, or did so at least twice in the last weeks.</summary>
/// <param name="Resident">The name as it may lie open.</param>
/// <param name="Meals">How often, in the last four weeks.</param>
/// <param name="HasOrdered">This very meal.</param>
internal sealed record Guest(Guid ResidentId, string Resident, IReadOnlyList<string> DietTags, IReadOnlyList<string> Avoid, int Meals, bool HasOrdered);

/// <summary>Guests for whom no item of the menu is right, by what they need.</summary>
/// <param name="Needs">Diet tags, and 忌… for what they avoid.</param>
internal sealed record DietClash(IReadOnlyList<string> Needs, IReadOnlyList<ClashingGuest> Residents);

internal sealed record ClashingGuest(Guid ResidentId, string Resident, int Meals, bool HasOrdered);

internal static class DietClashes
{
    /// <summary>The most frequent need first. A menu without items clashes with nobody: it is not cooked.</summary>
    public static IReadOnlyList<DietClash> Of(IReadOnlyList<PlannedItem> items, IEnumerable<Guest> guests) => items.Count == 0 ? [] :
    [
        .. guests.Where(guest => !items.Any(item => item.Suits(guest)))
            .GroupBy(guest => string.Join('\n', NeedsOf(guest)), StringComparer.Ordinal)
            .Select(g => new DietClash(
                NeedsOf(g.First()),
                [.. g.OrderByDescending(r => r.HasOrdered).ThenByDescending(r => r.Meals).ThenBy(r => r.Resident, StringComparer.Ordinal).ThenBy(r => r.ResidentId)
                    .Select(r => new ClashingGuest(r.ResidentId, r.Resident, r.Meals, r.HasOrdered))]))
            .OrderByDescending(c => c.Residents.Count).ThenBy(c => string.Join('\n', c.Needs), StringComparer.Ordinal),
    ];

    private static IReadOnlyList<string> NeedsOf(Guest guest) =>
        [.. guest.DietTags.Order(StringComparer.Ordinal), .. guest.Avoid.Order(StringComparer.Ordinal).Select(a => $"忌{a}")];
}
