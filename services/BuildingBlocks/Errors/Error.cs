using System.Text.Json.Serialization;

namespace MealDispatch.BuildingBlocks.Errors;

/// <summary>
/// An expected refusal, as a value. A feature declares its own one-line records; what they add as properties goes into the
/// problem as facts. The family decides the HTTP status, the code is stable and stands in <c>services/docs/problems.md</c>.
/// </summary>
public abstract record Error([property: JsonIgnore] string Code)
{
    /// <summary>For the person who helps a senior: what happened and what to do next. Never an exception's text.</summary>
    [JsonIgnore]
    public virtual string? Detail { get; init; }
}

/// <summary>400: malformed or invalid; <see cref="Fields"/> names what is wrong with each field.</summary>
public record Invalid([property: JsonIgnore] IReadOnlyDictionary<string, string[]> Fields, string Code = "request.invalid") : Error(Code)
{
    public Invalid(string field, string message)
        : this(new Dictionary<string, string[]> { [field] = [message] })
    {
    }
}

/// <summary>401.</summary>
public record NotSignedIn(string Code = "auth.not-signed-in") : Error(Code);

/// <summary>403: signed in, not allowed.</summary>
public record Forbidden(string Code = "auth.not-allowed") : Error(Code);

/// <summary>404: not there, or not yours.</summary>
public record Absent(string Code = "request.not-found") : Error(Code);

/// <summary>409: somebody else changed it; reload.</summary>
public record Stale(string Code = "request.stale-version") : Error(Code);

/// <summary>422: understood and refused by a rule; will not succeed as it is.</summary>
public record RuleRefused(string Code) : Error(Code);

/// <summary>429.</summary>
public record TooMany(string Code = "request.too-many") : Error(Code);

/// <summary>503: try later.</summary>
public record Unavailable(string Code = "request.try-later") : Error(Code);
