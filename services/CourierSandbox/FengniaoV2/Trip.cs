namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>A whole trip as shares of its time: what a rider who drives by himself has done, and where he is.</summary>
internal static class Trip
{
    private const double MetersFromShop = 0.004; // degrees, about 400 m: where a rider is when he takes the order

    private static readonly (double Share, OrderStatus Status)[] Steps =
    [
        (0.03, OrderStatus.Accepted),
        (0.10, OrderStatus.RiderAssigned),
        (0.30, OrderStatus.RiderAtShop),
        (0.40, OrderStatus.Delivering),
        (1.00, OrderStatus.Delivered),
    ];

    /// <summary>The next step that is due at this share of the trip; null when none is.</summary>
    public static OrderStatus? NextStep(OrderStatus status, double share)
    {
        var done = Array.FindIndex(Steps, step => step.Status == status);
        return done + 1 < Steps.Length && Steps[done + 1].Share <= share ? Steps[done + 1].Status : null;
    }

    /// <summary>Null before a rider has the order.</summary>
    public static Place? RiderAt(SandboxOrder order, double share)
    {
        var start = new Place(order.Shop.Lng - MetersFromShop, order.Shop.Lat);
        // Town streets: first along, then across.
        var corner = new Place(order.Door.Lng, order.Shop.Lat);
        return order.Status switch
        {
            OrderStatus.RiderAssigned => Place.Between(start, order.Shop, Part(share, 0.10, 0.30)),
            OrderStatus.RiderAtShop => order.Shop,
            OrderStatus.Delivering when share < 0.70 => Place.Between(order.Shop, corner, Part(share, 0.40, 0.70)),
            OrderStatus.Delivering => Place.Between(corner, order.Door, Part(share, 0.70, 0.98)),
            OrderStatus.Delivered => order.Door,
            _ => null,
        };
    }

    private static double Part(double share, double from, double to) => Math.Clamp((share - from) / (to - from), 0, 1);
}
