namespace MealDispatch.CourierSandbox.Riders;

/// <summary>What may go wrong at a courier.</summary>
internal enum Fault
{
    /// <summary>A call has its effect, and the connection breaks before the answer.</summary>
    LostAnswer,

    /// <summary>A new order is taken in only after the gateway has given up waiting for it.</summary>
    Slow,

    /// <summary>HTTP 502, without effect.</summary>
    ServerError,

    /// <summary>Too many calls.</summary>
    Busy,

    /// <summary>No price is named before an order: the path is as one that does not exist.</summary>
    NoQuote,

    /// <summary>A price that was named is over when the order comes.</summary>
    QuoteExpired,

    /// <summary>The same, and what is named next is 2 yuan more.</summary>
    PriceRises,

    /// <summary>The first callback is there before the answer.</summary>
    CallbackFirst,
    CallbackTwice,

    /// <summary>Held back for some seconds, so that others overtake it.</summary>
    CallbackOvertaken,

    /// <summary>Held back for minutes, perhaps until all is over.</summary>
    CallbackLate,
    CallbackLost,

    /// <summary>A lie beside the truth: signed wrongly, or rightly where the signature holds no secret.</summary>
    CallbackForged,

    /// <summary>Signed with the access token before the present one.</summary>
    OldToken,

    /// <summary>A status that no document names, beside the truth.</summary>
    UnknownCode,
    NoRider,
    RiderChanged,
    RiderCancels,
    NoAnswer,

    /// <summary>Refused at the door, and brought back to the shop.</summary>
    Returned,

    /// <summary>While the merchant cancels, the rider picks up.</summary>
    PickupRace,

    /// <summary>A position some kilometres away.</summary>
    PositionJump,
}

/// <summary>How often each fault strikes, as a share from 0 to 1; drawn from a seed.</summary>
internal sealed class Faults
{
    private readonly Lock gate = new();
    private readonly Dictionary<Fault, double> shares = [];
    private Random random = new(1);

    public IReadOnlyDictionary<Fault, double> Shares
    {
        get
        {
            lock (gate)
                return new Dictionary<Fault, double>(shares);
        }
    }

    public void Set(Fault fault, double share)
    {
        lock (gate)
            shares[fault] = share;
    }

    public void Clear()
    {
        lock (gate)
            shares.Clear();
    }

    public void Seed(int seed)
    {
        lock (gate)
            random = new Random(seed);
    }

    public bool Strike(Fault fault)
    {
        lock (gate)
            return shares.TryGetValue(fault, out var share) && random.NextDouble() < share;
    }

    public TimeSpan SecondsBetween(double from, double to)
    {
        lock (gate)
            return TimeSpan.FromSeconds(from + random.NextDouble() * (to - from));
    }
}
