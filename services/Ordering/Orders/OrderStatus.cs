namespace MealDispatch.Ordering.Orders;

/// <summary>Where an order stands. <see cref="Completed"/>, <see cref="Cancelled"/> and <see cref="Failed"/> are final.</summary>
internal enum OrderStatus
{
    Placed,
    Confirmed,
    Preparing,
    Ready,
    OnTheWay,
    Completed,
    Cancelled,
    Failed,
}

/// <summary>
/// Which status follows from which. Kitchen and couriers report in any order: what is reported late never takes an order a
/// step back, and a final status stays.
/// </summary>
internal static class OrderStatusRules
{
    public static bool IsFinal(this OrderStatus status) => status is OrderStatus.Completed or OrderStatus.Cancelled or OrderStatus.Failed;

    public static bool CanBecome(this OrderStatus from, OrderStatus to) => to switch
    {
        OrderStatus.Placed => false,
        OrderStatus.Confirmed => from == OrderStatus.Placed,
        OrderStatus.Cancelled => from is OrderStatus.Placed or OrderStatus.Confirmed or OrderStatus.Preparing or OrderStatus.Ready,
        OrderStatus.Preparing or OrderStatus.Ready or OrderStatus.OnTheWay or OrderStatus.Completed or OrderStatus.Failed =>
            from != OrderStatus.Placed && !from.IsFinal() && to > from,
    };
}
