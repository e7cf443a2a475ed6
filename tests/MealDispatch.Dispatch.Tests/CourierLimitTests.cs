using MealDispatch.Contracts.Registry;
using MealDispatch.CourierSandbox.Riders;
using MealDispatch.Dispatch.Attempts;

namespace MealDispatch.Dispatch.Tests;

/// <summary>What a site will pay a courier, and how many of its deliveries the courier may have at once.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class CourierLimitTests : IAsyncLifetime
{
    private readonly SandboxTown town = new();

    public Task InitializeAsync() => town.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)town).DisposeAsync();

    [Fact]
    public async Task Courier_WithAsManyAsTheSiteGives_IsPassedOverUntilOneIsOver()
    {
        await GivenLimitAsync(new CourierLimit { Provider = "meituan", MaxFeeFen = null, MaxLive = 1 }, "meituan", "dada");
        var (first, _) = await town.GivenSubmittedAsync();
        var (second, _) = await town.GivenSubmittedAsync();
        Assert.Equal("meituan", Assert.Single(await town.AttemptsAsync(first)).Provider);
        Assert.Equal("dada", Assert.Single(await town.AttemptsAsync(second)).Provider);

        await town.LetPassAsync(90);
        Assert.Equal(AttemptState.Delivered, (await town.AttemptsAsync(first)).Single().State);
        var (third, _) = await town.GivenSubmittedAsync();
        Assert.Equal("meituan", Assert.Single(await town.AttemptsAsync(third)).Provider);
    }

    [Theory]
    [InlineData(449, "meituan")]
    [InlineData(450, "dada")]
    public async Task Courier_AboveTheSitesPrice_IsCalledOffAndTheNextIsAsked(long maxFeeFen, string carriedBy)
    {
        await GivenLimitAsync(new CourierLimit { Provider = "dada", MaxFeeFen = maxFeeFen, MaxLive = null }, "dada", "meituan");
        var (order, code) = await town.GivenSubmittedAsync();
        await town.LetPassAsync(90);

        var attempts = await town.AttemptsAsync(order);
        Assert.Equal((carriedBy, AttemptState.Delivered), (attempts[^1].Provider, attempts[^1].State));
        if (carriedBy == "dada")
            return;
        Assert.Equal((AttemptState.Cancelled, FailureReason.TooExpensive), (attempts[0].State, attempts[0].Failure));
        Assert.Equal(OrderState.Cancelled, town.CourierOf("dada").Find(code)!.State);
    }

    private Task GivenLimitAsync(CourierLimit limit, params string[] couriers) => town.DeliverAsync(town.ASite(couriers, version: 2) with { CourierLimits = [limit] });
}
