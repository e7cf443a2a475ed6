using System.Globalization;

namespace MealDispatch.CourierSandbox.Riders;

/// <summary>Longitude and latitude in the datum in which the order came.</summary>
internal readonly record struct Place(double Lng, double Lat)
{
    public static Place Between(Place from, Place to, double share) =>
        new(from.Lng + (to.Lng - from.Lng) * share, from.Lat + (to.Lat - from.Lat) * share);

    /// <summary>Metres; flat enough for a town.</summary>
    public double DistanceTo(Place other)
    {
        const double metersPerDegree = 111_195;
        var dLng = (other.Lng - Lng) * Math.Cos(Lat * Math.PI / 180);
        var dLat = other.Lat - Lat;
        return Math.Sqrt(dLng * dLng + dLat * dLat) * metersPerDegree;
    }
}

/// <summary>Where an order stands; each courier writes it in codes of its own.</summary>
internal enum OrderState
{
    /// <summary>Taken in, and seen by nobody yet.</summary>
    Pushed,
    Accepted,
    Assigned,
    AtShop,
    Delivering,

    /// <summary>On its way back to the shop.</summary>
    Returning,
    Delivered,
    Returned,
    Cancelled,
    Failed,
}

/// <summary>Why an order was not delivered.</summary>
internal enum Trouble
{
    None,
    NoRider,
    NoAnswer,
    Refused,
    RiderGaveUp,
    MerchantCancelled,
}

internal sealed record LogEntry(OrderState State, Trouble Trouble, DateTimeOffset At, int RiderNumber)
{
    private static readonly string[] Names = ["李骑手", "王骑手", "张骑手", "刘骑手", "陈骑手"];

    /// <summary>Empty while nobody has the order.</summary>
    public string RiderName => RiderNumber == 0 ? "" : Names[RiderNumber % Names.Length];

    public string RiderPhone => RiderNumber == 0 ? "" : (13_700_000_000 + RiderNumber).ToString(CultureInfo.InvariantCulture);
}

/// <summary>One order as a courier holds it. Lock it to read several members that belong together.</summary>
internal sealed class SandboxOrder
{
    public required string Code { get; init; }

    /// <summary>The courier's own number.</summary>
    public required string Number { get; init; }

    public required string CallbackUrl { get; init; }

    public required Place Shop { get; init; }

    public required Place Door { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Cleared by the first driver call for this order.</summary>
    public bool Auto { get; set; } = true;

    /// <summary>What the rider will do by himself.</summary>
    public Queue<TripStep> Plan { get; } = new();

    public List<LogEntry> Log { get; } = [];

    /// <summary>Since when the rider waits for leave to give the order back; null while he does not.</summary>
    public DateTimeOffset? RiderAsksToGoSince { get; set; }

    public LogEntry Last => Log.Count > 0 ? Log[^1] : new LogEntry(OrderState.Pushed, Trouble.None, CreatedAt, 0);

    public OrderState State => Last.State;

    public bool IsEnded => State is OrderState.Delivered or OrderState.Returned or OrderState.Cancelled or OrderState.Failed;

    public bool IsBeforePickup => State is OrderState.Pushed or OrderState.Accepted or OrderState.Assigned or OrderState.AtShop;

    /// <summary>Fen by which the price rose before it was ordered.</summary>
    public long RiseFen { get; init; }

    /// <summary>4 yuan, and half a yuan for each started kilometre.</summary>
    public long CostFen => 400 + RiseFen + 50 * (long)Math.Ceiling(Shop.DistanceTo(Door) / 1000);

    /// <summary>2 yuan once a rider was on his way.</summary>
    public long CancelCostFen => Log.Any(entry => entry.State == OrderState.Assigned) ? 200 : 0;

    private int FirstRider => 1 + Math.Abs(string.GetHashCode(Code, StringComparison.Ordinal) % 89);

    public LogEntry Become(OrderState state, Trouble trouble, DateTimeOffset now)
    {
        var rider = state switch
        {
            OrderState.Accepted => 0,
            // Never one who had it before.
            OrderState.Assigned => Log.Max(entry => (int?)entry.RiderNumber) is > 0 and var before ? before + 1 : FirstRider,
            _ => Last.RiderNumber,
        };
        Log.Add(new LogEntry(state, trouble, now, rider));
        return Log[^1];
    }
}
