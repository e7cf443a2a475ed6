using NodaTime;

namespace MealDispatch.Web.Api;

/// <summary>A menu as the kitchen writes it.</summary>
internal sealed record KitchenMenu(string SiteCode, LocalDate ServiceDate, string MealPeriod, int Version, IReadOnlyList<KitchenMenuItem> Items);

internal sealed record KitchenMenuItem(
    string Code, string Name, long PriceFen, string Kind, IReadOnlyList<string> DietTags, IReadOnlyList<string> Ingredients, int? Stock, int? Left,
    IReadOnlyList<KitchenMenuPart> Contains);

internal sealed record KitchenMenuPart(string Name, int Quantity);

/// <summary>Whom a menu leaves without a meal, among those who ordered it or come often.</summary>
internal sealed record MenuCheck(int Guests, IReadOnlyList<MenuClash> Items);

internal sealed record MenuClash(IReadOnlyList<string> Needs, IReadOnlyList<MenuClashGuest> Residents);

internal sealed record MenuClashGuest(Guid ResidentId, string Resident, int Meals, bool HasOrdered);
