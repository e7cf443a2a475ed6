using System.Diagnostics.CodeAnalysis;
using MealDispatch.CourierSandbox.FengniaoV2;
using MealDispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.CourierSandbox.Tests;

[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class FengniaoSandboxTests : IAsyncLifetime
{
    private readonly SandboxFactory sandbox = new();

    public async Task InitializeAsync()
    {
        await sandbox.InitializeAsync();
        await sandbox.SignInAsync();
    }

    public Task DisposeAsync() => ((IAsyncLifetime)sandbox).DisposeAsync();

    [Fact]
    public async Task Token_SignedRight_IsATextOf200AndMilliseconds()
    {
        var answer = await sandbox.SignInAsync();
        Assert.Equal("200", (string?)answer["code"]);
        Assert.Equal("sandbox-app", (string?)answer["data"]!["app_id"]);
        Assert.InRange((long)answer["data"]!["expire_time"]!, sandbox.Time.GetUtcNow().ToUnixTimeMilliseconds(), long.MaxValue);
    }

    [Theory]
    [InlineData("b66b05d14b96abfd038a8f831a49bb63", "1234", 40002)]
    [InlineData("", "999", 40003)]
    [InlineData("", "10000", 40003)]
    [InlineData("", "abc", 40003)]
    public async Task Token_SignedWrong_IsRefused(string signature, string salt, int code) =>
        Assert.Equal(code, (int)(await sandbox.SignInAsync(signature, salt))["code"]!);

    [Fact]
    public async Task Order_SignedWrong_IsRefused()
    {
        var order = SandboxFactory.AnOrder("1");
        Assert.Equal(40002, (int)(await sandbox.CallAsync("v2/order", order, signature: "0"))["code"]!);
        Assert.Equal(40003, (int)(await sandbox.CallAsync("v2/order", order, salt: 12345))["code"]!);
        Assert.Equal(40001, (int)(await sandbox.CallAsync("v2/order", order, appId: "other"))["code"]!);
        sandbox.Time.Shift += TimeSpan.FromHours(2);
        Assert.Equal(40004, await sandbox.CodeOfAsync("v2/order", order));
    }

    [Fact]
    public async Task Order_SentTwice_IsRefusedAsRepeated()
    {
        Assert.Equal(200, await sandbox.CodeOfAsync("v2/order", SandboxFactory.AnOrder("1")));
        Assert.Equal(50011, await sandbox.CodeOfAsync("v2/order", SandboxFactory.AnOrder("1")));
    }

    [Theory]
    [InlineData("notify_url", null, 50010)]
    [InlineData("receiver_info", null, 50010)]
    [InlineData("items_json", null, 50010)]
    [InlineData("order_weight", 6.5, 500100)]
    [InlineData("require_receive_time", 1000L, 50012)]
    [InlineData("serial_number", "1234567", 50040)]
    public async Task Order_ThatBreaksARule_HasItsCode(string field, object? value, int code)
    {
        var order = SandboxFactory.AnOrder("1");
        if (value is null)
            order.Remove(field);
        else
            order[field] = value;
        Assert.Equal(code, await sandbox.CodeOfAsync("v2/order", order));
    }

    [Fact]
    public async Task Trip_ByItself_GoesThroughEveryStateWithSignedCallbacksAndAMovingRider()
    {
        await sandbox.CallAsync("v2/order", SandboxFactory.AnOrder("1"));
        var code = new { partner_order_code = "1" };
        Assert.Equal(50026, await sandbox.CodeOfAsync("v2/order/query", code));

        await sandbox.LaterAsync(20);
        await sandbox.LaterAsync(10); // half of the trip: on the way
        var half = (await sandbox.CallAsync("v2/order/carrier", code))["data"]!;
        Assert.InRange((double)half["longitude"]!, 121.23, 121.24);
        await sandbox.LaterAsync(31);

        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            var (envelope, data) = await sandbox.NextCallbackAsync();
            Assert.Equal(
                Signatures.OfData("sandbox-app", sandbox.Token, (string)envelope["data"]!, envelope["salt"]!.ToString()), (string?)envelope["signature"]);
            Assert.Equal("1", (string?)data["partner_order_code"]);
            statuses.Add((int)data["order_status"]!);
        }

        Assert.Equal([1, 20, 80, 2, 3], statuses);
        var answer = (await sandbox.CallAsync("v2/order/query", code))["data"]!;
        Assert.Equal(3, (int)answer["order_status"]!);
        Assert.Equal([1, 20, 80, 2, 3], answer["event_log_details"]!.AsArray().Select(entry => (int)entry!["order_status"]!));
    }

    [Fact]
    public async Task Cancel_UntilTheRiderHasIt_IsDoneAndAfterwardsForbidden()
    {
        await sandbox.CallAsync("v2/order", SandboxFactory.AnOrder("1"));
        await sandbox.CallAsync("v2/order", SandboxFactory.AnOrder("2"));
        await sandbox.LaterAsync(10);
        Assert.Equal(200, await sandbox.CodeOfAsync("v2/order/cancel", new { partner_order_code = "1" }));
        await sandbox.LaterAsync(20);
        Assert.Equal(50102, await sandbox.CodeOfAsync("v2/order/cancel", new { partner_order_code = "2" }));
        Assert.Equal(50037, await sandbox.CodeOfAsync("v2/order/cancel", new { partner_order_code = "3" }));
    }

    [Fact]
    public async Task Driver_WithoutAnAdminsToken_IsRefused()
    {
        var response = await sandbox.CreateClient().PostAsync("/sandbox/driver/fengniao-v2/orders/1/deliver", new { });
        await response.ProblemAsync(401, "auth.not-signed-in");
    }

    [Fact]
    public async Task AnyBody_AtAnyPath_IsNeverAFault()
    {
        foreach (var path in new[] { "v2/order", "v2/order/query", "v2/order/cancel", "v2/order/carrier" })
            foreach (var body in new[] { "", "null", "[]", "{}", "\"x\"", """{"app_id":{},"salt":[],"data":1,"signature":true}""" })
            {
                var answer = await sandbox.CreateClient().PostAsync(
                    $"/sandbox/fengniao-v2/anubis-webapi/{path}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
                Assert.Equal(200, (int)answer.StatusCode);
            }

        foreach (var payload in new object[] { "x", new[] { 1 }, new { partner_order_code = new { } }, new { transport_info = 1, items_json = "[]" } })
            Assert.NotEqual(200, await sandbox.CodeOfAsync("v2/order", payload));
        Assert.Empty(sandbox.LoggedErrors);
        Assert.Empty(sandbox.Services.GetRequiredService<FengniaoV2Courier>().All);
    }
}
