using Xunit;

namespace MealDispatch.Testing;

/// <summary>
/// What a test needs beside the SDK. Missing: the test shows as skipped with the reason; missing and named in
/// <c>MEALDISPATCH_TEST_REQUIRE</c> (a list like <c>rabbitmq,browser</c>): it runs, and fails.
/// </summary>
public static class Requirements
{
    public static Uri? RabbitMq { get; } = Environment.GetEnvironmentVariable("MEALDISPATCH_TEST_RABBITMQ") is { Length: > 0 } address ? new Uri(address) : null;

    /// <summary><c>MEALDISPATCH_TEST_SCOPE=full</c>: the longer forms run too.</summary>
    public static bool FullScope { get; } = Environment.GetEnvironmentVariable("MEALDISPATCH_TEST_SCOPE") == "full";

    public static string? MissingRabbitMq => RabbitMq is null ? Skip("rabbitmq", "needs a RabbitMQ: set MEALDISPATCH_TEST_RABBITMQ, or run deploy/test.sh") : null;

    /// <summary>The reason to skip, or null when what is missing is required and the test must fail by running.</summary>
    public static string? Skip(string what, string reason) =>
        (Environment.GetEnvironmentVariable("MEALDISPATCH_TEST_REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(what) ? null : reason;
}

/// <summary>A test over a real RabbitMQ.</summary>
public sealed class RabbitMqFactAttribute : FactAttribute
{
    public RabbitMqFactAttribute() => Skip = Requirements.MissingRabbitMq;
}

/// <inheritdoc cref="RabbitMqFactAttribute"/>
public sealed class RabbitMqTheoryAttribute : TheoryAttribute
{
    public RabbitMqTheoryAttribute() => Skip = Requirements.MissingRabbitMq;
}

/// <summary>A longer form that runs with <c>MEALDISPATCH_TEST_SCOPE=full</c>.</summary>
public sealed class FullScopeFactAttribute : FactAttribute
{
    public FullScopeFactAttribute() => Skip = Requirements.FullScope ? null : "runs with MEALDISPATCH_TEST_SCOPE=full";
}
