using System.Diagnostics.CodeAnalysis;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.CourierSandbox.Riders;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Deliveries;

namespace MealDispatch.Dispatch.Tests.Dada;

[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class DadaJourneyTests : IAsyncLifetime
{
    private readonly SandboxTown town = new();

    private SandboxCourier Courier => town.CourierOf("dada");

    public Task InitializeAsync() => town.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)town).DisposeAsync();

    [Fact]
    public async Task Delivery_CarriedByDada_TellsEachFactOnceWithFeeAndTrack()
    {
        var order = await town.GivenSubmittedToAsync("dada");
        await town.LetPassAsync(70);

        Assert.Equal(["DeliveryRequested", "RiderAssigned", "RiderArrivedAtSite", "MealPickedUp", "MealDelivered"], town.FactsOf(order));
        var attempt = Assert.Single(await town.AttemptsAsync(order));
        var held = town.OrderOf(attempt);
        Assert.Equal((held.CostFen, held.CostFen), (attempt.QuotedFen!.Value, attempt.FeeFen!.Value));
        Assert.Equal(held.CostFen, Assert.Single(town.Bus.PublishedOf<MealDelivered>()).CourierFeeFen);
        Assert.Equal(held.Last.RiderPhone, attempt.RiderPhone);
        Assert.Empty(town.LoggedErrors);
    }

    [Fact]
    public async Task Callback_ThatLies_ChangesNothing()
    {
        Courier.Faults.Set(Fault.CallbackForged, 1);
        var order = await town.GivenSubmittedToAsync("dada");
        await town.LetPassAsync(10);
        Assert.Equal(DeliveryStatus.Assigned, (await town.DeliveryAsync(order)).Status);
        await town.LetPassAsync(60);
        Assert.Equal(DeliveryStatus.Delivered, (await town.DeliveryAsync(order)).Status);
        Assert.Single(town.Bus.PublishedOf<MealDelivered>());
    }

    [Theory]
    [InlineData("LostAnswer")]
    [InlineData("Slow")]
    public async Task Create_WhoseAnswerIsLost_IsAdopted(string fault)
    {
        Courier.Faults.Set(Enum.Parse<Fault>(fault), 1);
        var order = await town.GivenSubmittedToAsync("dada");
        Assert.Equal(AttemptState.Unknown, Assert.Single(await town.AttemptsAsync(order)).State);
        Courier.Faults.Clear();
        await town.LetPassAsync(10);
        Assert.True(Assert.Single(await town.AttemptsAsync(order)).Requested);
        Assert.Single(Courier.All);
    }

    [Fact]
    public async Task Cancel_OfAnOrderWithARider_IsDoneAndItsPriceKept()
    {
        var order = await town.GivenSubmittedToAsync("dada");
        await town.LetPassAsync(10);
        await town.CancelAsync(order);
        await town.LetPassAsync(2);

        var attempt = Assert.Single(await town.AttemptsAsync(order));
        Assert.Equal((AttemptState.Cancelled, 200L), (attempt.State, attempt.CancelFeeFen));
        Assert.Equal(OrderState.Cancelled, town.OrderOf(attempt).State);
    }

    [Fact]
    public async Task RiderWhoAsksToGo_IsLetGoAndTheNextCourierAsked()
    {
        Courier.Faults.Set(Fault.RiderCancels, 1);
        var order = await town.GivenSubmittedToAsync("dada", "fengniao-v2");
        await town.LetPassAsync(24);

        var attempts = await town.AttemptsAsync(order);
        Assert.Equal(["dada", "fengniao-v2"], attempts.Select(a => a.Provider));
        Assert.Equal((AttemptState.Cancelled, Trouble.RiderGaveUp), (attempts[0].State, town.OrderOf(attempts[0]).Last.Trouble));
        Assert.True(attempts[1].Live);
    }

    [Fact]
    public async Task MealThatComesBack_IsToldAsReturned()
    {
        Courier.Faults.Set(Fault.Returned, 1);
        var order = await town.GivenSubmittedToAsync("dada");
        await town.LetPassAsync(90);
        Assert.Equal(DeliveryStatus.Returned, (await town.DeliveryAsync(order)).Status);
        Assert.Single(town.Bus.PublishedOf<DeliveryReturned>());
    }

    [Fact]
    public async Task Courier_WithTooMuchToDo_IsCalledLessAndKeepsTheOrder()
    {
        Courier.Faults.Set(Fault.Busy, 1);
        var order = await town.GivenSubmittedToAsync("dada", "fengniao-v2");
        await town.LetPassAsync(10);
        Courier.Faults.Clear();
        await town.LetPassAsync(10);
        Assert.Equal("dada", Assert.Single(await town.AttemptsAsync(order)).Provider);
        Assert.Single(Courier.All);
    }
}
