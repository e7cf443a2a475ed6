using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MealDispatch.CourierSandbox.FengniaoV3;

namespace MealDispatch.CourierSandbox.Tests;

/// <summary>Fengniao v3 in miniature, spoken to as a merchant's program would.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class FengniaoV3SandboxTests : IAsyncLifetime
{
    private const string AppId = "sandbox-app";
    private const string Secret = "sandbox-secret";
    private const string Merchant = "100200";
    private readonly SandboxFactory sandbox = new();
    private string access = "";
    private string refresh = "";

    private string Timestamp => sandbox.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public async Task InitializeAsync()
    {
        await sandbox.InitializeAsync();
        var timestamp = Timestamp;
        Keep(await PostAsync("openapi/token", new
        {
            app_id = AppId, merchant_id = Merchant, grant_type = "authorization_code", code = "CODE1", timestamp,
            signature = Signatures.OfToken(Secret, AppId, "CODE1", Merchant, timestamp),
        }));
    }

    public Task DisposeAsync() => ((IAsyncLifetime)sandbox).DisposeAsync();

    [Fact]
    public void Signatures_OfTheFactsPage_AreTheVectors()
    {
        const string app = "00000000-0000-0000-0000-00000000a001";
        const string secret = "11111111-1111-1111-1111-11111111b002";
        Assert.Equal(
            "52c9525729d546d83368dd9e959b3b4012bde34912535a70ee26707cf4abebf9",
            Signatures.OfCall(secret, "22222222-2222-2222-2222-22222222c003", app, """{"partner_order_code":"T20261002-0001"}""", "100200", "1700000000000", "1.0"));
        Assert.Equal("66b2ff2cda3b86cc6ed85f0c72d283a390c287e424cd19cc275a76c09a7671b0", Signatures.OfToken(secret, app, "CODE1", "100200", "1700000000000"));
        Assert.Equal(
            "6a5b4d15bd4d9d5f11bd3e9620e2d2483247c737446df21cb174643339916b4b",
            Signatures.OfCallback(
                secret, app, """{"callback_business_type":"orderStatusNotify","param":{"partner_order_code":"T20261002-0001","order_status":20}}""", "1700000000000"));
    }

    [Fact]
    public async Task Refresh_TwiceWithinTenMinutes_GivesTheSamePairAndTheOldTokenHolds()
    {
        var (oldAccess, oldRefresh) = (access, refresh);
        Keep(await RefreshAsync(oldRefresh));
        var renewed = access;
        Keep(await RefreshAsync(oldRefresh));
        Assert.Equal(renewed, access);
        access = oldAccess;
        Assert.Equal("200", await CodeOfAsync("createOrder", AnOrder("1")));
        sandbox.Time.Shift += TimeSpan.FromMinutes(11);
        Assert.Equal("40004", (string?)(await RefreshAsync(oldRefresh))["code"]);
    }

    [Fact]
    public async Task Order_SignedWrongOrSentTwiceOrWithoutAToken_IsRefused()
    {
        Assert.Equal("40002", await CodeOfAsync("createOrder", AnOrder("1"), secret: "another"));
        Assert.Equal("200", await CodeOfAsync("createOrder", AnOrder("1")));
        Assert.Equal("50011", await CodeOfAsync("createOrder", AnOrder("1")));
        Assert.Equal("50037", await CodeOfAsync("getOrderDetail", new { partner_order_code = "2" }));
        access = "a-guess";
        Assert.Equal("40004", await CodeOfAsync("createOrder", AnOrder("2")));
    }

    [Fact]
    public async Task Price_ThatWasNamed_IsOrderedAtOnceAndNotAgain()
    {
        var offer = JsonNode.Parse((string)(await CallAsync("preCreateOrder", AnOrder("1")))["business_data"]!)!["goods_infos"]![0]!;
        Assert.Equal(("", 500), ((string?)offer["disable_reason"], (long)offer["actual_delivery_amount_cent"]!));
        var order = JsonSerializer.SerializeToNode(AnOrder("1"))!;
        order["service_goods_id"] = (string)offer["service_goods_id"]!;
        Assert.Equal("200", await CodeOfAsync("createOrder", order));
        Assert.Equal("50041", await CodeOfAsync("createOrder", order));

        order["receiver_longitude"] = 122m;
        var far = JsonNode.Parse((string)(await CallAsync("preCreateOrder", order))["business_data"]!)!["goods_infos"]![0]!;
        Assert.Equal("超出配送距离", (string?)far["disable_reason"]);
    }

    [Fact]
    public async Task Cancel_IsDoneOnlyAtThePriceThatWasAskedFor()
    {
        await CodeOfAsync("createOrder", AnOrder("1"));
        await sandbox.LaterAsync(10);
        var price = (long)(await CallAsync("preCancelOrder", new { partner_order_code = "1", order_cancel_code = 10 }))["business_data"]!["actual_cancel_cost_cent"]!;
        Assert.Equal(200, price);
        Assert.Equal("50041", await CodeOfAsync("cancelOrder", new { partner_order_code = "1", order_cancel_code = 10, order_cancel_role = 1, actual_cancel_cost_cent = 0 }));
        Assert.Equal("200", await CodeOfAsync("cancelOrder", new { partner_order_code = "1", order_cancel_code = 10, order_cancel_role = 1, actual_cancel_cost_cent = price }));
        Assert.Equal("50101", await CodeOfAsync("preCancelOrder", new { partner_order_code = "1", order_cancel_code = 10 }));
    }

    [Fact]
    public async Task AnyBody_AtAnyPath_IsNeverAFault()
    {
        foreach (var path in new[] { "openapi/token", "openapi/refreshToken", "v3/invoke/createOrder", "v3/invoke/preCreateOrder", "v3/invoke/getOrderDetail", "v3/invoke/cancelOrder" })
            foreach (var body in new[] { "", "null", "[]", "{}", """{"app_id":{},"business_data":[],"timestamp":true}""" })
                Assert.NotEqual("200", (string?)(await sandbox.PostRawAsync($"fengniao-v3/anubis-webapi/{path}", body))["code"]);
        foreach (var payload in new object[] { "x", new[] { 1 }, new { partner_order_code = new { } }, new { goods_weight = "1e999" } })
            Assert.NotEqual("200", await CodeOfAsync("createOrder", payload));
        Assert.Empty(sandbox.LoggedErrors);
    }

    private static object AnOrder(string code) => new
    {
        partner_order_code = code, order_type = 1, position_source = 3, transport_longitude = 121.23m, transport_latitude = 31.25m, receiver_name = "王**",
        receiver_primary_phone = "13900000001", receiver_address = "5号楼", receiver_longitude = 121.24m, receiver_latitude = 31.255m,
        goods_total_amount_cent = 2550, goods_actual_amount_cent = 2550, goods_weight = 1m, goods_count = 2,
    };

    private void Keep(JsonNode answer)
    {
        var pair = JsonNode.Parse((string)answer["business_data"]!)!;
        (access, refresh) = ((string)pair["access_token"]!, (string)pair["refresh_token"]!);
    }

    private Task<JsonNode> RefreshAsync(string token)
    {
        var timestamp = Timestamp;
        return PostAsync("openapi/refreshToken", new
        {
            app_id = AppId, merchant_id = Merchant, grant_type = "refresh_token", refresh_token = token, timestamp,
            signature = Signatures.OfRefresh(Secret, AppId, Merchant, token, timestamp),
        });
    }

    private Task<JsonNode> CallAsync(string method, object payload, string secret = Secret)
    {
        var (data, timestamp) = (JsonSerializer.Serialize(payload), Timestamp);
        return PostAsync($"v3/invoke/{method}", new
        {
            app_id = AppId, merchant_id = Merchant, timestamp, version = "1.0", access_token = access, business_data = data,
            signature = Signatures.OfCall(secret, access, AppId, data, Merchant, timestamp, "1.0"),
        });
    }

    private async Task<string?> CodeOfAsync(string method, object payload, string secret = Secret) => (string?)(await CallAsync(method, payload, secret))["code"];

    private Task<JsonNode> PostAsync(string path, object body) => sandbox.PostRawAsync($"fengniao-v3/anubis-webapi/{path}", JsonSerializer.Serialize(body));
}
