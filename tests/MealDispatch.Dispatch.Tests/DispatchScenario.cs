using System.Diagnostics.CodeAnalysis;

namespace MealDispatch.Dispatch.Tests;

/// <summary>A scenario with a Dispatch and a courier of its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
[SuppressMessage("Design", "CA1051", Justification = "Reads as a word in every line of a scenario.")]
public abstract class DispatchScenario : IAsyncLifetime
{
    protected readonly DispatchFactory dispatch = new();

    public Task InitializeAsync() => dispatch.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)dispatch).DisposeAsync();
}
