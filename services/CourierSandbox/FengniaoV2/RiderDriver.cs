namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>Lets the riders drive, twice a second.</summary>
internal sealed class RiderDriver(SandboxOrders orders, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            orders.DriveAll();
    }
}
