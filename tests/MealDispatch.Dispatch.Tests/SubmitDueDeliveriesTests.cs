using System.Text.Json.Nodes;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Dispatch.Places;
using NodaTime;

namespace MealDispatch.Dispatch.Tests;

public sealed class SubmitDueDeliveriesTests : DispatchScenario
{
    [Fact]
    public async Task Submit_WithBatchClosed_HappensAtThePlannedTimeAndNotBefore()
    {
        var order = await dispatch.GivenOrderAsync();
        await dispatch.CloseBatchAsync(order);

        dispatch.Clock.Now = DispatchFactory.Planned - Duration.FromSeconds(1);
        await dispatch.RunJobsAsync();
        Assert.Empty(dispatch.Courier.Orders);

        dispatch.Clock.Now = DispatchFactory.Planned;
        await dispatch.RunJobsAsync();
        Assert.Single(dispatch.Courier.Orders);
        Assert.Equal(["DeliveryRequested"], dispatch.FactsOf(order));
        Assert.Equal(DeliveryStatus.Requested, (await dispatch.DeliveryAsync(order)).Status);
    }

    [Fact]
    public async Task Submit_WithoutAClosedBatch_HappensAtServingTime()
    {
        await dispatch.GivenOrderAsync();
        dispatch.Clock.Now = DispatchFactory.ServeFrom - Duration.FromSeconds(1);
        await dispatch.RunJobsAsync();
        Assert.Empty(dispatch.Courier.Orders);

        dispatch.Clock.Now = DispatchFactory.ServeFrom;
        await dispatch.RunJobsAsync();
        await dispatch.RunJobsAsync();
        Assert.Single(dispatch.Courier.Orders);
    }

    [Theory]
    [InlineData(10, 45, 9, 30, 10, 25)]
    [InlineData(10, 45, 10, 40, 10, 40)] // never before the cutoff
    public void PlanFor_ServingTimeAndCutoff_IsTheLaterOf(int hour, int minute, int cutoffHour, int cutoffMinute, int plannedHour, int plannedMinute) =>
        Assert.Equal(
            Instant.FromUtc(2025, 7, 1, plannedHour, plannedMinute),
            Delivery.PlanFor(Instant.FromUtc(2025, 7, 1, hour, minute), Instant.FromUtc(2025, 7, 1, cutoffHour, cutoffMinute)));

    [Fact]
    public async Task Submit_TellsTheCourierTheDoorAndNothingOnHealthOrSubsidy()
    {
        var order = await dispatch.GivenOrderAsync();
        await dispatch.CloseBatchAsync(order);
        dispatch.Clock.Now = DispatchFactory.Planned;
        await dispatch.RunJobsAsync();

        var data = dispatch.Courier.TheOrder.Data;
        var shop = Coordinates.ToGcj02(DispatchFactory.Shop);
        Assert.Equal("http://callback.test/webhooks/couriers/fengniao-v2", (string?)data["notify_url"]);
        Assert.Equal(3, (int?)data["transport_info"]!["position_source"]);
        Assert.Equal(shop.Lng, (double)data["transport_info"]!["transport_longitude"]!, tolerance: 1e-5);
        Assert.Equal(shop.Lat, (double)data["transport_info"]!["transport_latitude"]!, tolerance: 1e-5);
        Assert.Equal("王**", (string?)data["receiver_info"]!["receiver_name"]);
        Assert.Equal("13900000001", (string?)data["receiver_info"]!["receiver_primary_phone"]);
        Assert.Equal("新凤路100弄 5号楼 301室", (string?)data["receiver_info"]!["receiver_address"]);
        Assert.Equal(25.00m, (decimal?)data["order_total_amount"]);
        Assert.Equal(25.00m, (decimal?)data["order_actual_amount"]);
        Assert.Equal("001", (string?)data["serial_number"]);
        Assert.Equal(2, (int?)data["items_json"]![0]!["item_quantity"]);
        Assert.InRange((long)data["require_receive_time"]!, dispatch.Time.Ms(3600), dispatch.Time.Ms(3 * 3600));
        var told = Values(data);
        foreach (var secret in new[] { "糖", "少油", "花生", "秀兰" })
            Assert.DoesNotContain(told, value => value.Contains(secret, StringComparison.Ordinal));
        foreach (var amount in new[] { "600", "6.00", "6", "1900", "19.00", "19" })
            Assert.DoesNotContain(amount, told);
    }

    [Fact]
    public async Task Submit_OfAPickupOrder_DoesNotExist()
    {
        await dispatch.GivenOrderAsync(Fulfilment.Pickup);
        dispatch.Clock.Now = DispatchFactory.ServeFrom;
        await dispatch.RunJobsAsync();
        Assert.Empty(dispatch.Courier.Orders);
    }

    [Fact]
    public async Task Submit_WhenTheDoorHasNoCoordinates_GoesToOwnRiders()
    {
        var order = dispatch.AnOrder();
        await dispatch.GivenContactAsync(order.ResidentId, withPoint: false);
        await dispatch.DeliverAsync(order, order.OrderId);
        dispatch.Clock.Now = DispatchFactory.ServeFrom;
        await dispatch.RunJobsAsync();

        Assert.Empty(dispatch.Courier.Orders);
        Assert.Equal("own-riders", Assert.Single(dispatch.Bus.PublishedOf<DeliveryRequested>()).Provider);
    }

    [Fact]
    public async Task Submit_WhenTheContactArrivesLate_Waits()
    {
        var order = dispatch.AnOrder();
        await dispatch.DeliverAsync(order, order.OrderId);
        dispatch.Clock.Now = DispatchFactory.ServeFrom;
        await dispatch.RunJobsAsync();
        Assert.Empty(await dispatch.AttemptsAsync(order));

        await dispatch.GivenContactAsync(order.ResidentId);
        await dispatch.LaterAsync(2);
        Assert.Single(dispatch.Courier.Orders);
    }

    [Fact]
    public async Task Messages_InEitherOrder_LeadToTheSame()
    {
        var late = await dispatch.GivenOrderAsync(deliver: false);
        await dispatch.CloseBatchAsync(late);
        await dispatch.DeliverAsync(late, late.OrderId);
        Assert.Equal("HX01-20250701-L-001", (await dispatch.DeliveryAsync(late)).TicketCode);

        var cancelled = await dispatch.GivenOrderAsync(deliver: false);
        await dispatch.CancelAsync(cancelled);
        await dispatch.DeliverAsync(cancelled, cancelled.OrderId);
        Assert.Equal(DeliveryStatus.Cancelled, (await dispatch.DeliveryAsync(cancelled)).Status);

        dispatch.Clock.Now = DispatchFactory.ServeFrom;
        await dispatch.RunJobsAsync();
        Assert.Single(dispatch.Courier.Orders);
        Assert.Empty(await dispatch.AttemptsAsync(cancelled));
    }

    [Fact]
    public async Task OrderConfirmed_Twice_IsOneDelivery()
    {
        var order = await dispatch.GivenOrderAsync();
        await dispatch.DeliverAsync(order);
        await dispatch.DeliveryAsync(order);
    }

    private static IReadOnlyList<string> Values(JsonNode? node) => node switch
    {
        JsonObject members => [.. members.SelectMany(member => Values(member.Value))],
        JsonArray items => [.. items.SelectMany(Values)],
        _ => [node?.ToString() ?? ""],
    };
}
