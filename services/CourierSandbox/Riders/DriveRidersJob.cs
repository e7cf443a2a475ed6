using MealDispatch.BuildingBlocks.Jobs;

namespace MealDispatch.CourierSandbox.Riders;

/// <summary>Lets the riders of all couriers drive, and posts what is due.</summary>
internal sealed class DriveRidersJob(IEnumerable<SandboxCourier> couriers, CallbackPost callbacks) : IJob
{
    public TimeSpan Every => TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var courier in couriers)
            courier.DriveAll();
        await callbacks.SendDueAsync(ct);
    }
}
