using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Ordering.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Ordering.Menus;

/// <summary>What a kitchen sells for one meal; its dining tables sell the same.</summary>
internal sealed class Menu
{
    public required string KitchenCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    /// <summary>Counts the times it was published, from 1.</summary>
    public int Version { get; set; }

    public IReadOnlyList<MenuItem> Items { get; set; } = [];

    public MenuItem? Find(string code) => Items.FirstOrDefault(i => i.Code == code);
}

/// <summary>A set meal or a dish as it is sold; <paramref name="PriceFen"/> per piece.</summary>
/// <param name="Code">Unique on its menu.</param>
/// <param name="Name">As the resident reads it.</param>
/// <param name="PriceFen">Fen per piece.</param>
/// <param name="Kind">A set meal or a single dish.</param>
/// <param name="DietTags">Diets that it suits.</param>
/// <param name="Ingredients">What is in it.</param>
/// <param name="Stock">Pieces for sale in all; null when not limited.</param>
internal sealed record MenuItem(
    string Code, string Name, long PriceFen, MenuItemKind Kind, IReadOnlyList<string> DietTags, IReadOnlyList<string> Ingredients, int? Stock)
{
    /// <summary>What one piece of a set meal holds; null when nobody said.</summary>
    public IReadOnlyList<MenuItemPart>? Contains { get; init; }
}

/// <summary>How many pieces of a limited item are sold; what a cancelled order gives back is taken off again.</summary>
internal sealed class MenuStock
{
    public required string KitchenCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required string ItemCode { get; init; }

    public int Sold { get; set; }

    public int Version { get; set; }

    public void Sell(int quantity)
    {
        Sold += quantity;
        Version++;
    }

    public void GiveBack(int quantity)
    {
        Sold = Math.Max(0, Sold - quantity);
        Version++;
    }
}

internal static class MenuMapping
{
    public static void Map(EntityTypeBuilder<Menu> menu)
    {
        menu.ToTable("menus");
        menu.HasKey(m => new { m.KitchenCode, m.ServiceDate, m.MealPeriod });
        menu.Property(m => m.KitchenCode).HasMaxLength(40);
        menu.Property(m => m.Items).HasJson();
        menu.Property(m => m.Version).IsConcurrencyToken();
    }

    public static void Map(EntityTypeBuilder<MenuStock> stock)
    {
        stock.ToTable("menu_stocks");
        stock.HasKey(s => new { s.KitchenCode, s.ServiceDate, s.MealPeriod, s.ItemCode });
        stock.Property(s => s.KitchenCode).HasMaxLength(40);
        stock.Property(s => s.ItemCode).HasMaxLength(40);
        stock.Property(s => s.Version).IsConcurrencyToken();
    }
}
