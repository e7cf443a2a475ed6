using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MealDispatch.CourierSandbox.Dada;
using MealDispatch.CourierSandbox.Riders;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.CourierSandbox.Tests;

/// <summary>Dada in miniature, spoken to as a merchant's program would.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class DadaSandboxTests : IAsyncLifetime
{
    private readonly SandboxFactory sandbox = new();

    private DadaCourier Courier => sandbox.Services.GetRequiredService<DadaCourier>();

    public Task InitializeAsync() => sandbox.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)sandbox).DisposeAsync();

    [Fact]
    public void Signatures_OfTheFactsPage_AreTheVendors()
    {
        Assert.Equal(
            "71CEE2D6544277940D8C72979E71D0E1",
            Signatures.OfRequest("abcdefg123", "123456", """{"order_id":"20170301000001"}""", "json", "73753", "1488363493", "1.0"));
        Assert.Equal("ab9bf3b190d263e2d5cffa13e62d695c", Signatures.OfCallback("278888888", "T20261002-0001", "1700000000"));
        Assert.Equal("8fcb974e5410e565b6b56002e72324f4", Signatures.OfCallback("", "T20261002-0001", "1700000000123"));
    }

    [Fact]
    public async Task Order_SignedWrongOrSentTwice_IsRefused()
    {
        Assert.Equal(2003, await CodeOfAsync("order/addOrder", AnOrder("1"), secret: "another"));
        Assert.Equal(0, await CodeOfAsync("order/addOrder", AnOrder("1")));
        Assert.Equal(2105, await CodeOfAsync("order/addOrder", AnOrder("1")));
        Assert.Equal(2005, await CodeOfAsync("order/status/query", new { order_id = "2" }));
    }

    [Fact]
    public async Task Price_ThatWasNamed_IsGoodOnceAndForThreeMinutes()
    {
        var named = (await CallAsync("order/queryDeliverFee", AnOrder("1")))["result"]!;
        Assert.Equal(4.50m, (decimal)named["fee"]!);
        Assert.Empty(Courier.All);
        Assert.Equal(0, await CodeOfAsync("order/addAfterQuery", new { deliveryNo = (string)named["deliveryNo"]! }));
        Assert.Equal("1", Assert.Single(Courier.All).Code);
        Assert.NotEqual(0, await CodeOfAsync("order/addAfterQuery", new { deliveryNo = (string)named["deliveryNo"]! }));
        Assert.Equal(2105, await CodeOfAsync("order/queryDeliverFee", AnOrder("1")));

        var over = (string)(await CallAsync("order/queryDeliverFee", AnOrder("2")))["result"]!["deliveryNo"]!;
        await sandbox.LaterAsync(181);
        Assert.NotEqual(0, await CodeOfAsync("order/addAfterQuery", new { deliveryNo = over }));
        Assert.Single(Courier.All);
    }

    [Fact]
    public async Task MealThatComesBack_IsUnderWayUntilTheMerchantHasIt()
    {
        Courier.Faults.Set(Fault.Returned, 1);
        await CodeOfAsync("order/addOrder", AnOrder("1"));
        Assert.Equal(2076, await CodeOfAsync("order/confirm/goods", new { order_id = "1" }));
        await sandbox.LaterAsync(300);
        Assert.Equal(OrderState.Returning, Courier.Find("1")!.State);
        Assert.Equal(0, await CodeOfAsync("order/confirm/goods", new { order_id = "1" }));
        Assert.Equal(OrderState.Returned, Courier.Find("1")!.State);
    }

    [Fact]
    public async Task Trip_ByItself_GoesThroughEveryStateWithCallbacksAndTimes()
    {
        await CodeOfAsync("order/addOrder", AnOrder("1"));
        await sandbox.LaterAsync(61);
        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            var callback = JsonNode.Parse(await sandbox.NextBodyAsync())!;
            Assert.Equal(
                Signatures.OfCallback((string)callback["client_id"]!, "1", callback["update_time"]!.ToJsonString()), (string?)callback["signature"]);
            statuses.Add((int)callback["order_status"]!);
        }

        Assert.Equal([1, 2, 100, 3, 4], statuses);
        var order = (await CallAsync("order/status/query", new { order_id = "1" }))["result"]!;
        Assert.Equal(4, (int)order["statusCode"]!);
        Assert.Matches("^20[0-9-]{8} [0-9:]{8}$", (string?)order["finishTime"]);
    }

    [Fact]
    public async Task Cancel_CostsTwoYuanOnceARiderIsOnHisWayAndNothingHelpsAfterPickup()
    {
        foreach (var code in new[] { "1", "2" })
            await CodeOfAsync("order/addOrder", AnOrder(code));
        await sandbox.LaterAsync(10);
        Assert.Equal(2000, await CodeOfAsync("order/formalCancel", new { order_id = "1", cancel_reason_id = 10000 }));
        var cancelled = await CallAsync("order/formalCancel", new { order_id = "1", cancel_reason_id = 4 });
        Assert.Equal(2.00m, (decimal)cancelled["result"]!["deduct_fee"]!);
        await sandbox.LaterAsync(20);
        Assert.Equal(2076, await CodeOfAsync("order/formalCancel", new { order_id = "2", cancel_reason_id = 4 }));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(0, 2)]
    public async Task RiderWhoAsksToGo_WaitsForTheMerchantsWord(int isConfirm, int status)
    {
        await CodeOfAsync("order/addOrder", AnOrder("1"));
        await CodeOfAsync("order/accept", new { order_id = "1" });
        Courier.LetRiderAsk(Courier.Find("1")!);
        await CodeOfAsync("message/confirm", new { messageType = 1, messageBody = $$"""{"orderId":"1","isConfirm":{{isConfirm}}}""" });
        Assert.Equal(status, (int)(await CallAsync("order/status/query", new { order_id = "1" }))["result"]!["statusCode"]!);
    }

    [Fact]
    public async Task Faults_ThatStrikeACall_TakeItsAnswerOrItsEffect()
    {
        Courier.Faults.Set(Fault.ServerError, 1);
        Assert.Equal(502, (int)(await sandbox.CreateClient().PostAsync("/sandbox/dada/api/order/addOrder", Signed(AnOrder("1")))).StatusCode);
        Courier.Faults.Clear();
        Courier.Faults.Set(Fault.Slow, 1);
        Assert.Equal(504, (int)(await sandbox.CreateClient().PostAsync("/sandbox/dada/api/order/addOrder", Signed(AnOrder("1")))).StatusCode);
        Assert.Empty(Courier.All);
        await sandbox.LaterAsync(10);
        Assert.Single(Courier.All);
        Courier.Faults.Clear();
        Courier.Faults.Set(Fault.LostAnswer, 1);
        await Assert.ThrowsAnyAsync<Exception>(() => sandbox.CreateClient().PostAsync("/sandbox/dada/api/order/addOrder", Signed(AnOrder("2"))));
        Assert.Equal(2, Courier.All.Count());
    }

    [Fact]
    public async Task AnyBody_AtAnyPath_IsNeverAFault()
    {
        foreach (var path in new[] { "order/addOrder", "order/status/query", "order/formalCancel", "order/transporter/position", "message/confirm", "order/queryDeliverFee", "order/addAfterQuery", "order/confirm/goods" })
        {
            foreach (var body in new[] { "", "null", "[]", "{}", """{"app_key":{},"body":[]}""" })
                Assert.Equal("fail", (string?)(await sandbox.PostRawAsync($"dada/api/{path}", body))["status"]);
            foreach (var payload in new object[] { "x", new[] { 1 }, new { order_id = new { } }, new { orderIds = new object[] { 1 } }, new { messageBody = "[" } })
                await CallAsync(path, payload);
        }

        Assert.Empty(sandbox.LoggedErrors);
    }

    private static object AnOrder(string code) => new
    {
        shop_no = "HX01", origin_id = code, cargo_price = 25.5m, is_prepay = 0, cargo_weight = 1m, receiver_name = "王**", receiver_address = "5号楼",
        receiver_phone = "13900000001", receiver_lng = 121.24m, receiver_lat = 31.255m, callback = "http://merchant.test/callback",
    };

    private StringContent Signed(object payload, string secret = "sandbox-secret")
    {
        var body = JsonSerializer.Serialize(payload);
        var timestamp = sandbox.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Signatures.OfRequest(secret, "sandbox-app", body, "json", "100200", timestamp, "1.0");
        return new StringContent(JsonSerializer.Serialize(new
        {
            app_key = "sandbox-app", body, format = "json", source_id = "100200", timestamp, v = "1.0", signature,
        }));
    }

    private async Task<JsonNode> CallAsync(string path, object payload, string secret = "sandbox-secret") =>
        JsonNode.Parse(await (await sandbox.CreateClient().PostAsync($"/sandbox/dada/api/{path}", Signed(payload, secret))).Content.ReadAsStringAsync())!;

    private async Task<int> CodeOfAsync(string path, object payload, string secret = "sandbox-secret") => (int)(await CallAsync(path, payload, secret))["code"]!;
}
