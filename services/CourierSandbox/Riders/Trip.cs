namespace MealDispatch.CourierSandbox.Riders;

/// <summary>What a rider does when this share of the trip's time has passed; null asks for leave to give the order back.</summary>
internal readonly record struct TripStep(double Share, OrderState? State, Trouble Trouble = Trouble.None);

/// <summary>A whole trip as shares of its time: what a rider who drives by himself does, and where he is.</summary>
internal static class Trip
{
    private const double DegreesFromShop = 0.004; // about 400 m: where a rider is when he takes the order

    /// <summary>The trip of an order, with the misfortunes that it is to have.</summary>
    public static IEnumerable<TripStep> Plan(Faults faults, bool ridersAsk, bool ordersWait, bool returnsAreConfirmed)
    {
        if (faults.Strike(Fault.NoRider))
            return [new(0.10, OrderState.Failed, Trouble.NoRider)];

        var steps = new List<TripStep> { new(0.03, OrderState.Accepted), new(0.10, OrderState.Assigned) };
        if (faults.Strike(Fault.RiderChanged))
            steps.AddRange(ordersWait ? [new(0.18, OrderState.Accepted), new(0.22, OrderState.Assigned)] : [new TripStep(0.20, OrderState.Assigned)]);
        if (faults.Strike(Fault.RiderCancels))
        {
            steps.Add(ridersAsk ? new(0.26, State: null) : new(0.26, OrderState.Cancelled, Trouble.RiderGaveUp));
            if (!ridersAsk)
                return steps;
        }

        steps.AddRange([new(0.30, OrderState.AtShop), new(0.40, OrderState.Delivering)]);
        if (faults.Strike(Fault.NoAnswer))
            steps.Add(new(1.00, OrderState.Failed, Trouble.NoAnswer));
        else if (faults.Strike(Fault.Returned))
            steps.AddRange(
                [new(0.90, OrderState.Returning, Trouble.Refused), .. returnsAreConfirmed ? Array.Empty<TripStep>() : [new(1.30, OrderState.Returned, Trouble.Refused)]]);
        else
            steps.Add(new(1.00, OrderState.Delivered));
        return steps;
    }

    /// <summary>Null before a rider has the order and after its end.</summary>
    public static Place? RiderAt(SandboxOrder order, double share)
    {
        var start = new Place(order.Shop.Lng - DegreesFromShop, order.Shop.Lat);
        // Town streets: first along, then across.
        var corner = new Place(order.Door.Lng, order.Shop.Lat);
        return order.State switch
        {
            OrderState.Assigned => Place.Between(start, order.Shop, Part(share, 0.10, 0.30)),
            OrderState.AtShop => order.Shop,
            OrderState.Delivering when share < 0.70 => Place.Between(order.Shop, corner, Part(share, 0.40, 0.70)),
            OrderState.Delivering => Place.Between(corner, order.Door, Part(share, 0.70, 0.98)),
            OrderState.Returning => Place.Between(order.Door, order.Shop, Part(share, 0.90, 1.30)),
            OrderState.Delivered => order.Door,
            _ => null,
        };
    }

    private static double Part(double share, double from, double to) => Math.Clamp((share - from) / (to - from), 0, 1);
}
