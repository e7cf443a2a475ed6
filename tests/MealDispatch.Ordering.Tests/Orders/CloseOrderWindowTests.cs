using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Ordering.Orders.CloseOrderWindow;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Ordering.Tests.Orders;

/// <summary>A factory of its own for each test: the window of a meal closes once.</summary>
public sealed class CloseOrderWindowTests : OrderingFactory
{
    [Fact]
    public async Task Close_AfterTheCutoff_NamesTheConfirmedOrdersOnceForEachSiteOfTheKitchen()
    {
        var (client, id) = await ASignedInResidentAsync();
        var (other, otherId) = await ASignedInResidentAsync();
        var kept = await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);
        var dineIn = await (await client.PostAsync("/api/orders", AnOrder(id, o => o["fulfilment"] = "dine-in"))).JsonAsync(201);
        var cancelled = await (await other.PostAsync("/api/orders", AnOrder(otherId))).JsonAsync(201);
        await (await other.PostAsync($"/api/orders/{cancelled["id"]}/cancel", new { })).JsonAsync();

        Clock.Now = LunchCutoff - Duration.FromSeconds(1);
        await RunJobAsync<CloseOrderWindowJob>();
        Assert.Empty(Bus.PublishedOf<OrderWindowClosed>());

        Clock.Now = LunchCutoff;
        await RunJobAsync<CloseOrderWindowJob>();
        await RunJobAsync<CloseOrderWindowJob>();
        await RunJobAsync<CloseOrderWindowJob>();

        var closed = Bus.PublishedOf<OrderWindowClosed>().OrderBy(m => m.SiteCode).ToList();
        Assert.Equal([Canteen, Table], closed.Select(m => m.SiteCode));
        Assert.All(closed, m => Assert.Equal((Canteen, Today, MealPeriod.Lunch), (m.KitchenSiteCode, m.ServiceDate, m.MealPeriod)));
        Assert.Equal(new[] { (Guid)kept["id"]!, (Guid)dineIn["id"]! }.Order(), closed[0].OrderIds.Order());
        Assert.Empty(closed[1].OrderIds);
    }

    [Fact]
    public async Task Close_WithAnUnsettledOrder_WaitsForIt()
    {
        var (client, id) = await ASignedInResidentAsync();
        Decide = null;
        var order = await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(202);
        Clock.Now = LunchCutoff;
        await RunJobAsync<CloseOrderWindowJob>();
        Assert.DoesNotContain(Bus.PublishedOf<OrderWindowClosed>(), m => m.SiteCode == Canteen);

        await DeliverAsync(ADecision((Guid)order["id"]!, 0), order["id"]!.ToString());
        await RunJobAsync<CloseOrderWindowJob>();

        Assert.Equal([(Guid)order["id"]!], Assert.Single(Bus.PublishedOf<OrderWindowClosed>(), m => m.SiteCode == Canteen).OrderIds);
    }

    [Fact]
    public async Task Close_FiveRealMinutesAfterTheCutoff_GivesUpWhatIsUnsettled()
    {
        var (client, id) = await ASignedInResidentAsync();
        Decide = null;
        var order = await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(202);
        Clock.Now = LunchCutoff;
        await RunJobAsync<CloseOrderWindowJob>();
        RealTime.Shift = TimeSpan.FromSeconds(290);
        await RunJobAsync<CloseOrderWindowJob>();
        Assert.Equal("placed", (string?)(await client.GetJsonAsync($"/api/orders/{order["id"]}"))["status"]);

        RealTime.Shift = TimeSpan.FromSeconds(301);
        await RunJobAsync<CloseOrderWindowJob>();

        var given = await client.GetJsonAsync($"/api/orders/{order["id"]}");
        Assert.Equal(("cancelled", "ordering.not-settled"), ((string?)given["status"], (string?)given["refusal"]!["code"]));
        Assert.Empty(Assert.Single(Bus.PublishedOf<OrderWindowClosed>(), m => m.SiteCode == Canteen).OrderIds);
        Assert.Equal("ordering.not-settled", Assert.Single(Bus.PublishedOf<OrderCancelled>()).ReasonCode);
    }

    [Fact]
    public async Task Order_PlacedInAWindowThatWasClosed_BelongsToASupplementaryWave()
    {
        var (client, id) = await ASignedInResidentAsync();
        var (other, otherId) = await ASignedInResidentAsync();
        await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);
        Clock.Now = LunchCutoff;
        await RunJobAsync<CloseOrderWindowJob>();

        Clock.Now = LunchCutoff - Duration.FromHours(1);
        var late = await (await other.PostAsync("/api/orders", AnOrder(otherId))).JsonAsync(201);

        await DrainAsync();
        Assert.True(Bus.PublishedOf<OrderConfirmed>().Single(m => m.OrderId == (Guid)late["id"]!).AfterCutoff);
    }
}
