using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Testing;

namespace MealDispatch.Dispatch.Tests;

/// <summary>Staff do not wait for a courier.</summary>
public sealed class GiveToOwnRidersTests : DispatchScenario
{
    [Fact]
    public async Task Given_WhileACourierHasIt_IsTakenBackThereAndWaitsForOwnRiders()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        Assert.Equal(204, await GiveAsync("HX01", order));
        for (var i = 0; i < 3; i++)
            await dispatch.LaterAsync(1);

        var attempts = await dispatch.AttemptsAsync(order);
        Assert.Equal([AttemptState.Cancelled, AttemptState.Accepted], attempts.Select(a => a.State));
        Assert.True(attempts[1] is { IsOwnRiders: true, Live: true });
        Assert.Contains(dispatch.Courier.Calls, call => call.Path == "v2/order/cancel" && call.Code == code);
        Assert.Null((await dispatch.DeliveryAsync(order)).NeedsAttention);
        Assert.Equal(204, await GiveAsync("HX01", order));
    }

    [Fact]
    public async Task Given_BeforeAnyCourierWasAsked_NoneIsAsked()
    {
        var order = await dispatch.GivenOrderAsync();
        Assert.Equal(204, await GiveAsync("HX01", order));
        dispatch.Clock.Now = DispatchFactory.ServeFrom;
        await dispatch.RunJobsAsync();

        Assert.True(Assert.Single(await dispatch.AttemptsAsync(order)).IsOwnRiders);
        Assert.Empty(dispatch.Courier.Orders);
    }

    [Fact]
    public async Task Given_AfterPickupOrByOthers_IsRefused()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        Assert.Equal(404, await GiveAsync("HX02", order));
        await dispatch.CallbackAsync(code, 2);

        var id = (await dispatch.DeliveryAsync(order)).Id;
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        await (await staff.PostAsync($"/api/deliveries/{id}/own-riders", null)).ProblemAsync(422, "dispatch.has-left-the-site");
        Assert.Equal(DeliveryStatus.PickedUp, (await dispatch.DeliveryAsync(order)).Status);
    }

    private async Task<int> GiveAsync(string site, OrderConfirmed order)
    {
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: [site]);
        return (int)(await staff.PostAsync($"/api/deliveries/{(await dispatch.DeliveryAsync(order)).Id}/own-riders", null)).StatusCode;
    }
}
