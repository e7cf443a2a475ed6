using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Testing;
using NodaTime;
using static MealDispatch.Ordering.Tests.OrderingFactory;

namespace MealDispatch.Ordering.Tests.Orders;

/// <summary>The order follows what kitchen, courier and Subsidy tell, in whatever order it comes.</summary>
public sealed class FollowOrderTests(OrderingFactory factory) : IClassFixture<OrderingFactory>
{
    private static readonly Guid Delivery = Guid.Parse("00000000-0000-0000-0000-0000000000d1");

    private static readonly (string Name, Func<Guid, object> Of, string Status)[] Facts =
    [
        ("preparing", o => Batch(o), "preparing"),
        ("packed", o => new MealPacked { OrderId = o, TicketCode = "HX01-20250701-L-001", OccurredAt = At(2) }, "ready"),
        ("courier-requested", o => new DeliveryRequested { DeliveryId = Delivery, OrderId = o, Provider = "fengniao-v2", OccurredAt = At(3) }, "confirmed"),
        ("rider-assigned", o => new RiderAssigned { DeliveryId = Delivery, OrderId = o, Provider = "fengniao-v2", RiderName = "骑手01", RiderPhone = "13700000001", EtaAt = At(30), OccurredAt = At(4) }, "confirmed"),
        ("rider-at-site", o => new RiderArrivedAtSite { DeliveryId = Delivery, OrderId = o, Provider = "fengniao-v2", OccurredAt = At(5) }, "confirmed"),
        ("picked-up", o => new MealPickedUp { DeliveryId = Delivery, OrderId = o, Provider = "fengniao-v2", RiderName = "骑手01", RiderPhone = "13700000001", OccurredAt = At(6) }, "on-the-way"),
        ("at-door", o => new RiderAtDoor { DeliveryId = Delivery, OrderId = o, Provider = "fengniao-v2", OccurredAt = At(7) }, "on-the-way"),
        ("delivered", o => new MealDelivered { DeliveryId = Delivery, OrderId = o, Provider = "fengniao-v2", DistanceMeters = 10, OccurredAt = At(8) }, "completed"),
    ];

    private static readonly string[] Ranks = ["placed", "confirmed", "preparing", "ready", "on-the-way", "completed"];
    private static readonly string[] Steps = ["requested", "assigned", "at-site", "picked-up", "at-door", "delivered"];

    [Fact]
    public async Task Journey_ToldInOrder_StandsInTheTimeline()
    {
        var (client, order) = await AConfirmedOrderAsync();

        foreach (var fact in Facts)
            await DeliverAsync(fact.Of(order));

        var seen = await client.GetJsonAsync($"/api/orders/{order}");
        Assert.Equal("completed", (string?)seen["status"]);
        Assert.Equal(["placed", "subsidy-decided", "paid", "confirmed", .. Facts.Select(f => f.Name)], PlaceOrderTests.EventsOf(seen));
        Assert.Equal(("delivered", "骑手01"), ((string?)seen["delivery"]!["status"], (string?)seen["delivery"]!["rider"]!["name"]));
        Assert.Equal("HX01-20250701-L-001", (string?)seen["ticketCode"]);
    }

    [Theory]
    [InlineData("packed unpacked", "preparing")]
    [InlineData("unpacked packed", "preparing")]
    [InlineData("packed unpacked again", "ready")]
    [InlineData("packed again unpacked", "ready")]
    [InlineData("again unpacked packed", "ready")]
    [InlineData("unpacked again packed", "ready")]
    [InlineData("packed picked-up unpacked", "on-the-way")]
    public async Task Packing_TakenBack_IsNotReadyUnlessPackedAgainSince(string told, string status)
    {
        var (client, order) = await AConfirmedOrderAsync();
        await DeliverAsync(Batch(order));

        foreach (var fact in told.Split(' '))
        {
            await DeliverAsync(fact switch
            {
                "packed" => new MealPacked { OrderId = order, TicketCode = "T", OccurredAt = At(2) },
                "unpacked" => new MealUnpacked { OrderId = order, TicketCode = "T", PackedAt = At(2), Reason = "扫错了", OccurredAt = At(3) },
                "again" => new MealPacked { OrderId = order, TicketCode = "T", OccurredAt = At(4) },
                _ => (object)new MealPickedUp { DeliveryId = Delivery, OrderId = order, Provider = "own-riders", RiderName = null, RiderPhone = null, OccurredAt = At(6) },
            });
        }

        var seen = await client.GetJsonAsync($"/api/orders/{order}");
        Assert.Equal(status, (string?)seen["status"]);
        Assert.Contains("unpacked", PlaceOrderTests.EventsOf(seen));
    }

