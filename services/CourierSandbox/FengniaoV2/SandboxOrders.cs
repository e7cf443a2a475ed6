using System.Collections.Concurrent;

namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>The orders of this process: a courier in miniature forgets them when it stops.</summary>
internal sealed class SandboxOrders(SandboxOptions options, CallbackSender callbacks, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SandboxOrder> byCode = new();

    public IEnumerable<SandboxOrder> All => byCode.Values;

    public SandboxOrder? Find(string? code) => code is not null && byCode.TryGetValue(code, out var order) ? order : null;

    /// <summary>False when the code was used before: couriers never take a code twice.</summary>
    public bool TryAdd(SandboxOrder order) => byCode.TryAdd(order.Code, order);

    /// <summary>Share of the trip that has passed, 0 to 1 and beyond.</summary>
    public double ShareOf(SandboxOrder order) => (time.GetUtcNow() - order.CreatedAt).TotalSeconds / Math.Max(options.TripSeconds, 0.001);

    public void Advance(SandboxOrder order, OrderStatus status, string? errorCode = null)
    {
        lock (order)
        {
            if (order.IsEnded)
                return;
            order.Become(status, time.GetUtcNow(), errorCode);
            callbacks.Enqueue(order.NotifyUrl, order.CallbackBody(time.GetUtcNow()));
        }
    }

    /// <summary>Lets every rider who drives by himself do what is due.</summary>
    public void DriveAll()
    {
        foreach (var order in byCode.Values)
            while (options.Auto && order is { Auto: true, IsEnded: false } && Trip.NextStep(order.Status, ShareOf(order)) is { } next)
                Advance(order, next);
    }
}
