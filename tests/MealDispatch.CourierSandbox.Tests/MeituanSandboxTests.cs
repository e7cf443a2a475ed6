using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using MealDispatch.CourierSandbox.Meituan;

namespace MealDispatch.CourierSandbox.Tests;

/// <summary>Meituan in miniature, spoken to as a merchant's program would.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class MeituanSandboxTests : IAsyncLifetime
{
    private readonly SandboxFactory sandbox = new();

    public Task InitializeAsync() => sandbox.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)sandbox).DisposeAsync();

    [Fact]
    public void Signature_OfTheFactsPage_IsTheVendors() =>
        Assert.Equal(
            "899965e9bf3346bd6c27a38b35f0223108440ab0",
            Signatures.Of("test", new Dictionary<string, string>
            {
                ["appkey"] = "test", ["courier_name"] = "张三", ["courier_phone"] = "13800000000", ["delivery_id"] = "10001",
                ["mt_peisong_id"] = "1516949300027436", ["order_id"] = "T20261002-0001", ["status"] = "20", ["timestamp"] = "1700000000", ["cancel_reason"] = "",
            }));

    [Fact]
    public async Task Call_WithAWrongSignatureOrClock_IsRefused()
    {
        Assert.Equal(6, (int)(await CallAsync("order/createByShop", AnOrder("1"), secret: "another"))["code"]!);
        Assert.Equal(9, (int)(await CallAsync("order/createByShop", AnOrder("1"), clockOff: -600))["code"]!);
        Assert.Equal(0, (int)(await CallAsync("order/createByShop", AnOrder("1"), clockOff: -590))["code"]!);
    }

    [Fact]
    public async Task Order_SentTwice_IsAnsweredAsTheFirst()
    {
        var first = (string?)(await CallAsync("order/createByShop", AnOrder("1")))["data"]!["mt_peisong_id"];
        Assert.Equal(first, (string?)(await CallAsync("order/createByShop", AnOrder("1")))["data"]!["mt_peisong_id"]);
    }

    [Fact]
    public async Task Query_NeedsBothNumbersAndIsTurnedAwayAboveTenASecond()
    {
        var number = (string)(await CallAsync("order/createByShop", AnOrder("1")))["data"]!["mt_peisong_id"]!;
        Assert.Equal(3, (int)(await CallAsync("order/status/query", new() { ["delivery_id"] = "1" }))["code"]!);
        await sandbox.LaterAsync(2);
        var codes = new List<int>();
        for (var i = 0; i < 12; i++)
            codes.Add((int)(await CallAsync("order/status/query", new() { ["delivery_id"] = "1", ["mt_peisong_id"] = number }))["code"]!);
        Assert.Equal(0, codes[0]);
        Assert.Contains(11, codes);
    }

    [Fact]
    public async Task Trip_ByItself_TellsTheStatesThatMeituanHas()
    {
        await CallAsync("order/createByShop", AnOrder("1"));
        await sandbox.LaterAsync(61);
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            var fields = System.Web.HttpUtility.ParseQueryString(await sandbox.NextBodyAsync());
            var members = fields.AllKeys.ToDictionary(name => name!, name => fields[name]!);
            Assert.Equal(Signatures.Of("sandbox-secret", members), members["sign"]);
            statuses.Add(int.Parse(members["status"], CultureInfo.InvariantCulture));
        }

        Assert.Equal([0, 20, 30, 50], statuses);
    }

    [Fact]
    public async Task AnyBody_AtAnyPath_IsNeverAFault()
    {
        foreach (var path in new[] { "order/createByShop", "order/status/query", "order/delete", "order/rider/location", "test/order/pickup" })
        {
            foreach (var (body, type) in new[] { ("", "application/x-www-form-urlencoded"), ("{}", "application/json"), ("a&b=&=c&%zz", "application/x-www-form-urlencoded") })
                Assert.NotEqual(0, (int)(await sandbox.PostRawAsync($"meituan/api/{path}", body, type))["code"]!);
            foreach (var fields in new[] { new Dictionary<string, string>(), new() { ["delivery_id"] = "x", ["mt_peisong_id"] = "y" }, new(AnOrder("x")) { ["receiver_lng"] = "1e400" } })
                Assert.NotEqual(0, (int)(await CallAsync(path, fields))["code"]!);
        }

        Assert.Empty(sandbox.LoggedErrors);
    }

    private static Dictionary<string, string> AnOrder(string code) => new()
    {
        ["delivery_id"] = code, ["order_id"] = code, ["shop_id"] = "HX01", ["delivery_service_code"] = "4011", ["receiver_name"] = "王**",
        ["receiver_address"] = "5号楼", ["receiver_phone"] = "13900000001", ["receiver_lng"] = "121240000", ["receiver_lat"] = "31255000",
        ["goods_value"] = "25.50", ["goods_weight"] = "1.00",
    };

    private async Task<JsonNode> CallAsync(string path, Dictionary<string, string> fields, string secret = "sandbox-secret", int clockOff = 0)
    {
        var signed = new Dictionary<string, string>(fields)
        {
            ["appkey"] = "sandbox-app", ["version"] = "1.0",
            ["timestamp"] = (sandbox.Time.GetUtcNow().ToUnixTimeSeconds() + clockOff).ToString(CultureInfo.InvariantCulture),
        };
        signed["sign"] = Signatures.Of(secret, signed);
        using var content = new FormUrlEncodedContent(signed);
        return JsonNode.Parse(await (await sandbox.CreateClient().PostAsync($"/sandbox/meituan/api/{path}", content)).Content.ReadAsStringAsync())!;
    }
}
