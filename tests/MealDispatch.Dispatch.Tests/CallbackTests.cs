using System.Net;
using System.Text;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Testing;

namespace MealDispatch.Dispatch.Tests;

/// <summary>What couriers tell us, and how wrongly.</summary>
public sealed class CallbackTests : DispatchScenario
{
    [Fact]
    public async Task Callbacks_InOrder_TellEachFactOnceWithTheCouriersTime()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        foreach (var (status, seconds) in new[] { (1, -50), (20, -40), (80, -30), (2, -20), (3, -10) })
        {
            var answer = await (await dispatch.CallbackAsync(dispatch.Courier.Callback(code, status, dispatch.Time.Ms(0) + seconds))).JsonAsync();
            Assert.Equal(("""{"code":200,"msg":"success","data":""}"""), answer.ToJsonString());
        }

        Assert.Equal(
            ["DeliveryRequested", "RiderAssigned", "RiderArrivedAtSite", "MealPickedUp", "MealDelivered"], dispatch.FactsOf(order));
        Assert.Equal("13700000001", Assert.Single(dispatch.Bus.PublishedOf<RiderAssigned>()).RiderPhone);
        Assert.Equal(DeliveryStatus.Delivered, (await dispatch.DeliveryAsync(order)).Status);
        Assert.Empty(dispatch.LoggedErrors);
    }

    [Fact]
    public async Task Callbacks_DoubledAndReversed_TellEachFactOnce()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        var bodies = new[] { 1, 20, 80, 2 }.Select((status, i) => dispatch.Courier.Callback(code, status, dispatch.Time.Ms() + i)).Reverse().ToList();
        foreach (var body in bodies.Concat(bodies))
            Assert.Equal(HttpStatusCode.OK, (await dispatch.CallbackAsync(body)).StatusCode);

        // What was skipped is not made up.
        Assert.Equal(["DeliveryRequested", "MealPickedUp"], dispatch.FactsOf(order));
        Assert.Equal($"open-{code}", Assert.Single(dispatch.Bus.PublishedOf<MealPickedUp>()).ProviderReference);
        Assert.Equal(4, (await dispatch.EventsAsync()).Count);
    }

    [Fact]
    public async Task Delivered_WithoutAPickup_AsksTheLogAndTellsBoth()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        var courier = dispatch.Courier.TheOrder;
        courier.Status = 3;
        courier.Log.AddRange([(1, dispatch.Time.Ms() - 40), (20, dispatch.Time.Ms() - 30), (2, dispatch.Time.Ms() - 20), (3, dispatch.Time.Ms() - 10)]);
        await dispatch.CallbackAsync(code, 3);
        Assert.Equal(["DeliveryRequested"], dispatch.FactsOf(order));

        await dispatch.RunJobsAsync();
        Assert.Equal(["DeliveryRequested", "RiderAssigned", "MealPickedUp", "MealDelivered"], dispatch.FactsOf(order));
        Assert.Equal(530, (await dispatch.AttemptsAsync(order)).Single().FeeFen);
    }

    [Fact]
    public async Task Delivered_WithoutAPickupInTheLogEither_TellsOnlyTheDelivery()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        dispatch.Courier.TheOrder.Status = 3;
        await dispatch.CallbackAsync(code, 3);
        await dispatch.RunJobsAsync();
        Assert.Equal(["DeliveryRequested", "MealDelivered"], dispatch.FactsOf(order));
    }

    [Fact]
    public async Task Delivered_WhileTheQueryFails_IsTakenAfterSomeTries()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        for (var i = 0; i < 20; i++)
            dispatch.Courier.NextCall("v2/order/query", CallFault.Broken);
        await dispatch.CallbackAsync(code, 3);
        for (var i = 0; i < 8; i++)
            await dispatch.LaterAsync(31);
        Assert.Equal(["DeliveryRequested", "MealDelivered"], dispatch.FactsOf(order));
    }

    [Fact]
    public async Task LostCallbacks_AreRepairedByPolling()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        var courier = dispatch.Courier.TheOrder;
        (courier.Status, courier.RiderName, courier.RiderPhone) = (2, "张骑手", "13700000009");
        courier.Log.AddRange([(1, dispatch.Time.Ms(1)), (20, dispatch.Time.Ms(2)), (80, dispatch.Time.Ms(3)), (2, dispatch.Time.Ms(4))]);
        courier.EtaMs = dispatch.Time.Ms(20 * 60);
        dispatch.Courier.Rider = (121.24, 31.25);
        await dispatch.LaterAsync(31);
        await dispatch.LaterAsync(31);

        Assert.Equal(["DeliveryRequested", "RiderAssigned", "RiderArrivedAtSite", "MealPickedUp"], dispatch.FactsOf(order));
        var pickedUp = Assert.Single(dispatch.Bus.PublishedOf<MealPickedUp>());
        Assert.Equal("张骑手", pickedUp.RiderName);
        Assert.InRange((pickedUp.OccurredAt - DispatchFactory.ServeFrom).TotalSeconds, 3, 6);
        var attempt = (await dispatch.AttemptsAsync(order)).Single();
        Assert.Equal(code, attempt.Code);
        Assert.InRange((attempt.EtaAt!.Value - DispatchFactory.ServeFrom).TotalMinutes, 19, 21);
    }

    [Fact]
    public async Task Callback_WithAWrongSignature_Is401AndRecordedAndChangesNothing()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        var body = dispatch.Courier.Callback(code, 3, dispatch.Time.Ms(), token: "a-guess");
        await (await dispatch.CallbackAsync(body)).ProblemAsync(401, "dispatch.callback-signature");

        var recorded = Assert.Single(await dispatch.EventsAsync());
        Assert.Equal((EventVerdict.Forged, (Guid?)null), (recorded.Verdict, recorded.AttemptId));
        Assert.Equal(AttemptState.Submitted, (await dispatch.AttemptsAsync(order)).Single().State);
        Assert.Equal(["DeliveryRequested"], dispatch.FactsOf(order));
    }

    [Fact]
    public async Task Callback_SignedWithTheTokenBefore_IsTaken()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        var old = dispatch.Courier.CurrentToken;
        dispatch.Courier.RotateToken();
        await dispatch.GivenOrderAsync();
        await dispatch.RunJobsAsync(); // fetches a new token
        Assert.NotEqual(old, dispatch.Courier.CurrentToken);

        Assert.Equal(HttpStatusCode.OK, (await dispatch.CallbackAsync(dispatch.Courier.Callback(code, 20, dispatch.Time.Ms(), token: old))).StatusCode);
        Assert.Equal(DeliveryStatus.Assigned, (await dispatch.DeliveryAsync(order)).Status);
    }

    [Theory]
    [InlineData("66")]
    [InlineData("shipped")]
    [InlineData("")]
    public async Task Callback_WithAnUnknownStatus_IsAcknowledgedAndRecorded(string status)
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        var response = await dispatch.CallbackAsync(dispatch.Courier.Callback(code, 0, dispatch.Time.Ms(), statusAs: status));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(EventVerdict.NoState, Assert.Single(await dispatch.EventsAsync()).Verdict);
        Assert.Equal(DeliveryStatus.Requested, (await dispatch.DeliveryAsync(order)).Status);
        Assert.Empty(dispatch.LoggedErrors);
    }

    [Fact]
    public async Task Callback_OfAStrangersOrder_IsAcknowledgedAndChangesNothing()
    {
        await dispatch.GivenSubmittedAsync();
        Assert.Equal(HttpStatusCode.OK, (await dispatch.CallbackAsync("424242", 3)).StatusCode);
        Assert.Equal(EventVerdict.NotOurs, Assert.Single(await dispatch.EventsAsync()).Verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""{"app_id":"test-app","data":"%7B","salt":1,"signature":null}""")]
    public async Task Callback_ThatIsNoEnvelope_Is401(string body) =>
        await (await dispatch.CallbackAsync(body)).ProblemAsync(401, "dispatch.callback-signature");

    [Fact]
    public async Task Callback_LargerThan64Kilobytes_Is413() =>
        await (await dispatch.CallbackAsync(new string('x', 70_000))).ProblemAsync(413, "request.too-large");

    [Fact]
    public async Task Callback_OfAProviderThatIsOff_Is404()
    {
        var response = await dispatch.CreateClient().PostAsync("/webhooks/couriers/dada", new StringContent("{}", Encoding.UTF8, "application/json"));
        await response.ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task AnotherRider_IsToldAgainAndStepsBack()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        await dispatch.CallbackAsync(code, 20);
        await dispatch.CallbackAsync(code, 80, seconds: 1);
        await dispatch.CallbackAsync(dispatch.Courier.Callback(code, 20, dispatch.Time.Ms(2), rider: "王骑手", phone: "13700000002"));

        Assert.Equal(DeliveryStatus.Assigned, (await dispatch.DeliveryAsync(order)).Status);
        Assert.Equal(["13700000001", "13700000002"], dispatch.Bus.PublishedOf<RiderAssigned>().Select(assigned => assigned.RiderPhone));
    }

    [Fact]
    public async Task NoAnswerAtTheDoor_FailsTheDeliveryAndIsReportedToCare()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        await dispatch.CallbackAsync(code, 2);
        await dispatch.CallbackAsync(code, 5, "USER_NOT_ANSWER_ERROR", seconds: 1);
        await dispatch.RunJobsAsync();

        var failed = Assert.Single(dispatch.Bus.PublishedOf<DeliveryFailed>());
        Assert.Equal((DeliveryFailure.NoAnswer, true), (failed.Reason, failed.PickedUp));
        var report = Assert.Single(dispatch.Bus.PublishedOf<WelfareReported>());
        Assert.Equal(("platform", "no-answer", order.ResidentId), (report.Source, Assert.Single(report.Codes), report.ResidentId));
        Assert.Single(await dispatch.AttemptsAsync(order));
    }

    [Fact]
    public async Task RefusedAtTheDoor_FailsTheDeliveryAndIsReportedToCare()
    {
        var (_, code) = await dispatch.GivenSubmittedAsync();
        await dispatch.CallbackAsync(code, 2);
        await dispatch.CallbackAsync(code, 5, "USER_RETURN_ORDER_ERROR", seconds: 1);
        Assert.Equal(DeliveryFailure.Refused, Assert.Single(dispatch.Bus.PublishedOf<DeliveryFailed>()).Reason);
        var report = Assert.Single(dispatch.Bus.PublishedOf<WelfareReported>());
        Assert.Equal(("platform", WelfareLevel.Concern, "refused"), (report.Source, report.Level, Assert.Single(report.Codes)));
    }

    [Fact]
    public async Task NoCarrier_GoesToTheNextProviderAndIsNoFailure()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        await dispatch.CallbackAsync(code, 5, "NO_CARRIER_ERROR");
        await dispatch.RunJobsAsync();
        Assert.Equal(["fengniao-v2", "own-riders"], (await dispatch.AttemptsAsync(order)).Select(a => a.Provider));
        Assert.Empty(dispatch.Bus.PublishedOf<DeliveryFailed>());
    }

    [Fact]
    public async Task Cancelled_AfterDelivered_NeverFlipsAndAsksForAttention()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        await dispatch.CallbackAsync(code, 2);
        await dispatch.CallbackAsync(code, 3, seconds: 1);
        await dispatch.CallbackAsync(code, 4, seconds: 2);

        var delivery = await dispatch.DeliveryAsync(order);
        Assert.Equal((DeliveryStatus.Delivered, "contradiction"), (delivery.Status, delivery.NeedsAttention));
        Assert.Single(await dispatch.AttemptsAsync(order));
    }
}
