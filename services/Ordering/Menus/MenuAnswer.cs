using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using NodaTime;

namespace MealDispatch.Ordering.Menus;

/// <summary>A menu as people and programs read it.</summary>
internal sealed record MenuAnswer(
    string SiteCode, string KitchenSiteCode, LocalDate ServiceDate, MealPeriod MealPeriod, int Version, IReadOnlyList<MenuItemAnswer> Items)
{
    public static MenuAnswer Of(Menu menu, string siteCode, IEnumerable<MenuStock> stocks)
    {
        var sold = stocks.Where(s => s.ServiceDate == menu.ServiceDate && s.MealPeriod == menu.MealPeriod).ToDictionary(s => s.ItemCode, s => s.Sold);
        return new MenuAnswer(siteCode, menu.KitchenCode, menu.ServiceDate, menu.MealPeriod, menu.Version,
            [.. menu.Items.Select(i => new MenuItemAnswer(
                i.Code, i.Name, i.PriceFen, i.Kind, i.DietTags, i.Ingredients, i.Stock,
                i.Stock is { } stock ? Math.Max(0, stock - sold.GetValueOrDefault(i.Code)) : null,
                i.Contains ?? []))]);
    }
}

/// <param name="Left">Pieces that can still be ordered; null when not limited.</param>
/// <param name="Contains">What one piece of a set meal holds; empty when nobody said.</param>
internal sealed record MenuItemAnswer(
    string Code, string Name, long PriceFen, MenuItemKind Kind, IReadOnlyList<string> DietTags, IReadOnlyList<string> Ingredients, int? Stock, int? Left,
    IReadOnlyList<MenuItemPart> Contains);
