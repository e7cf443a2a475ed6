using System.Collections.Concurrent;

namespace MealDispatch.CourierSandbox.Riders;

/// <summary>How a callback deviates from the truth.</summary>
internal enum Disguise
{
    None,
    Forged,
    OldToken,
    UnknownCode,
}

/// <summary>
/// A courier behind its own protocol: its orders, its riders and its misfortunes. It lives in this process and forgets all when it stops.
/// </summary>
internal abstract class SandboxCourier(SandboxOptions options, CallbackPost callbacks, TimeProvider time)
{
    private static readonly (Fault, Disguise)[] Beside = [(Fault.CallbackForged, Disguise.Forged), (Fault.UnknownCode, Disguise.UnknownCode)];
    private const int TripsOfSilence = 3;
    private readonly ConcurrentDictionary<string, SandboxOrder> byCode = new();
    private readonly ConcurrentQueue<(DateTimeOffset DueAt, SandboxOrder Order)> late = new();

    public abstract string Provider { get; }

    public Faults Faults { get; } = new();

    public Quotes Quotes { get; } = new(time);

    public IEnumerable<SandboxOrder> All => byCode.Values;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Riders ask before they give an order back.</summary>
    protected virtual bool RidersAsk => false;

    /// <summary>A meal that comes back is under way until the merchant says that he has it.</summary>
    protected virtual bool ReturnsAreConfirmed => false;

    /// <summary>A rider who gives an order back leaves it waiting; elsewhere another one takes it over at once.</summary>
    protected virtual bool OrdersWaitBetweenRiders => true;

    /// <summary>Where the merchant is told, for couriers that keep one address for all orders; empty where nothing is told.</summary>
    protected string CallbackUrl =>
        options.CallbackBaseUrl.Length > 0 ? $"{options.CallbackBaseUrl.TrimEnd('/')}/webhooks/couriers/{Provider}" : "";

    /// <summary>In the courier's own words; nothing where it has none for this.</summary>
    protected abstract IEnumerable<CallbackMessage> Tell(SandboxOrder order, LogEntry entry, Disguise disguise);

    protected virtual CallbackMessage? TellThatRiderAsks(SandboxOrder order) => null;

    protected abstract IResult TooManyCalls();

    /// <summary>Ends what clients hold, so that they must sign in anew; nothing where there are no tokens.</summary>
    public virtual void ExpireTokens()
    {
    }

    /// <summary>The courier's API under its sandbox path, with the faults that strike every call.</summary>
    public RouteGroupBuilder MapApi(IEndpointRouteBuilder routes, string path)
    {
        var api = routes.MapGroup($"/sandbox/{Provider}{path}").AllowAnonymous().ExcludeFromDescription();
        api.AddEndpointFilter(async (context, next) =>
        {
            if (Faults.Strike(Fault.ServerError))
                return Results.Text("<html>502 Bad Gateway</html>", "text/html", statusCode: StatusCodes.Status502BadGateway);
            if (Faults.Strike(Fault.Busy))
                return TooManyCalls();
            var answer = await next(context);
            if (!Faults.Strike(Fault.LostAnswer))
                return answer;
            context.HttpContext.Abort();
            return Results.Empty;
        });
        return api;
    }

    public SandboxOrder? Find(string? code) => code is not null && byCode.TryGetValue(code, out var order) ? order : null;

    /// <summary>Takes an order in; false when the code was used before, null when that will be done too late for an answer.</summary>
    public async Task<bool?> PlaceAsync(SandboxOrder order, CancellationToken ct)
    {
        order.Auto = options.Auto;
        foreach (var step in Trip.Plan(Faults, RidersAsk, OrdersWaitBetweenRiders, ReturnsAreConfirmed))
            order.Plan.Enqueue(step);
        if (Faults.Strike(Fault.Slow))
        {
            late.Enqueue((Now + Faults.SecondsBetween(2, 9), order));
            return null;
        }

        if (!byCode.TryAdd(order.Code, order))
            return false;
        if (Faults.Strike(Fault.CallbackFirst))
        {
            order.Plan.TryDequeue(out _);
            Advance(order, OrderState.Accepted);
            await callbacks.SendDueAsync(ct);
        }

        return true;
    }

