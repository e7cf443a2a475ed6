using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Kitchen.Tests.Tickets;

/// <summary>Packing taken back, meals that are late, and meals that have stood for too long.</summary>
public sealed class UnpackingTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    [Fact]
    public async Task Packing_TakenBackAndDoneAgain_IsToldEachTimeAndKeptInTheHistory()
    {
        var (staff, path, orderId) = await GivenATicketAsync(Fulfilment.Delivery);
        var packedAt = factory.Clock.Now;
        await (await staff.PostAsync($"{path}/packed", null)).JsonAsync();
        factory.Clock.Now += Duration.FromMinutes(15);

        await (await staff.PostAsync($"{path}/unpacked", new { reason = " " })).ProblemAsync(400, "request.invalid");
        var unpacked = await (await staff.PostAsync($"{path}/unpacked", new { reason = "扫错了" })).JsonAsync();
        await (await staff.PostAsync($"{path}/unpacked", new { reason = "again" })).JsonAsync();
        await (await staff.PostAsync($"{path}/packed", null)).JsonAsync();

        Assert.Equal(("to-pack", null), ((string?)unpacked["status"], (string?)unpacked["packedAt"]));
        Assert.Equal([packedAt, factory.Clock.Now], factory.Bus.PublishedOf<MealPacked>().Where(m => m.OrderId == orderId).Select(m => m.OccurredAt));
        var told = Assert.Single(factory.Bus.PublishedOf<MealUnpacked>(), m => m.OrderId == orderId);
        Assert.Equal((packedAt, "扫错了"), (told.PackedAt, told.Reason));
        var history = (await staff.GetJsonAsync(path))["history"]!.AsArray();
        Assert.Equal(["packed", "unpacked", "packed"], history.Select(e => (string?)e!["action"]));
        Assert.Equal([null, "扫错了", null], history.Select(e => (string?)e!["reason"]));
    }

    [Fact]
    public async Task Packing_AfterAQuarterOfAnHour_IsNotTakenBack()
    {
        var (staff, path, _) = await GivenATicketAsync(Fulfilment.Pickup);
        await (await staff.PostAsync($"{path}/packed", null)).JsonAsync();
        factory.Clock.Now += Duration.FromMinutes(15) + Duration.FromSeconds(1);

        await (await staff.PostAsync($"{path}/unpacked", new { reason = "扫错了" })).ProblemAsync(422, "kitchen.packed-too-long-ago");
    }

    [Fact]
    public async Task Packing_OfABagThatLeft_IsNotTakenBack()
    {
        var (staff, path, orderId) = await GivenATicketAsync(Fulfilment.Delivery);
        await (await staff.PostAsync($"{path}/packed", null)).JsonAsync();
        await factory.DeliverAsync(PickedUp(orderId));

        await (await staff.PostAsync($"{path}/unpacked", new { reason = "扫错了" })).ProblemAsync(422, "kitchen.ticket-picked-up");
        Assert.NotNull((string?)(await staff.GetJsonAsync(path))["pickedUpAt"]);
    }

    [Fact]
    public async Task Meal_PackedMoreThanTwoHoursAgo_GoesOutWithAReasonOnly()
    {
        var (staff, path, orderId) = await GivenATicketAsync(Fulfilment.Pickup);
        await (await staff.PostAsync($"{path}/packed", null)).JsonAsync();
        factory.Clock.Now += Duration.FromHours(2);
        Assert.False((bool?)(await staff.GetJsonAsync(path))["tooOld"]);
        factory.Clock.Now += Duration.FromSeconds(1);

        Assert.True((bool?)(await staff.GetJsonAsync(path))["tooOld"]);
        await (await staff.PostAsync($"{path}/handed-over", new { overrideReason = "本人到场" })).ProblemAsync(422, "kitchen.meal-too-old");
        Assert.DoesNotContain(factory.Bus.PublishedOf<MealHandedOver>(), m => m.OrderId == orderId);
        var handed = await (await staff.PostAsync($"{path}/handed-over", new { overrideReason = "本人到场", tooOldReason = "一直在保温箱里" })).JsonAsync();

        Assert.Equal("一直在保温箱里", (string?)handed["history"]!.AsArray()[^1]!["reason"]);
    }

    [Fact]
    public async Task Ticket_NotPackedWhenServingBegins_IsLateUntilARiderHasIt()
    {
        var (staff, path, orderId) = await GivenATicketAsync(Fulfilment.Delivery);
        factory.Clock.Now = Instant.FromUtc(2025, 7, 1, 2, 44);
        Assert.False((bool?)(await staff.GetJsonAsync(path))["late"]);

        factory.Clock.Now = Instant.FromUtc(2025, 7, 1, 2, 45);
        var ticket = await staff.GetJsonAsync(path);
        Assert.True((bool?)ticket["late"]);
        Assert.True((bool?)(await staff.GetJsonAsync($"/api/kitchen/batches/{ticket["batchId"]}"))["tickets"]![0]!["late"]);
        await factory.DeliverAsync(PickedUp(orderId));
        Assert.False((bool?)(await staff.GetJsonAsync(path))["late"]);
    }

    internal static MealPickedUp PickedUp(Guid orderId) => new()
    {
        DeliveryId = Ids.New(), OrderId = orderId, Provider = "own-riders", RiderName = null, RiderPhone = null, OccurredAt = KitchenFactory.Cutoff,
    };

    private async Task<(HttpClient Staff, string Path, Guid OrderId)> GivenATicketAsync(Fulfilment fulfilment)
    {
        factory.Clock.Now = KitchenFactory.Cutoff;
        var kitchen = await factory.NewCanteenAsync();
        var order = factory.AnOrder(kitchen) with { Fulfilment = fulfilment };
        await factory.ConfirmAsync(order);
        await factory.CloseWindowAsync(kitchen, kitchen, order);
        return (await factory.StaffOfAsync(kitchen), $"/api/kitchen/tickets/{factory.ClosedOf(kitchen)[0].Tickets[0].TicketCode}", order.OrderId);
    }
}
