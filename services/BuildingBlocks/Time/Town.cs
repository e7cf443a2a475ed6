using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.TimeZones;

namespace MealDispatch.BuildingBlocks.Time;

/// <summary>The town's zone: service dates, cutoffs and serving times are local to it.</summary>
public sealed class Town(IOptions<TownOptions> options)
{
    public DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb[options.Value.TimeZone];

    public LocalDate DateOf(Instant instant) => instant.InZone(Zone).Date;

    public LocalDateTime LocalOf(Instant instant) => instant.InZone(Zone).LocalDateTime;

    /// <summary>The instant of a local time; in a gap the first instant after it, in an overlap the earlier one.</summary>
    public Instant At(LocalDate date, LocalTime time) => Zone.ResolveLocal(date + time, Resolvers.LenientResolver).ToInstant();

    public Instant StartOf(LocalDate date) => Zone.AtStartOfDay(date).ToInstant();
}

/// <summary>Settings <c>Town__*</c>.</summary>
public sealed class TownOptions
{
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>Where people's phones reach the pages: what QR codes on bags and posters begin with.</summary>
    public string PublicUrl { get; set; } = "http://localhost:5080";
}
