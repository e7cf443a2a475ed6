using MealDispatch.Contracts.Dispatch;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Tests;

/// <summary>What goes wrong between us and a courier when we call.</summary>
public sealed class CourierFaultTests : DispatchScenario
{
    private const string Create = "v2/order";

    [Theory]
    [InlineData(CallFault.LostAfterEffect)]
    [InlineData(CallFault.Garbage)]
    public async Task Create_WhoseAnswerIsLost_IsUnknownAndAdoptedByQueryOnly(CallFault fault)
    {
        dispatch.Courier.NextCall(Create, fault);
        var (order, code) = await dispatch.GivenSubmittedAsync();
        Assert.Equal(AttemptState.Unknown, (await dispatch.AttemptsAsync(order)).Single().State);
        Assert.Empty(dispatch.FactsOf(order));

        await dispatch.LaterAsync(1);

        var attempt = Assert.Single(await dispatch.AttemptsAsync(order));
        Assert.Equal((code, AttemptState.Submitted), (attempt.Code, attempt.State));
        Assert.Equal(1, dispatch.Courier.CallsTo(Create));
        Assert.Equal(["DeliveryRequested"], dispatch.FactsOf(order));
    }

    [Fact]
    public async Task Create_ThatNeverArrived_IsSentAgainWithTheSameCode()
    {
        dispatch.Courier.NextCall(Create, CallFault.Broken);
        var (order, code) = await dispatch.GivenSubmittedAsync();
        await dispatch.LaterAsync(1); // the query finds nothing
        await dispatch.LaterAsync(2); // so the same code goes again

        Assert.Equal([code, code], dispatch.Courier.Calls.Where(call => call.Path == Create).Select(call => call.Code));
        Assert.Single(await dispatch.AttemptsAsync(order));
        Assert.Equal(["DeliveryRequested"], dispatch.FactsOf(order));
    }

    [Fact]
    public async Task Create_AnsweredAsRepeated_CountsAsExisting()
    {
        dispatch.Courier.NextAnswer(Create, 50011);
        var (order, code) = await dispatch.GivenSubmittedAsync();
        var attempt = Assert.Single(await dispatch.AttemptsAsync(order));
        Assert.Equal((code, AttemptState.Submitted, true), (attempt.Code, attempt.State, attempt.Live));
    }

    [Fact]
    public async Task Create_RefusedByTheCourier_GoesToTheNextProviderWithANewCode()
    {
        dispatch.Courier.NextAnswer(Create, 500060);
        var (order, _) = await dispatch.GivenSubmittedAsync();
        await dispatch.RunJobsAsync();

        var attempts = await dispatch.AttemptsAsync(order);
        Assert.Equal(["fengniao-v2", "own-riders"], attempts.Select(a => a.Provider));
        Assert.Equal([AttemptState.Rejected, AttemptState.Accepted], attempts.Select(a => a.State));
        Assert.Equal(FailureReason.OutOfRange, attempts[0].Failure);
        Assert.NotEqual(attempts[0].Code, attempts[1].Code);
        Assert.Single(attempts, a => a.Live);
        Assert.Equal(["DeliveryRequested"], dispatch.FactsOf(order));
    }

    [Fact]
    public async Task Create_AbsentThreeTimes_GoesToTheNextProvider()
    {
        for (var i = 0; i < 9; i++)
            dispatch.Courier.NextCall(Create, CallFault.Broken);
        var (order, _) = await dispatch.GivenSubmittedAsync();
        for (var i = 0; i < 8; i++)
            await dispatch.LaterAsync(30);

        var attempts = await dispatch.AttemptsAsync(order);
        Assert.Equal(["fengniao-v2", "own-riders"], attempts.Select(a => a.Provider));
        Assert.Empty(dispatch.Courier.Orders);
    }

