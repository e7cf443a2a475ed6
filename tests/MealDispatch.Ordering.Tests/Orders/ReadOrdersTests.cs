using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;
using static MealDispatch.Ordering.Tests.OrderingFactory;

namespace MealDispatch.Ordering.Tests.Orders;

public sealed class ReadOrdersTests(OrderingFactory factory) : IClassFixture<OrderingFactory>
{
    [Fact]
    public async Task List_IsWhatTheCallerMaySee_InPagesNewestFirst()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        var (other, otherId) = await factory.ASignedInResidentAsync();
        var placed = new List<string?>();
        for (var i = 0; i < 5; i++)
            placed.Add((string?)(await (await client.PostAsync("/api/orders", AnOrder(id, o => (o["fulfilment"], o["paymentMethod"]) = ("dine-in", "at-site")))).JsonAsync(201))["id"]);
        await (await other.PostAsync("/api/orders", AnOrder(otherId))).JsonAsync(201);

        var seen = new List<string?>();
        string? after = null;
        do
        {
            var page = await client.GetJsonAsync($"/api/orders?limit=2&after={after}");
            seen.AddRange(page["items"]!.AsArray().Select(o => (string?)o!["id"]));
            after = (string?)page["next"];
        }
        while (after is not null);

        Assert.Equal(Enumerable.Reverse(placed), seen);
        Assert.Empty((await client.GetJsonAsync($"/api/orders?residentId={otherId}"))["items"]!.AsArray());
        Assert.Empty((await client.GetJsonAsync("/api/orders?status=cancelled"))["items"]!.AsArray());
        Assert.Equal(5, (await client.GetJsonAsync("/api/orders?siteCode=HX01&serviceDate=2025-07-01&mealPeriod=lunch&status=confirmed"))["items"]!.AsArray().Count);
        Assert.Equal(5, (await client.GetJsonAsync("/api/orders?status=confirmed,cancelled&from=2025-07-01&to=2025-07-01"))["items"]!.AsArray().Count);
        Assert.Empty((await client.GetJsonAsync("/api/orders?from=2025-07-02"))["items"]!.AsArray());
        Assert.Empty((await client.GetJsonAsync("/api/orders?to=2025-06-30"))["items"]!.AsArray());
        var staffElsewhere = await factory.StaffAsync(OtherCanteen);
        Assert.Empty((await staffElsewhere.GetJsonAsync("/api/orders"))["items"]!.AsArray());
        Assert.Equal(5, (await staffElsewhere.GetJsonAsync($"/api/orders?residentId={id}"))["items"]!.AsArray().Count);
        var officer = await factory.SignedInAsync(Role.Officer);
        Assert.True((await officer.GetJsonAsync("/api/orders"))["items"]!.AsArray().Count >= 6);
        var foreignOfficer = await factory.SignedInAsync(Role.Officer, subdistrict: "other");
        Assert.Empty((await foreignOfficer.GetJsonAsync("/api/orders"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Counts_AreTheDaysOrdersOfOnesSubdistrict_BySiteAndStatus()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        var cancelled = await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);
        await (await client.PostAsync($"/api/orders/{cancelled["id"]}/cancel", new { reason = "不去了" })).JsonAsync();
        await (await client.PostAsync("/api/orders", AnOrder(id, o => (o["fulfilment"], o["paymentMethod"]) = ("pickup", "at-site")))).JsonAsync(201);
        var officer = await factory.SignedInAsync(Role.Officer);

        var counts = await officer.GetJsonAsync("/api/orders/counts?serviceDate=2025-07-01");

        var listed = (await officer.GetJsonAsync("/api/orders?serviceDate=2025-07-01&limit=500"))["items"]!.AsArray();
        Assert.Equal(
            listed.GroupBy(Place).Select(g => $"{g.Key} {g.Count()} {g.Sum(o => (long)o!["foodFen"]!)} {g.Sum(o => (long)o!["subsidyFen"]!)}").Order(),
            counts["items"]!.AsArray().Select(c => $"{Place(c)} {c!["orders"]} {c["foodFen"]} {c["subsidyFen"]}").Order());
        Assert.Contains(counts["items"]!.AsArray(), c => (string?)c!["status"] == "cancelled");
        Assert.Empty((await (await factory.SignedInAsync(Role.Auditor, subdistrict: "other")).GetJsonAsync("/api/orders/counts?serviceDate=2025-07-01"))["items"]!.AsArray());
        await (await (await factory.StaffAsync()).GetAsync("/api/orders/counts?serviceDate=2025-07-01")).ProblemAsync(403, "auth.not-allowed");
        await (await officer.GetAsync("/api/orders/counts")).ProblemAsync(400, "request.invalid");

        static string Place(JsonNode? o) => $"{o!["siteCode"]} {o["mealPeriod"]} {o["fulfilment"]} {o["status"]}";
    }

    [Theory]
    [InlineData("limit=0", "request.invalid")]
    [InlineData("limit=501", "request.invalid")]
    [InlineData("limit=x", "request.malformed")]
    [InlineData("after=%00", "request.invalid")]
    [InlineData("status=eaten", "request.invalid")]
    [InlineData("status=confirmed,eaten", "request.invalid")]
    [InlineData("from=tomorrow", "request.invalid")]
    [InlineData("serviceDate=tomorrow", "request.invalid")]
    [InlineData("mealPeriod=brunch", "request.invalid")]
    [InlineData("residentId=7", "request.malformed")]
    public async Task List_WithABadFilter_IsInvalid(string query, string code)
    {
        var staff = await factory.StaffAsync();
        await (await staff.GetAsync($"/api/orders?{query}")).ProblemAsync(400, code);
    }

    [Fact]
    public async Task Family_WithdrawnGrant_SeesNothingFromTheNextRequestOn()
    {
        var (_, id) = await factory.ASignedInResidentAsync();
        var person = Ids.New();
        var family = await factory.SignedInAsync(Role.Resident, personId: person);
        var link = new FamilyLinkChanged { FamilyLinkId = Ids.New(), Version = 1, PersonId = person, ResidentId = id, Active = true, OccurredAt = factory.Clock.Now };
        await factory.DeliverAsync(link);
        var order = await (await family.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);
        Assert.Equal(OrderedBy.Family, Assert.Single(factory.Bus.PublishedOf<OrderPlaced>(), m => m.ResidentId == id).OrderedBy);

        await factory.DeliverAsync(link with { Version = 2, Active = false });

        await (await family.GetAsync($"/api/orders/{order["id"]}")).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task Stream_SendsTheOrderAtEachChangeAndPositionsOnlyOnTheWay()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        var order = (Guid)(await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201))["id"]!;
        using var response = await client.GetAsync($"/api/orders/{order}/stream", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal("confirmed", (string?)(await NextAsync(reader)).Data["status"]);
        await MoveRiderAsync(order, 31.1);
        await factory.DeliverAsync(new MealPickedUp { DeliveryId = Ids.New(), OrderId = order, Provider = "own-riders", RiderName = "骑手01", RiderPhone = null, OccurredAt = factory.Clock.Now });
        var onTheWay = await NextAsync(reader);
        Assert.Equal(("", "on-the-way"), (onTheWay.Name, (string?)onTheWay.Data["status"]));
        await MoveRiderAsync(order, 31.2);
        var position = await NextAsync(reader);
        Assert.Equal(("rider", 31.2), (position.Name, (double)position.Data["lat"]!));
    }

    private Task MoveRiderAsync(Guid order, double lat) =>
        factory.Bus.HintAsync(new Hint { Kind = Hints.RiderMoved, Id = order, Position = new GeoPoint(lat, 121.2) }, CancellationToken.None);

    private static async Task<(string Name, JsonNode Data)> NextAsync(StreamReader reader)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var name = "";
        while (await reader.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line["event: ".Length..];
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return (name, JsonNode.Parse(line["data: ".Length..])!);
        }

        throw new EndOfStreamException();
    }
}
