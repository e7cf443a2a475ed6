using MealDispatch.Contracts.Ordering;
using MealDispatch.Testing;
using static MealDispatch.Ordering.Tests.OrderingFactory;

namespace MealDispatch.Ordering.Tests.MealAccounts;

public sealed class MealAccountTests(MealAccountTests.DemoFactory factory) : IClassFixture<MealAccountTests.DemoFactory>
{
    [Fact]
    public async Task TopUp_CashByStaff_IsCreditedAtOnceAndOncePerKey()
    {
        var id = await factory.AResidentAsync(balanceFen: 0);
        var staff = await factory.StaffAsync();
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "cash-1");
        var path = $"/api/residents/{id}/meal-account/top-ups";

        await (await staff.PostAsync(path, new { amountFen = 5000, method = "cash" })).JsonAsync(201);
        var again = await (await staff.PostAsync(path, new { amountFen = 5000, method = "cash" })).JsonAsync(201);

        Assert.Equal(("credited", 5000), ((string?)again["status"], (long)again["balanceFen"]!));
        var account = await staff.GetJsonAsync($"/api/residents/{id}/meal-account");
        Assert.Equal(5000, (long)account["balanceFen"]!);
        Assert.Equal(("top-up", 5000), ((string?)account["entries"]![0]!["kind"], (long)account["entries"]![0]!["amountFen"]!));
        var told = Assert.Single(factory.Bus.PublishedOf<MealAccountToppedUp>(), m => m.ResidentId == id);
        Assert.Equal((5000, 5000), (told.AmountFen, told.BalanceFen));
    }

    [Fact]
    public async Task TopUp_OnlineByTheResident_IsCreditedOnceWhenPaid()
    {
        var (client, id) = await factory.ASignedInResidentAsync(balanceFen: 0);
        var pending = await (await client.PostAsync($"/api/residents/{id}/meal-account/top-ups", new { amountFen = 3000, method = "online" })).JsonAsync(202);
        Assert.Equal("pending", (string?)pending["status"]);
        Assert.Equal(0, await factory.BalanceAsync(id));
        var payer = factory.CreateClient();
        var payUrl = (string)pending["payUrl"]!;

        Assert.Equal("text/html", (await payer.GetAsync(payUrl)).Content.Headers.ContentType?.MediaType);
        await (await payer.PostAsync(payUrl, new { })).JsonAsync();
        await (await payer.PostAsync(payUrl, new { })).JsonAsync();

        Assert.Equal(3000, await factory.BalanceAsync(id));
        Assert.Single(factory.Bus.PublishedOf<MealAccountToppedUp>(), m => m.ResidentId == id);
        await (await payer.PostAsync("/api/demo/payments/guessed", new { })).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task TopUp_ByTheWrongPersonOrWrong_ChangesNothing()
    {
        var (client, id) = await factory.ASignedInResidentAsync(balanceFen: 0);
        var (other, _) = await factory.ASignedInResidentAsync(balanceFen: 0);
        var staff = await factory.StaffAsync();
        var path = $"/api/residents/{id}/meal-account/top-ups";

        await (await client.PostAsync(path, new { amountFen = 1, method = "cash" })).ProblemAsync(403, "auth.not-allowed");
        await (await staff.PostAsync(path, new { amountFen = 1, method = "online" })).ProblemAsync(403, "auth.not-allowed");
        await (await other.PostAsync(path, new { amountFen = 1, method = "online" })).ProblemAsync(404, "request.not-found");
        await (await other.GetAsync($"/api/residents/{id}/meal-account")).ProblemAsync(404, "request.not-found");
        foreach (var body in new object[] { new { amountFen = 0, method = "cash" }, new { amountFen = -5, method = "cash" }, new { amountFen = long.MaxValue, method = "cash" }, new { method = "cash" }, new { amountFen = 1 } })
            await (await staff.PostAsync(path, body)).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync(path, new { amountFen = 1, method = "gold" })).ProblemAsync(400, "request.malformed");
        Assert.Equal(0, await factory.BalanceAsync(id));
    }

    [Fact]
    public async Task Account_AfterAnOrder_ListsPaymentAndTopUpNewestFirstInPages()
    {
        var (client, id) = await factory.ASignedInResidentAsync();
        var order = await (await client.PostAsync("/api/orders", AnOrder(id))).JsonAsync(201);

        var first = await client.GetJsonAsync($"/api/residents/{id}/meal-account?limit=1");
        var second = await client.GetJsonAsync($"/api/residents/{id}/meal-account?limit=1&after={first["next"]}");

        Assert.Equal(("payment", -1300, (string?)order["id"]), ((string?)first["entries"]![0]!["kind"], (long)first["entries"]![0]!["amountFen"]!, (string?)first["entries"]![0]!["orderId"]));
        Assert.Equal(((string?)order["serviceDate"], (string?)order["mealPeriod"]), ((string?)first["entries"]![0]!["serviceDate"], (string?)first["entries"]![0]!["mealPeriod"]));
        Assert.Equal(("top-up", (string?)null), ((string?)second["entries"]![0]!["kind"], (string?)second["entries"]![0]!["mealPeriod"]));
        Assert.Null(second["next"]);
    }

    public sealed class DemoFactory : OrderingFactory
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Demo:Enabled"] = "true" };
    }
}