    [Fact]
    public async Task Create_AbsentThreeTimes_IsGivenUpOnlyWhenWhatWasSentMustHaveArrived()
    {
        for (var i = 0; i < 9; i++)
            dispatch.Courier.NextCall(Create, CallFault.Broken);
        var (order, _) = await dispatch.GivenSubmittedAsync();
        for (var i = 0; i < 60 && await dispatch.AttemptsAsync(order) is [{ Live: true }]; i++)
            await dispatch.LaterAsync(2);

        var attempts = await dispatch.AttemptsAsync(order);
        Assert.False(attempts[0].Live);
        Assert.True(dispatch.Time.GetUtcNow().UtcDateTime - attempts[0].SentAt >= TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Token_ThatEnded_IsRenewedOnceAndTheCallRepeatedWithTheSameCode()
    {
        var (_, _) = await dispatch.GivenSubmittedAsync();
        dispatch.Courier.RotateToken();
        var before = dispatch.Courier.TokensIssued;
        var order = await dispatch.GivenOrderAsync();
        await dispatch.RunJobsAsync();

        Assert.Equal(before + 1, dispatch.Courier.TokensIssued);
        Assert.Equal(2, dispatch.Courier.Orders.Count);
        Assert.Equal(AttemptState.Submitted, (await dispatch.AttemptsAsync(order)).Single().State);
    }

    [Theory]
    [InlineData(40002)]
    [InlineData(40004)]
    public async Task Create_RefusedForItsToken_IsRepeatedOnceWithANewOne(int code)
    {
        dispatch.Courier.NextAnswer(Create, code);
        var (order, _) = await dispatch.GivenSubmittedAsync();
        Assert.Equal(AttemptState.Submitted, (await dispatch.AttemptsAsync(order)).Single().State);
        Assert.Equal(2, dispatch.Courier.TokensIssued);
    }

    [Fact]
    public async Task Token_ForManyCallsAtOnce_IsFetchedOnce()
    {
        for (var i = 0; i < 10; i++)
            await dispatch.GivenOrderAsync();
        dispatch.Clock.Now = DispatchFactory.ServeFrom;
        await dispatch.RunJobsAsync();
        Assert.Equal(10, dispatch.Courier.Orders.Count);
        Assert.Equal(1, dispatch.Courier.TokensIssued);
    }

    [Fact]
    public async Task Cancel_BeforeTheCourierHasTheMeal_TakesItBack()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        await dispatch.CallbackAsync(code, 1);
        await dispatch.CancelAsync(order);
        await dispatch.RunJobsAsync();

        Assert.Equal(4, dispatch.Courier.TheOrder.Status);
        Assert.Equal(DeliveryStatus.Cancelled, (await dispatch.DeliveryAsync(order)).Status);
        Assert.False((await dispatch.AttemptsAsync(order)).Single().Live);
        Assert.DoesNotContain(nameof(DeliveryFailed), dispatch.FactsOf(order));
    }

    [Fact]
    public async Task Cancel_ThatComesTooLate_LetsTheDeliveryGoOn()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        await dispatch.CallbackAsync(code, 20);
        dispatch.Courier.TheOrder.Status = 2; // the callback of the pickup is lost
        dispatch.Courier.TheOrder.Log.Add((2, dispatch.Time.Ms()));
        await dispatch.CancelAsync(order);
        await dispatch.RunJobsAsync();
        await dispatch.RunJobsAsync();

        Assert.Equal(DeliveryStatus.PickedUp, (await dispatch.DeliveryAsync(order)).Status);
        await dispatch.CallbackAsync(code, 3);
        Assert.Equal(DeliveryStatus.Delivered, (await dispatch.DeliveryAsync(order)).Status);
    }

    [Fact]
    public async Task Courier_ThatFindsNoRider_IsGivenUpAndTheNextIsAsked()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        await dispatch.CallbackAsync(code, 1);
        dispatch.Courier.TheOrder.Status = 1;
        await dispatch.LaterAsync(16 * 60); // asked once more
        await dispatch.LaterAsync(1); // taken back
        await dispatch.LaterAsync(1); // given to the next

        Assert.Equal(4, dispatch.Courier.TheOrder.Status);
        Assert.Equal(["fengniao-v2", "own-riders"], (await dispatch.AttemptsAsync(order)).Select(a => a.Provider));
        Assert.Equal(DeliveryStatus.Accepted, (await dispatch.DeliveryAsync(order)).Status);
    }

    [Fact]
    public async Task Database_WithASecondLiveAttempt_Refuses()
    {
        var (order, _) = await dispatch.GivenSubmittedAsync();
        var first = (await dispatch.AttemptsAsync(order)).Single();
        await Assert.ThrowsAsync<DbUpdateException>(() => dispatch.AddAttemptAsync(first.DeliveryId, number: 2, code: "2"));
        await Assert.ThrowsAsync<DbUpdateException>(() => dispatch.AddAttemptAsync(Guid.Empty, number: 1, first.Code));
    }
}
