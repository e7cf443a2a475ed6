using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Dispatch.Deliveries.WatchDeliveries;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Dispatch.Tests;

/// <summary>People hear of a meal in trouble before the elder telephones.</summary>
public sealed class WatchDeliveriesTests : DispatchScenario
{
    [Fact]
    public async Task Meal_NotPickedUpShortlyBeforeTheEnd_IsHardlyInTimeAndThenLate()
    {
        var (order, _) = await dispatch.GivenSubmittedAsync();
        Assert.Null(await AlarmAsync(order, DispatchFactory.ServeTo - Duration.FromMinutes(16)));
        Assert.Equal("hardly-in-time", await AlarmAsync(order, DispatchFactory.ServeTo - Duration.FromMinutes(15)));
        Assert.Equal("late", await AlarmAsync(order, DispatchFactory.ServeTo));
    }

    [Fact]
    public async Task Meal_PackedNinetyMinutesAgo_IsOldUnlessItWasDeliveredOrUnpacked()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        var (delivered, deliveredCode) = await AnotherAsync();
        var (unpacked, _) = await AnotherAsync();
        var packedAt = DispatchFactory.ServeFrom - Duration.FromMinutes(10);
        foreach (var packed in new[] { order, delivered, unpacked })
            await PackAsync(packed, packedAt);
        await dispatch.DeliverAsync(
            new MealUnpacked { OrderId = unpacked.OrderId, TicketCode = "T", PackedAt = packedAt, Reason = "mistake", OccurredAt = packedAt }, unpacked.OrderId);
        await dispatch.CallbackAsync(code, 2);
        await dispatch.CallbackAsync(deliveredCode, 2);
        await dispatch.CallbackAsync(deliveredCode, 3, seconds: 1);

        Assert.Null(await AlarmAsync(order, packedAt + Duration.FromMinutes(89)));
        Assert.Equal("food-old", await AlarmAsync(order, packedAt + Duration.FromMinutes(90)));
        Assert.Null((await dispatch.DeliveryAsync(delivered)).NeedsAttention);
        Assert.Null((await dispatch.DeliveryAsync(unpacked)).NeedsAttention);
    }

    [Fact]
    public async Task Meal_PackedBeforeItsOrderIsKnownHere_GrowsOldAllTheSame()
    {
        var order = await dispatch.GivenOrderAsync(deliver: false);
        await dispatch.CloseBatchAsync(order);
        await PackAsync(order, dispatch.Clock.Now);
        await dispatch.DeliverAsync(order, order.OrderId);
        Assert.Equal("food-old", await AlarmAsync(order, dispatch.Clock.Now + Duration.FromMinutes(90)));
    }

    [Fact]
    public async Task Meal_ThatNoCourierTook_IsGivenToOwnRidersWithAnAlarm()
    {
        dispatch.Courier.NextAnswer("v2/order", 500070);
        var (order, _) = await dispatch.GivenSubmittedAsync();
        await dispatch.RunJobsAsync();
        Assert.Equal("given-to-own-riders", (await dispatch.DeliveryAsync(order)).NeedsAttention);
    }

    [Fact]
    public async Task People_AreToldOnceOfEachReason()
    {
        var (order, _) = await dispatch.GivenSubmittedAsync();
        foreach (var minutes in new[] { -15, -14, 0, 1 })
            await AlarmAsync(order, DispatchFactory.ServeTo + Duration.FromMinutes(minutes));
        await dispatch.DrainAsync();
        Assert.Equal(["hardly-in-time", "late"], dispatch.Bus.PublishedOf<DeliveryNeedsAttention>().Select(m => m.Alarm));

        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        await dispatch.GivenOrderAsync();
        var shown = Assert.Single((await staff.GetJsonAsync("/api/deliveries?siteCode=HX01&needsAttention=true"))["items"]!.AsArray())!;
        Assert.Equal($"{order.OrderId}", (string?)shown["orderId"]);
    }

    private async Task<(OrderConfirmed Order, string Code)> AnotherAsync()
    {
        var order = await dispatch.GivenOrderAsync();
        await dispatch.RunJobsAsync();
        return (order, (await dispatch.AttemptsAsync(order)).Single().Code);
    }

    private Task PackAsync(OrderConfirmed order, Instant at) =>
        dispatch.DeliverAsync(new MealPacked { OrderId = order.OrderId, TicketCode = "T", OccurredAt = at }, order.OrderId);

    private async Task<string?> AlarmAsync(OrderConfirmed order, Instant now)
    {
        dispatch.Clock.Now = now;
        await dispatch.RunJobAsync<WatchDeliveriesJob>();
        return (await dispatch.DeliveryAsync(order)).NeedsAttention;
    }
}
