using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using NodaTime;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>Where an order is, in the words one would say on the telephone.</summary>
/// <param name="Now">The state.</param>
/// <param name="Next">What to expect or to do next; null when there is nothing.</param>
internal sealed record OrderProgress(string Now, string? Next)
{
    private static readonly string[] OnTheWay = ["picked-up", "at-door"];

    /// <summary>Whether a rider carries it: only then is there a way to show.</summary>
    public static bool IsCarried(Order order) => order.Delivery is { } delivery && OnTheWay.Contains(delivery.Status);

    /// <summary>Whether it has come, or is about to be handed over.</summary>
    public static bool IsAtTheDoor(Order order) => order.Delivery?.Status is "at-door" or "delivered" or "failed";

    /// <param name="order">The order.</param>
    /// <param name="arrival">What Dispatch says of the arrival; null when it says nothing.</param>
    /// <param name="now">Now.</param>
    /// <param name="town">The town's clock.</param>
    public static OrderProgress Of(Order order, TrackArrival? arrival, Instant now, Town town)
    {
        if (order is { IsOver: false, Delivery: { } delivery } && (OnTheWay.Contains(delivery.Status) || order.Status == "on-the-way"))
        {
            var state = Words.DeliveryStatus(delivery.Status);
            var expected = arrival is null || delivery.Status == "at-door" ? null : ArrivalWords.Of(arrival, town);
            // What is a guess does not come first.
            return expected is null || arrival!.Basis == "nothing" ? new OrderProgress(state, expected) : new OrderProgress(expected, state);
        }

        return order.Status switch
        {
            "placed" => new OrderProgress(Words.OrderStatus("placed"), T("请稍等，几秒钟就好。")),
            "confirmed" => new OrderProgress(T("订好了"), Next(order, mayCancel: order.CutoffAt > now)),
            "preparing" or "ready" => new OrderProgress(Words.OrderStatus(order.Status), Next(order, mayCancel: false)),
            _ => new OrderProgress(Words.OrderStatus(order.Status), null),
        };

        string Next(Order order, bool mayCancel)
        {
            var served = order is { ServeFrom: { } from, ServeTo: { } to } ? OrderWords.WhenServed(order.Fulfilment, Clock(from), Clock(to)) : "";
            return mayCancel && order.CutoffAt is { } cutoff ? served + T("{0} 前可以取消。", OrderWords.Until(town.LocalOf(cutoff), town.DateOf(now))) : served;
        }

        string Clock(Instant instant) => Words.Time(town.LocalOf(instant));
    }
}
