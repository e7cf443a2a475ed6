using MealDispatch.BuildingBlocks.Security;
using Microsoft.Extensions.Caching.Memory;

namespace MealDispatch.Dispatch.OwnRiders.ReportPositions;

/// <summary>
/// Remembers who a rider is for a few seconds of real time: 2,000 phones report every second, and nothing is shown or told by it. Whose
/// delivery a position belongs to is looked up when it is stored.
/// </summary>
internal sealed class RememberedCallers(ICallerSource source, IMemoryCache known) : ICallerSource
{
    private static readonly TimeSpan For = TimeSpan.FromSeconds(5);

    public async Task<Caller?> LoadAsync(IServiceProvider services, Guid personId, Guid sessionId, CancellationToken ct)
    {
        if (known.TryGetValue((personId, sessionId), out Caller? remembered))
            return remembered;
        var caller = await source.LoadAsync(services, personId, sessionId, ct);
        if (caller is not null)
            known.Set((personId, sessionId), caller, For);
        return caller;
    }
}
