using System.Security.Cryptography;
using System.Text;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Registry;
using MealDispatch.EscPos;
using MealDispatch.Testing;

namespace MealDispatch.Kitchen.Tests.Tickets;

public class PackingTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    private async Task<(HttpClient Staff, BatchTicket Ticket)> GivenATicketAsync(Fulfilment fulfilment, Guid? residentId = null)
    {
        var kitchen = await factory.NewCanteenAsync();
        var order = factory.AnOrder(kitchen, residentId: residentId) with { Fulfilment = fulfilment };
        await factory.ConfirmAsync(order);
        await factory.CloseWindowAsync(kitchen, kitchen, order);
        return (await factory.StaffOfAsync(kitchen), factory.ClosedOf(kitchen)[0].Tickets[0]);
    }

    private IReadOnlyList<T> PublishedOf<T>(BatchTicket ticket, Func<T, Guid> orderId) =>
        [.. factory.Bus.PublishedOf<T>().Where(m => orderId(m) == ticket.OrderId)];

    [Fact]
    public async Task Ticket_ScannedTwice_IsPackedAndToldOnce()
    {
        var (staff, ticket) = await GivenATicketAsync(Fulfilment.Delivery);

        var packed = await (await staff.PostAsync($"/api/kitchen/tickets/{ticket.TicketCode}/packed", null)).JsonAsync();
        await (await staff.PostAsync($"/api/kitchen/tickets/{packed["id"]}/packed", null)).JsonAsync();

        Assert.Equal("packed", (string?)packed["status"]);
        Assert.Equal("packed", (string?)(await staff.GetJsonAsync($"/api/kitchen/tickets/{packed["id"]}"))["status"]);
        Assert.Equal(ticket.TicketCode, Assert.Single(PublishedOf<MealPacked>(ticket, m => m.OrderId)).TicketCode);
    }

    [Fact]
    public async Task Pickup_WithTheResidentsCard_IsHandedOverByCard()
    {
        var resident = await factory.NewResidentAsync();
        await factory.DeliverAsync(Card(resident, 1, "old-card"));
        await factory.DeliverAsync(Card(resident, 2, "new-card"));
        await factory.DeliverAsync(Card(resident, 1, "old-card"));
        var (staff, ticket) = await GivenATicketAsync(Fulfilment.Pickup, resident);
        var path = $"/api/kitchen/tickets/{ticket.TicketCode}/handed-over";

        await (await staff.PostAsync(path, new { cardCode = "old-card" })).ProblemAsync(422, "kitchen.card-does-not-match");
        Assert.Equal("to-pack", (string?)(await staff.GetJsonAsync($"/api/kitchen/tickets/{ticket.TicketCode}"))["status"]);
        var handed = await (await staff.PostAsync(path, new { cardCode = "new-card" })).JsonAsync();
        await (await staff.PostAsync(path, new { cardCode = "new-card" })).JsonAsync();

        Assert.Equal("handed-over", (string?)handed["status"]);
        var told = Assert.Single(PublishedOf<MealHandedOver>(ticket, m => m.OrderId));
        Assert.Equal((PresenceEvidence.Card, null), (told.Evidence, told.OverrideReason));
        Assert.Single(PublishedOf<MealPacked>(ticket, m => m.OrderId));
        await (await staff.PostAsync($"/api/kitchen/tickets/{ticket.TicketCode}/not-collected", new { reason = "x" })).ProblemAsync(422, "kitchen.ticket-handed-over");
    }

    [Fact]
    public async Task Pickup_WithoutACard_NeedsStaffsReason()
    {
        var (staff, ticket) = await GivenATicketAsync(Fulfilment.Pickup);
        var path = $"/api/kitchen/tickets/{ticket.TicketCode}/handed-over";

        await (await staff.PostAsync(path, new { })).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync(path, new { cardCode = " ", overrideReason = "" })).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync(path, new { cardCode = 5 })).ProblemAsync(400, "request.malformed");
        await (await staff.PostAsync(path, new { overrideReason = new string('x', 501) })).ProblemAsync(400, "request.invalid");
        Assert.Empty(PublishedOf<MealHandedOver>(ticket, m => m.OrderId));
        await (await staff.PostAsync(path, new { overrideReason = "忘带卡，本人到场" })).JsonAsync();

        var told = Assert.Single(PublishedOf<MealHandedOver>(ticket, m => m.OrderId));
        Assert.Equal((PresenceEvidence.Override, "忘带卡，本人到场"), (told.Evidence, told.OverrideReason));
    }

    [Fact]
    public async Task Pickup_ThatNobodyFetched_IsToldOnceAndStays()
    {
        var (staff, ticket) = await GivenATicketAsync(Fulfilment.Pickup);
        var path = $"/api/kitchen/tickets/{ticket.TicketCode}";

        await (await staff.PostAsync($"{path}/not-collected", new { })).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync($"{path}/not-collected", new { reason = "过时未到" })).JsonAsync();
        await (await staff.PostAsync($"{path}/not-collected", new { reason = "again" })).JsonAsync();

        Assert.Equal("过时未到", Assert.Single(PublishedOf<MealNotCollected>(ticket, m => m.OrderId)).Reason);
        await (await staff.PostAsync($"{path}/handed-over", new { overrideReason = "来了" })).ProblemAsync(422, "kitchen.ticket-not-collected");
        await (await staff.PostAsync($"{path}/packed", null)).ProblemAsync(422, "kitchen.ticket-not-collected");
    }

    [Fact]
    public async Task Delivery_AtTheCounter_IsRefused()
    {
        var (staff, ticket) = await GivenATicketAsync(Fulfilment.Delivery);
        var path = $"/api/kitchen/tickets/{ticket.TicketCode}";

        await (await staff.PostAsync($"{path}/handed-over", new { overrideReason = "x" })).ProblemAsync(422, "kitchen.ticket-is-delivered");
        await (await staff.PostAsync($"{path}/not-collected", new { reason = "x" })).ProblemAsync(422, "kitchen.ticket-is-delivered");
    }

    [Fact]
    public async Task Ticket_OfAnUnknownCode_IsAbsent()
    {
        var staff = await factory.StaffOfAsync(await factory.NewCanteenAsync());
        foreach (var code in new[] { "nothing", "00000000-0000-0000-0000-000000000000", new string('x', 900), "%F0%9F%8D%9A" })
        {
            await (await staff.GetAsync($"/api/kitchen/tickets/{code}")).ProblemAsync(404, "request.not-found");
            await (await staff.GetAsync($"/api/kitchen/tickets/{code}.escpos")).ProblemAsync(404, "request.not-found");
            await (await staff.GetAsync($"/api/kitchen/tickets/{code}.png")).ProblemAsync(404, "request.not-found");
            await (await staff.PostAsync($"/api/kitchen/tickets/{code}/packed", null)).ProblemAsync(404, "request.not-found");
        }
    }

    [Fact]
    public async Task CareToken_OnTheBag_IsTheOneWhoseHashWasPublished()
    {
        var (staff, ticket) = await GivenATicketAsync(Fulfilment.Delivery, await factory.NewResidentAsync());

        var read = PrintedSlip.Read(await staff.GetByteArrayAsync($"/api/kitchen/tickets/{ticket.TicketCode}.escpos?widthMm=58"), Paper.Mm58);

        Assert.Equal(ticket.TicketCode, read.QrCodes[0]);
        var token = read.QrCodes[1]["https://meals.example.org/r/".Length..];
        Assert.Equal(ticket.CareTokenHash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))));
        Assert.Contains("10:45-12:30", read.Text);
        var picture = await staff.GetAsync($"/api/kitchen/tickets/{ticket.TicketCode}.png?widthMm=58");
        Assert.Equal("image/png", picture.Content.Headers.ContentType?.MediaType);
        Assert.Equal([0, 0, 1, 0x80], (await picture.Content.ReadAsByteArrayAsync())[16..20]);
        await (await staff.GetAsync($"/api/kitchen/tickets/{ticket.TicketCode}.escpos?widthMm=76")).ProblemAsync(400, "request.invalid");
        await (await staff.GetAsync($"/api/kitchen/tickets/{ticket.TicketCode}.png?widthMm=76")).ProblemAsync(400, "request.invalid");
        var (_, pickup) = await GivenATicketAsync(Fulfilment.Pickup);
        Assert.Null(pickup.CareTokenHash);
    }

    private ResidentCardChanged Card(Guid resident, int version, string code) => new()
    {
        ResidentId = resident, Version = version, Subdistrict = "huaxin",
        CardHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code))), OccurredAt = factory.Clock.Now,
    };
}
