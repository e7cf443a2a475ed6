using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.BuildingBlocks.Demo;

/// <summary>
/// The made-up town's fixed points, so that each service seeds its own part of the same town: 7 canteens (HX01–HX07), 4 dining
/// tables (HX08–HX11), 300 residents, their family, staff and riders. Passwords are <see cref="Password"/>.
/// </summary>
public static class DemoTown
{
    public const string Subdistrict = "huaxin";
    public const string Password = "demo-Pass-1";
    public const int Residents = 300;
    public const int FamilyMembers = 60;
    public const int Riders = 6;
    public const long OpeningBalanceFen = 20_000;
    public const string SchemeCode = "HX-2025";
    public const string BudgetCode = "huaxin-2025";

    public static readonly LocalTime LunchCutoff = new(9, 30);
    public static readonly LocalTime DinnerCutoff = new(15, 0);

    public static IReadOnlyList<string> Canteens { get; } = [.. Enumerable.Range(1, 7).Select(SiteCode)];

    public static IReadOnlyList<string> DiningTables { get; } = [.. Enumerable.Range(8, 4).Select(SiteCode)];

    public static IReadOnlyList<MealPeriod> MealPeriods { get; } = [MealPeriod.Lunch, MealPeriod.Dinner];

    /// <summary>Each dining table is supplied by the canteen of the same place in the list.</summary>
    public static string SupplierOf(string diningTable) => Canteens[DiningTables.ToList().IndexOf(diningTable)];

    /// <summary>Counts from 1.</summary>
    public static Guid ResidentId(int number) => Ids.Of($"demo:resident:{number}");

    /// <summary>Signs in with 139 0000 0001 and so on; counts from 1.</summary>
    public static string ResidentPhone(int number) => $"139{number:00000000}";

    /// <summary>Signs in with 138 0000 0001 and so on; acts for the resident of the same number; counts from 1.</summary>
    public static string FamilyPhone(int number) => $"138{number:00000000}";

    private static string SiteCode(int number) => $"HX{number:00}";
}
