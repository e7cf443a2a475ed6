using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using MealDispatch.CourierSandbox.FengniaoV2;
using MealDispatch.CourierSandbox.Riders;
using MealDispatch.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.CourierSandbox.Tests;

/// <summary>The sandbox with a clock that a test moves; callbacks are caught. Speaks to it as a merchant's program would.</summary>
public sealed class SandboxFactory : ServiceFactory<CourierSandboxModule>
{
    private const string Api = "/sandbox/fengniao-v2/anubis-webapi/";
    private const string AppId = "sandbox-app";
    private const string Secret = "sandbox-secret";
    private readonly CallbackCatcher catcher = new();
    private string token = "";

    public ShiftedTime Time { get; } = new();

    public string Token => token;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Demo:Enabled"] = "true", ["CourierSandbox:CallbackBaseUrl"] = "http://merchant.test",
    };

    public static Dictionary<string, object> AnOrder(string code) => new()
    {
        ["partner_order_code"] = code,
        ["notify_url"] = "http://merchant.test/callback",
        ["order_type"] = 1,
        ["order_total_amount"] = 25.5m,
        ["order_actual_amount"] = 25.5m,
        ["order_weight"] = 1m,
        ["goods_count"] = 2,
        ["is_invoiced"] = 0,
        ["order_payment_status"] = 1,
        ["order_payment_method"] = 1,
        ["is_agent_payment"] = 0,
        ["transport_info"] = new { transport_name = "食堂", transport_longitude = 121.23, transport_latitude = 31.25, position_source = 3, transport_tel = "02159790001" },
        ["receiver_info"] = new
        {
            receiver_name = "王**", receiver_primary_phone = "13900000001", receiver_address = "5号楼", receiver_longitude = 121.24, receiver_latitude = 31.255,
            position_source = 3,
        },
        ["items_json"] = new[] { new { item_name = "餐食", item_quantity = 2, item_price = 12.75m } },
    };

    public async Task<JsonNode> SignInAsync(string? signature = null, string salt = "1234")
    {
        signature ??= Signatures.OfTokenRequest(AppId, salt, Secret);
        var answer = await CreateClient().GetJsonAsync($"{Api}get_access_token?app_id={AppId}&salt={salt}&signature={signature}");
        token = (string?)answer["data"]?["access_token"] ?? token;
        return answer;
    }

    public async Task<JsonNode> CallAsync(string path, object payload, string? signature = null, int salt = 1234, string appId = AppId)
    {
        var data = WebUtility.UrlEncode(JsonSerializer.Serialize(payload));
        signature ??= Signatures.OfData(appId, token, data, $"{salt}");
        return await (await CreateClient().PostAsync(Api + path, new { app_id = appId, salt, data, signature })).JsonAsync();
    }

    public async Task<int> CodeOfAsync(string path, object payload) => (int)(await CallAsync(path, payload))["code"]!;

    /// <summary>Real time goes on, and the riders drive.</summary>
    public async Task LaterAsync(double seconds)
    {
        Time.Shift += TimeSpan.FromSeconds(seconds);
        await Services.GetRequiredService<DriveRidersJob>().RunAsync(CancellationToken.None);
    }

    /// <summary>Posts as it is, and reads the answer.</summary>
    public async Task<JsonNode> PostRawAsync(string path, string body, string contentType = "application/json") =>
        await (await CreateClient().PostAsync($"/sandbox/{path}", new StringContent(body, Encoding.UTF8, contentType))).JsonAsync();

    /// <summary>The next callback as it was posted.</summary>
    public ValueTask<string> NextBodyAsync() => catcher.Bodies.Reader.ReadAsync();

    /// <summary>The next callback: envelope and decoded data.</summary>
    public async Task<(JsonNode Envelope, JsonNode Data)> NextCallbackAsync()
    {
        var envelope = JsonNode.Parse(await catcher.Bodies.Reader.ReadAsync())!;
        return (envelope, JsonNode.Parse(WebUtility.UrlDecode((string)envelope["data"]!))!);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseEnvironment("Testing");
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Time);
            services.AddHttpClient(CallbackPost.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => catcher);
        });
    }

    private sealed class CallbackCatcher : HttpMessageHandler
    {
        public Channel<string> Bodies { get; } = Channel.CreateUnbounded<string>();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Bodies.Writer.WriteAsync(await request.Content!.ReadAsStringAsync(cancellationToken), cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        }
    }
}
