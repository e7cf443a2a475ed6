using MealDispatch.BuildingBlocks.Jobs;

namespace MealDispatch.Dispatch.OwnRiders.PlanWaves;

/// <summary>Looks whether a kitchen's waves are out of date.</summary>
internal sealed class PlanWavesJob(WavePlanner planner) : IJob
{
    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var site in await planner.SitesAsync(ct))
            await planner.PlanAsync(site, ct);
    }
}
