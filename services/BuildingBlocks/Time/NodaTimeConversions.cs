using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.BuildingBlocks.Time;

/// <summary>How NodaTime stands in columns (UTC <c>datetime</c>, date, ticks of day) and in JSON; the only place.</summary>
public static class NodaTimeConversions
{
    public static void AddNodaTime(this ModelConfigurationBuilder configuration)
    {
        configuration.Properties<Instant>().HaveConversion<InstantColumn>();
        configuration.Properties<LocalDate>().HaveConversion<DateColumn>();
        configuration.Properties<LocalTime>().HaveConversion<TimeColumn>();
    }

    public static void AddNodaTime(this IList<JsonConverter> converters)
    {
        converters.Add(new InstantJson());
        converters.Add(new PatternJson<LocalDate>(LocalDatePattern.Iso));
        converters.Add(new PatternJson<LocalTime>(LocalTimePattern.CreateWithInvariantCulture("HH:mm"), LocalTimePattern.ExtendedIso));
        converters.Add(new PatternJson<YearMonth>(YearMonthPattern.Iso));
        converters.Add(new PatternJson<OffsetDateTime>(OffsetDateTimePattern.Rfc3339));
    }

    private sealed class InstantColumn() : ValueConverter<Instant, DateTime>(
        i => i.ToDateTimeUtc(), d => Instant.FromDateTimeUtc(DateTime.SpecifyKind(d, DateTimeKind.Utc)));

    private sealed class DateColumn() : ValueConverter<LocalDate, DateOnly>(d => d.ToDateOnly(), d => LocalDate.FromDateOnly(d));

    private sealed class TimeColumn() : ValueConverter<LocalTime, TimeOnly>(t => t.ToTimeOnly(), t => LocalTime.FromTimeOnly(t));

    /// <summary>ISO-8601 with an offset or Z; fractions beyond a microsecond are cut, as the clock does.</summary>
    private sealed class InstantJson : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException();
            if (IsPlainUtc(reader) && reader.TryGetDateTime(out var utc))
                return Cut(Instant.FromDateTimeUtc(utc));
            var parsed = OffsetDateTimePattern.Rfc3339.Parse(reader.GetString()!);
            return parsed.Success ? Cut(parsed.Value.ToInstant()) : throw new JsonException();
        }

        /// <summary>As phones and programs mostly write it, which the reader itself understands in a tenth of the time.</summary>
        private static bool IsPlainUtc(in Utf8JsonReader reader) =>
            !reader.HasValueSequence && !reader.ValueIsEscaped && reader.ValueSpan is { Length: >= 20 and <= 30 } text && text[10] == 'T' && text[^1] == 'Z';

        private static Instant Cut(Instant instant) => Instant.FromUnixTimeTicks(instant.ToUnixTimeTicks() / 10 * 10);

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }

    private sealed class PatternJson<T>(IPattern<T> pattern, IPattern<T>? alsoRead = null) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException();
            var parsed = pattern.Parse(text);
            if (!parsed.Success && alsoRead is not null)
                parsed = alsoRead.Parse(text);
            return parsed.Success ? parsed.Value : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(pattern.Format(value));
    }
}
