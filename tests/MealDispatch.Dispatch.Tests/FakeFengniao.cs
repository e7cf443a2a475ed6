using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MealDispatch.Dispatch.Tests;

/// <summary>What goes wrong with the next call to a path.</summary>
public enum CallFault
{
    /// <summary>The call has its effect and the connection breaks before the answer.</summary>
    LostAfterEffect,

    /// <summary>HTTP 500, without effect.</summary>
    Broken,

    /// <summary>HTTP 200 with something that is no JSON, after the effect.</summary>
    Garbage,
}

public sealed class FakeOrder
{
    /// <summary>Null while the courier has not accepted it: a query answers 50026.</summary>
    public int? Status { get; set; }

    public string AbnormalCode { get; set; } = "";

    public long EtaMs { get; set; }

    public string RiderName { get; set; } = "";

    public string RiderPhone { get; set; } = "";

    public required JsonNode Data { get; init; }

    public List<(int Status, long TimeMs)> Log { get; } = [];
}

/// <summary>
/// Fengniao v2 as its documents describe it, over real HTTP, written apart from both the adapter and the sandbox, with faults.
/// </summary>
public sealed class FakeFengniao : IAsyncDisposable
{
    public const string AppId = "test-app";
    public const string Secret = "test-secret";
    private readonly List<string> tokens = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<CallFault>> faults = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<int>> codes = new();
    private WebApplication? app;

    public string BaseUrl { get; private set; } = "";

    public ConcurrentDictionary<string, FakeOrder> Orders { get; } = new();

    /// <summary>Path and order code of each business call whose signature was right.</summary>
    public ConcurrentQueue<(string Path, string Code)> Calls { get; } = new();

    public int TokensIssued => tokens.Count;

    public string CurrentToken => tokens[^1];

    public FakeOrder TheOrder => Assert.Single(Orders.Values);

    public (double Lng, double Lat)? Rider { get; set; }

    public int CallsTo(string path) => Calls.Count(call => call.Path == path);

    public void NextCall(string path, CallFault fault) => faults.GetOrAdd(path, _ => new()).Enqueue(fault);

    public void NextAnswer(string path, int code) => codes.GetOrAdd(path, _ => new()).Enqueue(code);

    /// <summary>The token of callbacks and calls changes without notice.</summary>
    public void RotateToken() => tokens.Add($"token-{tokens.Count + 1}");

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/anubis-webapi/get_access_token", GetToken);
        app.MapPost("/anubis-webapi/v2/order", (Delegate)((HttpContext http) => AnswerAsync(http, "v2/order", Create)));
        app.MapPost("/anubis-webapi/v2/order/query", (Delegate)((HttpContext http) => AnswerAsync(http, "v2/order/query", Query)));
        app.MapPost("/anubis-webapi/v2/order/cancel", (Delegate)((HttpContext http) => AnswerAsync(http, "v2/order/cancel", Cancel)));
        app.MapPost("/anubis-webapi/v2/order/carrier", (Delegate)((HttpContext http) => AnswerAsync(http, "v2/order/carrier", Carrier)));
        await app.StartAsync();
        BaseUrl = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/anubis-webapi";
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
    }

    /// <summary>A callback's body; by default signed with the current token.</summary>
    public string Callback(
        string code, int status, long pushTimeMs, string? errorCode = null, string rider = "李骑手", string phone = "13700000001",
        string? token = null, object? statusAs = null)
    {
        var named = status is 20 or 80 or 2 or 3;
        var json = JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["open_order_code"] = $"open-{code}",
            ["partner_order_code"] = code,
            ["order_status"] = statusAs ?? status,
            ["push_time"] = pushTimeMs,
            ["carrier_driver_name"] = named ? rider : "",
            ["carrier_driver_phone"] = named ? phone : "",
            ["error_code"] = errorCode ?? "",
        });
        var data = WebUtility.UrlEncode(json);
        var signature = Md5($"app_id={AppId}&access_token={token ?? CurrentToken}&data={data}&salt=2345");
        return JsonSerializer.Serialize(new { app_id = AppId, data, salt = 2345, signature });
    }

    private IResult GetToken(HttpRequest request)
    {
        var salt = request.Query["salt"].ToString();
        var seed = $"app_id%3D{AppId}%26salt%3D{salt}%26secret_key%3D{Secret}";
        if (request.Query["signature"] != Md5(seed))
            return Results.Json(new { code = "40002", msg = "签名错误" });
        RotateToken();
        var expires = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        return Results.Json(new { code = "200", msg = "success", data = new { app_id = AppId, access_token = CurrentToken, expire_time = expires } });
    }

    private async Task<IResult> AnswerAsync(HttpContext http, string path, Func<string, JsonNode, object> handle)
    {
        var body = (await JsonNode.ParseAsync(http.Request.Body))!;
        var data = (string)body["data"]!;
        if (Md5($"app_id={AppId}&access_token={CurrentToken}&data={data}&salt={(int)body["salt"]!}") != (string?)body["signature"])
            return Results.Json(new { code = 40004, msg = "token错误" });

        var payload = JsonNode.Parse(Uri.UnescapeDataString(data))!;
        var code = (string)payload["partner_order_code"]!;
        Calls.Enqueue((path, code));
        var fault = faults.TryGetValue(path, out var queue) && queue.TryDequeue(out var next) ? next : (CallFault?)null;
        if (fault == CallFault.Broken)
            return Results.StatusCode(500);
        if (codes.TryGetValue(path, out var answers) && answers.TryDequeue(out var answer))
            return Results.Json(new { code = answer, msg = "..." });

        var reply = handle(code, payload);
        if (fault == CallFault.LostAfterEffect)
            http.Abort();
        return fault == CallFault.Garbage ? Results.Text("<html>") : Results.Json(reply);
    }

    private object Create(string code, JsonNode data) =>
        Orders.TryAdd(code, new FakeOrder { Data = data }) ? new { code = 200, msg = "接收成功" } : new { code = 50011, msg = "重复" };

    private object Query(string code, JsonNode data)
    {
        if (!Orders.TryGetValue(code, out var order))
            return new { code = 50037 };
        return order.Status is not { } status
            ? new { code = 50026 }
            : new
            {
                code = 200,
                data = new
                {
                    order_status = status,
                    carrier_driver_name = order.RiderName,
                    carrier_driver_phone = order.RiderPhone,
                    estimate_arrive_time = order.EtaMs,
                    order_total_delivery_cost = "6.50",
                    order_total_delivery_discount = 1.2m,
                    abnormal_code = order.AbnormalCode,
                    event_log_details = order.Log.Select(entry => new
                    {
                        order_status = entry.Status,
                        occur_time = entry.TimeMs,
                        carrier_driver_name = order.RiderName,
                        carrier_driver_phone = order.RiderPhone,
                    }),
                },
            };
    }

    private object Cancel(string code, JsonNode data)
    {
        if (!Orders.TryGetValue(code, out var order))
            return new { code = 50037 };
        if (order.Status is 2 or 3)
            return new { code = 50102 };
        order.Status = 4;
        return new { code = 200 };
    }

    private object Carrier(string code, JsonNode data) =>
        Rider is { } at ? new { code = 200, data = new { longitude = at.Lng, latitude = at.Lat } } : new { code = 50026 };

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "Fengniao's API signs with MD5.")]
    private static string Md5(string seed) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(seed)));
}
