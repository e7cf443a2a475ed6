using Microsoft.Extensions.Hosting;

namespace MealDispatch.BuildingBlocks.Security;

/// <summary>
/// When this instance last heard from Registry. After 30 s of silence (real time) a withdrawn grant may be on its way for too
/// long: requests that stand on a family grant are answered 503 until Registry is heard again. Only where services are
/// processes of their own: in one process a withdrawal answers when it has arrived.
/// </summary>
internal sealed class RegistryPulse(TimeProvider time) : IHostedService
{
    private static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(30);

    private long heardAt = time.GetTimestamp();

    public bool IsSilent => time.GetElapsedTime(Interlocked.Read(ref heardAt)) > SilentAfter;

    public void Hear() => Interlocked.Exchange(ref heardAt, time.GetTimestamp());

    /// <summary>Silence counts from the start, not from the first request.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Hear();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
