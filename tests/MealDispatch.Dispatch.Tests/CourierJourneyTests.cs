using System.Diagnostics.CodeAnalysis;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Ordering;
using MealDispatch.CourierSandbox.FengniaoV3;
using MealDispatch.CourierSandbox.Riders;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Deliveries;

namespace MealDispatch.Dispatch.Tests;

/// <summary>One delivery through each courier's own API, in the sandbox: what all of them must stand, and what each has of its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class CourierJourneyTests : IAsyncLifetime
{
    private static readonly string[] All = ["fengniao-v2", "fengniao-v3", "meituan", "dada"];
    private readonly SandboxTown town = new();

    public Task InitializeAsync() => town.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)town).DisposeAsync();

    [Fact]
    public async Task Delivery_TellsEachFactOnceAndEndsAsTheCourierHasIt()
    {
        var orders = await GivenOneForEachAsync(All);
        await town.LetPassAsync(75);
        foreach (var (provider, order) in orders)
        {
            var tellsArrivalAndFee = provider != "meituan";
            string[] told = ["DeliveryRequested", "RiderAssigned", "RiderArrivedAtSite", "MealPickedUp", "MealDelivered"];
            Assert.Equal(tellsArrivalAndFee ? told : told.Where(fact => fact != "RiderArrivedAtSite"), town.FactsOf(order));
            var attempt = Assert.Single(await town.AttemptsAsync(order));
            var held = town.OrderOf(attempt);
            Assert.Equal((provider, AttemptState.Delivered, held.Last.RiderPhone), (attempt.Provider, attempt.State, attempt.RiderPhone));
            var delivered = Assert.Single(Of<MealDelivered>(order, m => m.OrderId));
            Assert.Equal(tellsArrivalAndFee ? held.CostFen : null, delivered.CourierFeeFen);
            Assert.InRange(delivered.DistanceMeters!.Value, 0, 700);
        }

        Assert.Empty(town.LoggedErrors);
    }

    [Fact]
    public async Task Callbacks_ThatAreAllLost_AreMadeUpForByAsking()
    {
        Strike(Fault.CallbackLost);
        var orders = await GivenOneForEachAsync(All);
        await town.LetPassAsync(100);
        foreach (var order in orders.Values)
        {
            Assert.Equal(DeliveryStatus.Delivered, (await town.DeliveryAsync(order)).Status);
            Assert.Single(Of<MealPickedUp>(order, m => m.OrderId));
        }
    }

    [Theory]
    [InlineData("LostAnswer")]
    [InlineData("Slow")]
    public async Task Create_WhoseAnswerIsLost_IsUnknownAndThenAdopted(string name)
    {
        var fault = Enum.Parse<Fault>(name);
        Strike(Fault.CallbackLost);
        await GivenOneForEachAsync(All); // signed in everywhere
        await town.LetPassAsync(2);
        Strike(fault);
        var orders = new Dictionary<string, OrderConfirmed>();
        foreach (var provider in All)
        {
            // Looked at at once: real time goes on, and after a second the first one is asked about.
            orders[provider] = await town.GivenSubmittedToAsync(provider);
            Assert.Equal(AttemptState.Unknown, Assert.Single(await town.AttemptsAsync(orders[provider])).State);
        }

        Strike(fault, 0);
        await town.LetPassAsync(12);
        foreach (var (provider, order) in orders)
        {
            var attempt = Assert.Single(await town.AttemptsAsync(order));
            Assert.True(attempt.Requested);
            Assert.NotNull(town.OrderOf(attempt));
            Assert.Equal(2, town.CourierOf(provider).All.Count());
        }
    }

    [Fact]
    public async Task Cancel_OfAnOrderWithARider_IsDoneAndItsPriceKept()
    {
        var orders = await GivenOneForEachAsync(All);
        await town.LetPassAsync(10);
        foreach (var order in orders.Values)
            await town.CancelAsync(order);
        await town.LetPassAsync(2);
        foreach (var (provider, order) in orders)
        {
            var attempt = Assert.Single(await town.AttemptsAsync(order));
            Assert.Equal((AttemptState.Cancelled, provider is "dada" or "fengniao-v3" ? 200L : null), (attempt.State, attempt.CancelFeeFen));
            Assert.Equal(OrderState.Cancelled, town.OrderOf(attempt).State);
            Assert.Equal(DeliveryStatus.Cancelled, (await town.DeliveryAsync(order)).Status);
        }
    }

    [Fact]
    public async Task Cancel_WhileTheRiderPicksUp_LetsTheDeliveryGoOn()
    {
        Strike(Fault.PickupRace);
        var orders = await GivenOneForEachAsync(All);
        await town.LetPassAsync(10);
        foreach (var order in orders.Values)
            await town.CancelAsync(order);
        await town.LetPassAsync(90);
        foreach (var order in orders.Values)
            Assert.Equal(DeliveryStatus.Delivered, (await town.DeliveryAsync(order)).Status);
    }

    [Fact]
    public async Task Rider_WhoChanges_IsToldAgain()
    {
        Strike(Fault.RiderChanged);
        var orders = await GivenOneForEachAsync(All);
        await town.LetPassAsync(75);
        foreach (var order in orders.Values)
        {
            Assert.Equal(2, Of<RiderAssigned>(order, m => m.OrderId).Select(rider => rider.RiderPhone).Distinct().Count());
            Assert.Equal(DeliveryStatus.Delivered, (await town.DeliveryAsync(order)).Status);
        }
    }

    [Fact]
    public async Task Courier_WithTooMuchToDo_IsCalledLessAndKeepsTheOrder()
    {
        Strike(Fault.Busy);
        var orders = await GivenOneForEachAsync(All);
        await town.LetPassAsync(10);
        Strike(Fault.Busy, 0);
        await town.LetPassAsync(20);
        foreach (var (provider, order) in orders)
        {
            Assert.Equal(provider, Assert.Single(await town.AttemptsAsync(order)).Provider);
            Assert.Single(town.CourierOf(provider).All);
        }
    }

    [Fact]
    public async Task NoAnswerAtTheDoor_FailsTheDeliveryAndIsReportedToCareOnce()
    {
        string[] tellWhy = ["fengniao-v2", "fengniao-v3", "meituan"];
        Strike(Fault.NoAnswer);
        var orders = await GivenOneForEachAsync(tellWhy);
        await town.LetPassAsync(75);
        foreach (var order in orders.Values)
        {
            var failed = Assert.Single(Of<DeliveryFailed>(order, m => m.OrderId));
            Assert.Equal((DeliveryFailure.NoAnswer, true), (failed.Reason, failed.PickedUp));
            Assert.Equal("no-answer", Assert.Single(Assert.Single(Of<WelfareReported>(order, m => m.OrderId)).Codes));
        }
    }

    [Fact]
    public async Task Dada_WhoseCallbacksLie_IsBelievedOnlyWhenAsked()
    {
        town.CourierOf("dada").Faults.Set(Fault.CallbackForged, 1);
        var order = await town.GivenSubmittedToAsync("dada");
        await town.LetPassAsync(10);
        Assert.Equal(DeliveryStatus.Assigned, (await town.DeliveryAsync(order)).Status);
        await town.LetPassAsync(60);
        Assert.Equal(DeliveryStatus.Delivered, (await town.DeliveryAsync(order)).Status);
        Assert.Single(town.Bus.PublishedOf<MealDelivered>());
    }

    [Fact]
    public async Task Dada_WhoseRiderAsksToGo_IsAnsweredAndTheNextCourierAsked()
    {
        town.CourierOf("dada").Faults.Set(Fault.RiderCancels, 1);
        var order = await town.GivenSubmittedToAsync("dada", "fengniao-v2");
        await town.LetPassAsync(24);

        var attempts = await town.AttemptsAsync(order);
        Assert.Equal(["dada", "fengniao-v2"], attempts.Select(a => a.Provider));
        Assert.Equal((AttemptState.Cancelled, Trouble.RiderGaveUp), (attempts[0].State, town.OrderOf(attempts[0]).Last.Trouble));
        Assert.True(attempts[1].Live);
    }

    [Fact]
    public async Task Dada_WhoseRiderBringsTheMealBack_IsToldInTimeThatItCame()
    {
        town.CourierOf("dada").Faults.Set(Fault.Returned, 1);
        var order = await town.GivenSubmittedToAsync("dada");
        await town.LetPassAsync(120);
        Assert.Equal(DeliveryStatus.Returning, (await town.DeliveryAsync(order)).Status);
        await town.LetPassAsync(120);
        Assert.Equal(OrderState.Returned, town.OrderOf((await town.AttemptsAsync(order)).Single()).State);
        Assert.Equal(DeliveryStatus.Returned, (await town.DeliveryAsync(order)).Status);
        Assert.Single(town.Bus.PublishedOf<DeliveryReturned>());
    }

    [Fact]
    public async Task Meituan_CancelledWhileItsAnswerWasLost_IsFoundAndCancelled()
    {
        var courier = town.CourierOf("meituan");
        courier.Faults.Set(Fault.CallbackLost, 1);
        courier.Faults.Set(Fault.LostAnswer, 1);
        var order = await town.GivenSubmittedToAsync("meituan");
        courier.Faults.Set(Fault.LostAnswer, 0);
        await town.CancelAsync(order);
        await town.LetPassAsync(10);
        Assert.Equal(OrderState.Cancelled, Assert.Single(courier.All).State);
        Assert.Equal(DeliveryStatus.Cancelled, (await town.DeliveryAsync(order)).Status);
    }

    [Fact]
    public async Task Order_GivenUpAsAbsentThatArrivesLater_IsTakenBackThere()
    {
        var courier = town.CourierOf("fengniao-v2");
        courier.Faults.Set(Fault.CallbackLost, 1);
        await town.GivenSubmittedToAsync("fengniao-v2"); // signed in
        courier.Faults.Set(Fault.ServerError, 1);
        var order = await town.GivenSubmittedToAsync("fengniao-v2", "dada");
        await town.CancelAsync(order);
        courier.Faults.Set(Fault.ServerError, 0);
        await town.LetPassAsync(10);
        var attempt = Assert.Single(await town.AttemptsAsync(order));
        Assert.Equal((AttemptState.Cancelled, true), (attempt.State, attempt.Stray));

        var arrived = new SandboxOrder { Code = attempt.Code, Number = "9", CallbackUrl = "", Shop = default, Door = default, CreatedAt = courier.Now };
        await courier.PlaceAsync(arrived, CancellationToken.None);
        await town.LetPassAsync(22);
        Assert.Equal(OrderState.Cancelled, arrived.State);
        Assert.False(Assert.Single(await town.AttemptsAsync(order)).Stray);
    }

    [Fact]
    public async Task Order_ThatNobodyTookAndWhoseCancelWasNotHeardOf_GoesToTheNextCourier()
    {
        var courier = town.CourierOf("dada");
        courier.Faults.Set(Fault.CallbackLost, 1);
        var order = await town.GivenSubmittedToAsync("dada", "fengniao-v2");
        var held = Assert.Single(courier.All);
        held.Auto = false;
        courier.Advance(held, OrderState.Accepted);
        await town.LetPassAsync(170);
        Assert.True(courier.Cancel(held));
        await town.LetPassAsync(30);
        Assert.Equal(["dada", "fengniao-v2"], (await town.AttemptsAsync(order)).Select(a => a.Provider));
    }

    [Fact]
    public async Task FengniaoV3_WhoseTokensEnd_IsSignedInToAgainOnceForMany()
    {
        await town.WarmUpAsync("fengniao-v3");
        town.CourierOf("fengniao-v3").ExpireTokens();
        for (var i = 0; i < 5; i++)
            await town.GivenOrderAsync();
        await town.LetPassAsync(4);
        Assert.Equal(6, town.CourierOf("fengniao-v3").All.Count());
        Assert.Equal(2, ((FengniaoV3Courier)town.CourierOf("fengniao-v3")).Tokens.Given);
    }

    private async Task<Dictionary<string, OrderConfirmed>> GivenOneForEachAsync(IEnumerable<string> providers)
    {
        var orders = new Dictionary<string, OrderConfirmed>();
        foreach (var provider in providers)
            orders[provider] = await town.GivenSubmittedToAsync(provider);
        return orders;
    }

    private void Strike(Fault fault, double share = 1)
    {
        foreach (var courier in town.Couriers)
            courier.Faults.Set(fault, share);
    }

    private IEnumerable<TMessage> Of<TMessage>(OrderConfirmed order, Func<TMessage, Guid> orderId)
        where TMessage : class => town.Bus.PublishedOf<TMessage>().Where(message => orderId(message) == order.OrderId);
}