    [Fact]
    public async Task EveryPair_InBothOrders_EndsTheSame()
    {
        var (client, id) = await factory.ASignedInResidentAsync(balanceFen: 1_000_000);
        for (var i = 0; i < Facts.Length; i++)
        {
            for (var j = i + 1; j < Facts.Length; j++)
            {
                var forward = await EndAsync(client, id, Facts[i], Facts[j]);
                var backward = await EndAsync(client, id, Facts[j], Facts[i]);
                Assert.True(forward == backward, $"{Facts[i].Name}, {Facts[j].Name}: {forward} but backwards {backward}");
                Assert.StartsWith(Ranks[Math.Max(Array.IndexOf(Ranks, Facts[i].Status), Array.IndexOf(Ranks, Facts[j].Status))], forward, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Failed_ThenReleased_IsRefundedInFullOnce()
    {
        var (client, order) = await AConfirmedOrderAsync();
        await DeliverAsync(new DeliveryFailed { DeliveryId = Delivery, OrderId = order, Provider = "own-riders", Reason = DeliveryFailure.NoCapacity, PickedUp = false, OccurredAt = At(9) });
        var released = new SubsidyReleased { OrderId = order, DecisionId = Guid.Empty, AmountFen = 600, OccurredAt = At(10) };

        await factory.DeliverAsync(released, order);
        await factory.DeliverAsync(released, order);
        await factory.DeliverAsync(released, order, "told twice under another id");

        var seen = await client.GetJsonAsync($"/api/orders/{order}");
        Assert.Equal(("failed", "failed"), ((string?)seen["status"], (string?)seen["delivery"]!["status"]));
        Assert.Single(PlaceOrderTests.EventsOf(seen), e => e == "refunded");
        Assert.Equal(20_000, await factory.BalanceAsync((Guid)seen["residentId"]!));
    }

    [Fact]
    public async Task Released_BeforeTheFailure_EndsTheSame()
    {
        var (client, order) = await AConfirmedOrderAsync();

        await factory.DeliverAsync(new SubsidyReleased { OrderId = order, DecisionId = Guid.Empty, AmountFen = 600, OccurredAt = At(10) }, order);
        await DeliverAsync(new DeliveryFailed { DeliveryId = Delivery, OrderId = order, Provider = "own-riders", Reason = DeliveryFailure.Other, PickedUp = true, OccurredAt = At(9) });

        var seen = await client.GetJsonAsync($"/api/orders/{order}");
        Assert.Equal("failed", (string?)seen["status"]);
        Assert.Equal(20_000, await factory.BalanceAsync((Guid)seen["residentId"]!));
    }

    [Fact]
    public async Task Consumed_KeepsThePayment()
    {
        var (client, order) = await AConfirmedOrderAsync();
        await DeliverAsync(new MealNotCollected { OrderId = order, TicketCode = "t", Reason = "没来", OccurredAt = At(9) });

        await factory.DeliverAsync(new SubsidyConsumed { OrderId = order, DecisionId = Guid.Empty, AmountFen = 600, NoShow = true, OccurredAt = At(10) }, order);

        var seen = await client.GetJsonAsync($"/api/orders/{order}");
        Assert.Equal("failed", (string?)seen["status"]);
        Assert.Equal(18_700, await factory.BalanceAsync((Guid)seen["residentId"]!));
    }

    [Fact]
    public async Task HandedOver_CompletesAsCollected()
    {
        var (client, order) = await AConfirmedOrderAsync();

        await DeliverAsync(new MealHandedOver { OrderId = order, TicketCode = "t", Evidence = PresenceEvidence.Card, OverrideReason = null, OccurredAt = At(9) });
        await DeliverAsync(Batch(order));

        var seen = await client.GetJsonAsync($"/api/orders/{order}");
        Assert.Equal("completed", (string?)seen["status"]);
        Assert.Contains("collected", PlaceOrderTests.EventsOf(seen));
    }

    [Fact]
    public async Task Delivery_ReturnedAfterFailing_SaysSo()
    {
        var (client, order) = await AConfirmedOrderAsync();
        await DeliverAsync(new DeliveryReturned { DeliveryId = Delivery, OrderId = order, Provider = "own-riders", OccurredAt = At(11) });
        await DeliverAsync(new DeliveryFailed { DeliveryId = Delivery, OrderId = order, Provider = "own-riders", Reason = DeliveryFailure.NoAnswer, PickedUp = true, OccurredAt = At(9) });

        var seen = await client.GetJsonAsync($"/api/orders/{order}");
        Assert.Equal(("failed", "returned"), ((string?)seen["status"], (string?)seen["delivery"]!["status"]));
    }

    private async Task<string> EndAsync(HttpClient client, Guid residentId, (string Name, Func<Guid, object> Of, string Status) first, (string Name, Func<Guid, object> Of, string Status) second)
    {
        var order = await PlaceAsync(client, residentId);
        await DeliverAsync(first.Of(order));
        await DeliverAsync(second.Of(order));
        var seen = await client.GetJsonAsync($"/api/orders/{order}");
        var delivery = seen["delivery"];
        if (delivery is not null)
            Assert.Contains((string?)delivery["status"], Steps);
        return $"{seen["status"]} {delivery?["status"]} {delivery?["rider"]?["name"]} {string.Join(',', PlaceOrderTests.EventsOf(seen))}";
    }

    private async Task<(HttpClient Client, Guid Order)> AConfirmedOrderAsync()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        return (client, (Guid)(await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201))["id"]!);
    }

    /// <summary>Many orders of one resident: each is eaten in by name, so that none is a duplicate.</summary>
    private static async Task<Guid> PlaceAsync(HttpClient client, Guid residentId)
    {
        var order = await (await client.PostAsync("/api/orders", AnOrder(residentId, o => o["fulfilment"] = "dine-in"))).JsonAsync(201);
        return (Guid)order["id"]!;
    }

    private Task DeliverAsync(object fact) => Deliver((dynamic)fact);

    private Task Deliver<T>(T fact)
        where T : class => factory.DeliverAsync(fact);

    private static BatchClosed Batch(Guid order) => new()
    {
        BatchId = Ids.New(), KitchenSiteCode = Canteen, ServiceDate = Today, MealPeriod = MealPeriod.Lunch, Wave = 1, OccurredAt = At(1),
        Tickets = [new BatchTicket { OrderId = order, ResidentId = Guid.Empty, SiteCode = Canteen, TicketCode = "HX01-20250701-L-001", CareTokenHash = null }],
    };

    private static Instant At(int minutes) => Instant.FromUtc(2025, 7, 1, 2, 0) + Duration.FromMinutes(minutes);
}
