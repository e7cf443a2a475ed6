using System.Text.Json;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.BuildingBlocks.Time;

/// <summary>
/// Business time: what windows, cutoffs, ages, due jobs and the timestamps of facts go by. Real time, in whole
/// microseconds, plus the demo clock's offset, which is one small file in the data directory that every process re-reads.
/// Tokens, leases, retries and time-outs go by <see cref="TimeProvider"/> instead.
/// </summary>
internal sealed class BusinessClock(TimeProvider time, IOptions<DataOptions> data, DemoMode demo) : IClock
{
    private static readonly TimeSpan RereadEvery = TimeSpan.FromMilliseconds(100);
    private readonly string file = Path.Combine(data.Value.Directory, "demo-clock.json");
    private readonly Lock gate = new();
    private Duration offset = Duration.Zero;
    private long readAt = long.MinValue;

    public Instant GetCurrentInstant() => RealNow() + (demo.Enabled ? Offset() : Duration.Zero);

    /// <summary>Sets business time for every process, or goes back to real time with null.</summary>
    public void Set(Instant? now)
    {
        lock (gate)
        {
            offset = now is { } wanted ? wanted - RealNow() : Duration.Zero;
            var temporary = file + ".new";
            File.WriteAllText(temporary, JsonSerializer.Serialize(new { offset = DurationPattern.Roundtrip.Format(offset) }));
            File.Move(temporary, file, overwrite: true);
            readAt = time.GetTimestamp();
        }
    }

    private Instant RealNow()
    {
        var ticks = time.GetUtcNow().UtcTicks;
        return Instant.FromUnixTimeTicks(ticks - (ticks % 10) - DateTime.UnixEpoch.Ticks);
    }

    private Duration Offset()
    {
        lock (gate)
        {
            if (readAt != long.MinValue && time.GetElapsedTime(readAt) < RereadEvery)
                return offset;
            offset = ReadFile();
            readAt = time.GetTimestamp();
            return offset;
        }
    }

    private Duration ReadFile()
    {
        if (!File.Exists(file))
            return Duration.Zero;
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return DurationPattern.Roundtrip.Parse(json.RootElement.GetProperty("offset").GetString()!).Value;
    }
}