    /// <summary>The merchant takes an order back; false when it is too late.</summary>
    public bool Cancel(SandboxOrder order)
    {
        lock (order)
        {
            if (order.State is OrderState.Assigned or OrderState.AtShop && Faults.Strike(Fault.PickupRace))
            {
                Advance(order, OrderState.Delivering);
                while (order.Plan.TryPeek(out var passed) && passed.State is null or < OrderState.Returning)
                    order.Plan.Dequeue();
            }

            return order.IsBeforePickup && Advance(order, OrderState.Cancelled, Trouble.MerchantCancelled);
        }
    }

    /// <summary>Share of the trip that has passed, 0 to 1 and beyond.</summary>
    public double ShareOf(SandboxOrder order) => (Now - order.CreatedAt).TotalSeconds / Math.Max(options.TripSeconds, 0.001);

    /// <summary>Null while there is no rider to be seen.</summary>
    public Place? RiderAt(SandboxOrder order)
    {
        lock (order)
            return Trip.RiderAt(order, ShareOf(order)) is { } place
                ? Faults.Strike(Fault.PositionJump) ? new Place(place.Lng + 0.05, place.Lat - 0.03) : place
                : null;
    }

    /// <summary>False when the order was over.</summary>
    public bool Advance(SandboxOrder order, OrderState state, Trouble trouble = Trouble.None)
    {
        lock (order)
        {
            if (order.IsEnded)
                return false;
            order.RiderAsksToGoSince = null;
            var entry = order.Become(state, trouble, Now);
            foreach (var message in Tell(order, entry, Faults.Strike(Fault.OldToken) ? Disguise.OldToken : Disguise.None))
                Send(message);
            foreach (var (fault, disguise) in Beside)
                foreach (var message in Faults.Strike(fault) ? Tell(order, entry, disguise) : [])
                    Send(message);
            return true;
        }
    }

    public void LetRiderAsk(SandboxOrder order)
    {
        lock (order)
        {
            if (!order.IsBeforePickup)
                return;
            order.RiderAsksToGoSince = Now;
            Send(TellThatRiderAsks(order));
        }
    }

    /// <summary>The merchant has the meal back; false when nobody brings one.</summary>
    public bool TakeBack(SandboxOrder order)
    {
        lock (order)
            return order.State == OrderState.Returning && Advance(order, OrderState.Returned, order.Last.Trouble);
    }

    /// <summary>The merchant's word to a rider who wants to give the order back.</summary>
    public void AnswerRider(SandboxOrder order, bool mayGo)
    {
        lock (order)
        {
            if (order.RiderAsksToGoSince is null)
                return;
            order.RiderAsksToGoSince = null;
            if (mayGo)
                Advance(order, OrderState.Cancelled, Trouble.RiderGaveUp);
        }
    }

    /// <summary>Lets every rider who drives by himself do what is due.</summary>
    public void DriveAll()
    {
        while (late.TryPeek(out var first) && first.DueAt <= Now && late.TryDequeue(out first))
            byCode.TryAdd(first.Order.Code, first.Order);
        if (options.Auto)
            foreach (var order in byCode.Values)
                lock (order)
                    Drive(order);
    }

    private void Drive(SandboxOrder order)
    {
        // Silence is consent.
        if (order.RiderAsksToGoSince is { } since && (Now - since).TotalSeconds > TripsOfSilence * options.TripSeconds)
            AnswerRider(order, mayGo: true);
        while (order is { Auto: true, IsEnded: false, RiderAsksToGoSince: null } && order.Plan.TryPeek(out var step) && step.Share <= ShareOf(order))
        {
            order.Plan.Dequeue();
            if (step.State is { } state)
                Advance(order, state, step.Trouble);
            else
                LetRiderAsk(order);
        }
    }

    private void Send(CallbackMessage? message)
    {
        if (message is null or { Url: "" } || options.DropCallbacks || Faults.Strike(Fault.CallbackLost))
            return;
        callbacks.Add(message, Delay());
        if (Faults.Strike(Fault.CallbackTwice))
            callbacks.Add(message, Delay());
    }

    private TimeSpan Delay() =>
        Faults.Strike(Fault.CallbackLate) ? Faults.SecondsBetween(60, 240)
        : Faults.Strike(Fault.CallbackOvertaken) ? Faults.SecondsBetween(1, 20)
        : TimeSpan.Zero;
}
