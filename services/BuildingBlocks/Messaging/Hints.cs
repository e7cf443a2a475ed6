using System.Collections.Concurrent;
using System.Threading.Channels;
using MealDispatch.Contracts;

namespace MealDispatch.BuildingBlocks.Messaging;

/// <summary>
/// Wakes whoever waits for something about an order. Hints may be lost: a waiter also re-reads every 250 ms.
/// </summary>
public sealed class Hints
{
    public const string OrderTouched = "order-touched";
    public const string RiderMoved = "rider-moved";

    /// <summary>Registry is there. Told to every instance; about no id.</summary>
    public const string RegistryPulse = "registry-pulse";

    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<Channel<Hint>, bool>> waiting = new();

    /// <summary>A subscription to the hints about one id; keeps the latest 16.</summary>
    public Subscription Subscribe(Guid id)
    {
        var channel = Channel.CreateBounded<Hint>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });
        waiting.GetOrAdd(id, _ => new())[channel] = true;
        return new Subscription(this, id, channel);
    }

    internal void Raise(Hint hint)
    {
        if (!waiting.TryGetValue(hint.Id, out var channels))
            return;
        foreach (var channel in channels.Keys)
            channel.Writer.TryWrite(hint);
    }

    public sealed class Subscription(Hints hints, Guid id, Channel<Hint> channel) : IDisposable
    {
        /// <summary>The next hint, or null after <paramref name="atMost"/> of real time.</summary>
        public async Task<Hint?> NextAsync(TimeSpan atMost, CancellationToken ct)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
            timeout.CancelAfter(atMost);
            try
            {
                return await channel.Reader.ReadAsync(timeout.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return null;
            }
        }

        public void Dispose()
        {
            if (!hints.waiting.TryGetValue(id, out var channels))
                return;
            channels.TryRemove(channel, out _);
            if (channels.IsEmpty)
                hints.waiting.TryRemove(new KeyValuePair<Guid, ConcurrentDictionary<Channel<Hint>, bool>>(id, channels));
        }
    }
}
