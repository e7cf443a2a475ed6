using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Testing;
using static MealDispatch.Ordering.Tests.OrderingFactory;

namespace MealDispatch.Ordering.Tests.Orders;

public sealed class ConcurrentOrdersTests(OrderingFactory factory) : IClassFixture<OrderingFactory>
{
    [Fact]
    public async Task SixtyFourOrders_OfOneResidentAtOnce_AreOneOrder()
    {
        var (client, id) = await factory.ASignedInResidentAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => client.PostAsync("/api/orders", AnOrder(id))));

        await Assert.Single(answers, a => (int)a.StatusCode == 201).JsonAsync(201);
        foreach (var refused in answers.Where(a => (int)a.StatusCode != 201))
            await refused.ProblemAsync(422, "ordering.duplicate");
        Assert.Equal(18_700, await factory.BalanceAsync(id));
    }

    [Fact]
    public async Task SixtyFourOrders_UnderOneKeyAtOnce_AreOneOrder()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        client.DefaultRequestHeaders.Add("Idempotency-Key", "sixty-four");

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => client.PostAsync("/api/orders", AnOrder(id))));

        var ids = new HashSet<string?>();
        foreach (var answer in answers)
            ids.Add((string?)(await answer.JsonAsync(201))["id"]);
        Assert.Single(ids);
        Assert.Single(factory.Bus.PublishedOf<OrderPlaced>(), m => m.ResidentId == id);
    }

    [Fact]
    public async Task LastPlace_WantedByMany_IsTakenOnce()
    {
        await factory.DeliverAsync(factory.ASite("HX03") with { OrderWindows = [AWindow(MealPeriod.Lunch, new(9, 30), capacity: 1)] });
        using var staff = await factory.StaffAsync("HX03");
        await GivenAMenuAsync(staff, Today, "lunch", site: "HX03");
        var people = new List<(HttpClient Client, Guid Id)>();
        for (var i = 0; i < 8; i++)
            people.Add(await factory.ASignedInResidentAsync());

        var answers = await Task.WhenAll(people.Select(p => p.Client.PostAsync("/api/orders", AnOrder(p.Id, o => o["siteCode"] = "HX03"))));

        Assert.Single(answers, a => (int)a.StatusCode == 201);
        foreach (var refused in answers.Where(a => (int)a.StatusCode != 201))
            await refused.ProblemAsync(422, "ordering.capacity-full");
    }

    [Fact]
    public async Task LastPiece_WantedByMany_IsSoldOnce()
    {
        using var staff = await factory.StaffAsync(OtherCanteen);
        await GivenAMenuAsync(staff, Today, "lunch", stockOfB: 1, site: OtherCanteen);
        var people = new List<(HttpClient Client, Guid Id)>();
        for (var i = 0; i < 8; i++)
            people.Add(await factory.ASignedInResidentAsync());

        var answers = await Task.WhenAll(people.Select(p => p.Client.PostAsync(
            "/api/orders", AnOrder(p.Id, o => (o["siteCode"], o["lines"]) = (OtherCanteen, new[] { new { itemCode = "B", quantity = 1 } })))));

        Assert.Single(answers, a => (int)a.StatusCode == 201);
        foreach (var refused in answers.Where(a => (int)a.StatusCode != 201))
            await refused.ProblemAsync(422, "ordering.sold-out");
        var menu = (await factory.CreateClient().GetJsonAsync("/api/sites/HX02/menus?from=2025-07-01&to=2025-07-01"))["items"]![0]!;
        Assert.Equal((1, 0), ((int)menu["items"]![1]!["stock"]!, (int)menu["items"]![1]!["left"]!));
    }
}
