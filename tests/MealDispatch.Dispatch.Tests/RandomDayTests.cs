using MealDispatch.Contracts.Dispatch;
using MealDispatch.Dispatch.Deliveries;

namespace MealDispatch.Dispatch.Tests;

/// <summary>Days on which everything goes wrong at random, from fixed seeds, against the courier over HTTP.</summary>
public sealed class RandomDayTests : DispatchScenario
{
    private static readonly int[] Statuses = [1, 20, 80, 2, 3, 4, 5, 66];
    private static readonly string?[] Errors = [null, "NO_CARRIER_ERROR", "USER_NOT_ANSWER_ERROR", "CARRIER_CANCEL"];
    private static readonly string[] Paths = ["v2/order", "v2/order/query", "v2/order/cancel"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Delivery_WhateverHappens_HasOneLiveAttemptAtMostAndStaysEnded(int seed)
    {
        var random = new Random(seed);
        var order = await dispatch.GivenOrderAsync();
        dispatch.Clock.Now = DispatchFactory.ServeFrom;
        DeliveryStatus? ended = null;
        for (var step = 0; step < 30; step++)
        {
            await DoSomethingAsync(random, order);

            var attempts = await dispatch.AttemptsAsync(order);
            var delivery = await dispatch.DeliveryAsync(order);
            Assert.InRange(attempts.Count(attempt => attempt.Live), 0, 1);
            Assert.Equal(attempts.Count, attempts.Select(attempt => attempt.Code).Distinct().Count());
            Assert.Equal(ended ?? delivery.Status, delivery.Status);
            ended = delivery.IsEnded ? delivery.Status : null;
        }

        Assert.True(dispatch.Bus.PublishedOf<MealDelivered>().Count + dispatch.Bus.PublishedOf<DeliveryFailed>().Count <= 1);
        Assert.True(dispatch.Bus.PublishedOf<MealPickedUp>().Count <= 1);
        Assert.Empty(dispatch.LoggedErrors);
    }

    private async Task DoSomethingAsync(Random random, Contracts.Ordering.OrderConfirmed order)
    {
        var code = dispatch.Courier.Orders.Keys.FirstOrDefault();
        switch (random.Next(8))
        {
            case 0:
                dispatch.Courier.NextCall(Paths[random.Next(Paths.Length)], (CallFault)random.Next(3));
                break;
            case 1 when random.Next(4) == 0:
                await dispatch.CancelAsync(order);
                break;
            case 2 when code is not null:
                var status = Statuses[random.Next(Statuses.Length)];
                dispatch.Courier.Orders[code].Status = status;
                dispatch.Courier.Orders[code].Log.Add((status, dispatch.Time.Ms(random.Next(-30, 30))));
                break;
            case 3 or 4 or 5 when code is not null && dispatch.Courier.TokensIssued > 0:
                await dispatch.CallbackAsync(
                    code, Statuses[random.Next(Statuses.Length)], Errors[random.Next(Errors.Length)], random.Next(-30, 30));
                break;
            default:
                await dispatch.LaterAsync(random.Next(1, 40));
                break;
        }
    }
}
