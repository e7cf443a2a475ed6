using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
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
    [InlineData("dada")]
    [InlineData("fengniao-v3")]
    public async Task Courier_WithinTheSitesPrice_IsOrderedAtThePriceItNamed(string courier)
    {
        var fee = await GivenLimitAtAsync(courier, above: 0);
        var (order, code) = await town.GivenSubmittedAsync();
        Assert.Equal(fee, (await town.AttemptsAsync(order)).Single().QuotedFen);
        Assert.NotNull(town.CourierOf(courier).Find(code));
        var quote = Assert.Single(await town.EventsAsync(), e => e.Source == EventSource.Quote);
        Assert.Equal(($"{fee}", EventVerdict.Taken), (quote.RawCode, quote.Verdict));

        await town.LetPassAsync(90);
        Assert.Equal(fee, Assert.Single(town.Bus.PublishedOf<MealDelivered>(), d => d.OrderId == order.OrderId).CourierFeeFen);
    }

    [Theory]
    [InlineData("dada")]
    [InlineData("fengniao-v3")]
    public async Task Courier_AboveTheSitesPrice_IsNeverOrderedAndTheNextIsAsked(string courier)
    {
        var fee = await GivenLimitAtAsync(courier, above: -1);
        var (order, code) = await town.GivenSubmittedAsync();
        await town.LetPassAsync(90);

        var attempts = await town.AttemptsAsync(order);
        Assert.Equal((AttemptState.Rejected, FailureReason.TooExpensive, fee), (attempts[0].State, attempts[0].Failure, attempts[0].QuotedFen));
        Assert.Null(town.CourierOf(courier).Find(code));
        Assert.Equal(("meituan", AttemptState.Delivered), (attempts[1].Provider, attempts[1].State));
    }

    [Fact]
    public async Task Courier_WhoseSiteSetsNoPrice_IsOrderedWithOneCall()
    {
        await town.GivenSubmittedToAsync("dada", "meituan");
        Assert.Equal(0, town.CourierOf("dada").Quotes.Given);
        Assert.Single(town.CourierOf("dada").All);
    }

    /// <summary>Above the price that its answer then names it is called off; Fengniao names none in its answer.</summary>
    [Theory]
    [InlineData("dada", 0, "dada")]
    [InlineData("dada", -1, "meituan")]
    [InlineData("fengniao-v3", 0, "fengniao-v3")]
    public async Task Courier_ThatNamesNoPriceBefore_IsOrderedAllTheSame(string courier, long above, string carriedBy)
    {
        await GivenLimitAtAsync(courier, above);
        town.CourierOf(courier).Faults.Set(Fault.NoQuote, 1);
        var (order, code) = await town.GivenSubmittedAsync();
        Assert.NotNull(town.CourierOf(courier).Find(code));

        await town.LetPassAsync(90);
        var attempts = await town.AttemptsAsync(order);
        Assert.Equal((carriedBy, AttemptState.Delivered), (attempts[^1].Provider, attempts[^1].State));
        if (carriedBy != courier)
            Assert.Equal((AttemptState.Cancelled, FailureReason.TooExpensive), (attempts[0].State, attempts[0].Failure));
    }

    /// <summary>Fengniao says it in words beside its offer, under a code that means well.</summary>
    [Theory]
    [InlineData("dada", "2063")]
    [InlineData("fengniao-v3", "超出配送距离")]
    public async Task Courier_ThatNamesAReasonInsteadOfAPrice_HasRefused(string courier, string rawCode)
    {
        await GivenLimitAtAsync(courier, above: 0);
        var order = town.AnOrder();
        await town.DeliverAsync(town.AContact(order.ResidentId, new GeoPoint(DispatchFactory.Door.Lat, DispatchFactory.Door.Lng + 0.2)));
        await town.DeliverAsync(order, order.OrderId);
        await town.RunJobsAsync();

        var attempt = (await town.AttemptsAsync(order))[0];
        Assert.Equal((AttemptState.Rejected, FailureReason.OutOfRange, rawCode), (attempt.State, attempt.Failure, attempt.RawCode));
        Assert.Single(town.CourierOf(courier).All);
    }

    [Theory]
    [InlineData("dada")]
    [InlineData("fengniao-v3")]
    public async Task Price_ThatRoseBeforeTheOrder_IsAskedAnewAndComparedAnew(string courier)
    {
        var fee = await GivenLimitAtAsync(courier, above: 199);
        town.CourierOf(courier).Faults.Set(Fault.PriceRises, 1);
        var (order, code) = await town.GivenSubmittedAsync();
        await town.LetPassAsync(4);

        var attempts = await town.AttemptsAsync(order);
        Assert.Equal((AttemptState.Rejected, FailureReason.TooExpensive, fee + 200), (attempts[0].State, attempts[0].Failure, attempts[0].QuotedFen));
        Assert.Null(town.CourierOf(courier).Find(code));
        Assert.Equal("meituan", attempts[1].Provider);
        Assert.Equal(2, (await town.EventsAsync()).Count(e => e.Source == EventSource.Quote));
    }

    [Theory]
    [InlineData("dada")]
    [InlineData("fengniao-v3")]
    public async Task Price_ThatIsAlwaysOver_KeepsNoMealWaiting(string courier)
    {
        await GivenLimitAtAsync(courier, above: 0);
        town.CourierOf(courier).Faults.Set(Fault.QuoteExpired, 1);
        var (order, code) = await town.GivenSubmittedAsync();
        await town.LetPassAsync(90);
        Assert.NotNull(town.CourierOf(courier).Find(code));
        Assert.Equal(AttemptState.Delivered, (await town.AttemptsAsync(order)).Single().State);
    }

    /// <summary>A limit so far above the courier's price for the door of these tests, or below it; that price.</summary>
    private async Task<long> GivenLimitAtAsync(string courier, long above)
    {
        await town.WarmUpAsync(courier);
        var fee = town.CourierOf(courier).All.Single().CostFen;
        await town.DeliverAsync(town.ASite([courier, "meituan"], version: 10) with
        {
            CourierLimits = [new CourierLimit { Provider = courier, MaxFeeFen = fee + above, MaxLive = null }],
        });
        return fee;
    }

    private Task GivenLimitAsync(CourierLimit limit, params string[] couriers) => town.DeliverAsync(town.ASite(couriers, version: 2) with { CourierLimits = [limit] });
}
