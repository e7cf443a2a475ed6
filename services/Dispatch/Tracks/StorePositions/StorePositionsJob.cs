using MealDispatch.BuildingBlocks.Jobs;

namespace MealDispatch.Dispatch.Tracks.StorePositions;

/// <summary>Stores the positions of the last second in one unit.</summary>
internal sealed class StorePositionsJob(LivePositions live) : IJob
{
    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public Task RunAsync(CancellationToken ct) => live.StoreAsync(ct);
}
