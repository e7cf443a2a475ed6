namespace MealDispatch.Contracts;

/// <summary>餐次: which meal of a service date the food is for. In JSON <c>breakfast</c>, <c>lunch</c>, <c>dinner</c>.</summary>
public enum MealPeriod
{
    Breakfast,
    Lunch,
    Dinner,
}

/// <summary>How the meal reaches the resident; the subsidy engine's "channel". In JSON <c>delivery</c>, <c>pickup</c>, <c>dine-in</c>.</summary>
public enum Fulfilment
{
    Delivery,
    Pickup,
    DineIn,
}

/// <summary>How the resident pays: from the prepaid meal account, or at the counter.</summary>
public enum PaymentMethod
{
    MealAccount,
    AtSite,
}

/// <summary>A canteen cooks; a dining table serves what its supplying canteen cooks.</summary>
public enum SiteKind
{
    Canteen,
    DiningTable,
}

/// <summary>A set meal or a single dish.</summary>
public enum MenuItemKind
{
    SetMeal,
    Dish,
}

/// <summary>Whether a resident may order; only <see cref="Active"/> residents are served and subsidised.</summary>
public enum ResidentStatus
{
    Pending,
    Active,
    Paused,
    Moved,
    Deceased,
}

/// <summary>What a person may do. <see cref="Resident"/> also stands for family members.</summary>
public enum Role
{
    Resident,
    CanteenStaff,
    Officer,
    Auditor,
    Rider,
    Admin,
}

/// <summary>How somebody's presence at the counter is known.</summary>
public enum PresenceEvidence
{
    /// <summary>The resident's own card was read.</summary>
    Card,

    /// <summary>Staff served without a card and gave a reason.</summary>
    Override,

    /// <summary>Neither card nor reason: served, reviewed before it is settled.</summary>
    None,
}

/// <summary>What a rider saw at the door.</summary>
public enum WelfareLevel
{
    Well,
    Concern,
    Urgent,
}

/// <summary>A point in WGS-84 degrees.</summary>
public sealed record GeoPoint(double Lat, double Lng);
