using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace MealDispatch.Dispatch.Couriers;

/// <summary>Couriers write instants as seconds, as milliseconds or as the wall clock of China: read by magnitude and form.</summary>
internal static class CourierClock
{
    private const long FirstMilliseconds = 100_000_000_000;
    private const long Year2100Ms = 4_102_444_800_000;
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>Null when it is no instant of this century.</summary>
    public static Instant? InstantAt(this JsonElement element, string name) =>
        element.Whole(name) is { } number
            ? FromEpoch(number)
            : DateTime.TryParseExact(
                element.Text(name)?.Trim(), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
                ? Instant.FromDateTimeOffset(new DateTimeOffset(local, China))
                : null;

    public static Instant? FromEpoch(long? number) => number switch
    {
        > 0 and < FirstMilliseconds => Instant.FromUnixTimeSeconds(number.Value),
        >= FirstMilliseconds and < Year2100Ms => Instant.FromUnixTimeMilliseconds(number.Value),
        _ => null,
    };
}
