using System.Net;
using System.Threading.RateLimiting;

namespace MealDispatch.Care.Reports.ReportFromBag;

/// <summary>
/// Per minute of real time: few reports by one bag, many from one address, because a front door or a mobile network may bring
/// all riders from one.
/// </summary>
internal sealed class ReportLimits : IDisposable
{
    public const int PerBag = 6;
    public const int PerAddress = 600;

    private readonly PartitionedRateLimiter<string> bags = PerMinute(PerBag);
    private readonly PartitionedRateLimiter<string> addresses = PerMinute(PerAddress);

    public bool Allow(string tokenHash, IPAddress? address)
    {
        using var byAddress = addresses.AttemptAcquire(address?.ToString() ?? "");
        if (!byAddress.IsAcquired)
            return false;
        using var byBag = bags.AttemptAcquire(tokenHash);
        return byBag.IsAcquired;
    }

    public void Dispose()
    {
        bags.Dispose();
        addresses.Dispose();
    }

    private static PartitionedRateLimiter<string> PerMinute(int permits) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) }));
}
