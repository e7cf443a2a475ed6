using System.Text.Json;
using MealDispatch.CourierSandbox.FengniaoV2;
using MealDispatch.CourierSandbox.Riders;

namespace MealDispatch.CourierSandbox.FengniaoV3;

/// <summary>The courier's own API, at its real paths. Codes are taken to be those of v2.</summary>
internal static class CourierEndpoints
{
    private const double MaxMeters = 10_000;
    private const int ReasonOther = 10;

    public static void MapFengniaoV3(this IEndpointRouteBuilder routes)
    {
        var courier = routes.ServiceProvider.GetRequiredService<FengniaoV3Courier>();
        var api = courier.MapApi(routes, "/anubis-webapi");
        api.MapPost("/openapi/token", async (HttpRequest request, SandboxOptions options, CancellationToken ct) =>
            Token(courier, options, Fields.Parse(await Fields.BodyAsync(request, ct)) ?? default));
        api.MapPost("/openapi/refreshToken", async (HttpRequest request, SandboxOptions options, CancellationToken ct) =>
            Refresh(courier, options, Fields.Parse(await Fields.BodyAsync(request, ct)) ?? default));
        Map("preCreateOrder", (data, _) => Task.FromResult(Quote(courier, data)));
        Map("createOrder", (data, ct) => CreateAsync(courier, data, ct));
        Map("getOrderDetail", (data, _) => Task.FromResult(OfOrder(courier, data, Detail)));
        Map("getCancelReasonList", (data, _) => Task.FromResult(OfOrder(courier, data, _ => V3Answers.Done(new[]
        {
            new { code = 1, desc = "长时间无人接单" }, new { code = ReasonOther, desc = "其他原因" },
        }))));
        Map("preCancelOrder", (data, _) => Task.FromResult(OfOrder(courier, data, order => Cancellable(order) ?? V3Answers.Done(new { actual_cancel_cost_cent = order.CancelCostFen }))));
        Map("cancelOrder", (data, _) => Task.FromResult(OfOrder(courier, data, order => Cancel(courier, order, data))));
        Map("getKnightInfo", (data, _) => Task.FromResult(OfOrder(courier, data, order => courier.RiderAt(order) is { } at
            ? V3Answers.Done(new { carrier_driver_name = order.Last.RiderName, carrier_driver_longitude = at.Lng, carrier_driver_latitude = at.Lat })
            : V3Answers.Of(Answers.WaybillNotYet, "运单还未生成"))));

        void Map(string method, Func<JsonElement, CancellationToken, Task<IResult>> handle) =>
            api.MapPost($"/v3/invoke/{method}", async (HttpRequest request, SandboxOptions options, CancellationToken ct) =>
            {
                var (data, refusal) = ReadSigned(courier, options, Fields.Parse(await Fields.BodyAsync(request, ct)) ?? default);
                return refusal ?? await handle(data, ct);
            });
    }

    private static IResult Token(FengniaoV3Courier courier, SandboxOptions options, JsonElement body) =>
        body.Text("signature") == Signatures.OfToken(options.Secret, options.AppId, body.Text("code") ?? "", options.MerchantId, body.Text("timestamp") ?? "")
        && body.Text("app_id") == options.AppId && body.Text("merchant_id") == options.MerchantId
            ? Pair(courier.Now, options, courier.Tokens.Give())
            : V3Answers.Of(Answers.BadSignature, "签名错误");

    private static IResult Refresh(FengniaoV3Courier courier, SandboxOptions options, JsonElement body)
    {
        var refresh = body.Text("refresh_token") ?? "";
        if (body.Text("signature") != Signatures.OfRefresh(options.Secret, options.AppId, options.MerchantId, refresh, body.Text("timestamp") ?? ""))
            return V3Answers.Of(Answers.BadSignature, "签名错误");
        return courier.Tokens.Renew(refresh) is { } pair ? Pair(courier.Now, options, pair) : V3Answers.Of(Answers.TokenSpent, "refresh_token已失效");
    }

    /// <summary>Inside text, and its numbers as text: as replies of the real one were seen.</summary>
    private static IResult Pair(DateTimeOffset now, SandboxOptions options, TokenPair pair) => V3Answers.Done(JsonSerializer.Serialize(new
    {
        app_id = options.AppId,
        merchant_id = options.MerchantId,
        access_token = pair.Access,
        refresh_token = pair.Refresh,
        expire_in = $"{(long)(pair.ExpiresAt - now).TotalSeconds}",
        re_expire_in = $"{(long)(pair.ExpiresAt - now).TotalSeconds * 2}",
    }));

    private static (JsonElement Data, IResult? Refusal) ReadSigned(FengniaoV3Courier courier, SandboxOptions options, JsonElement body)
    {
        if (body.Lacks("app_id", "merchant_id", "timestamp", "version", "access_token", "business_data", "signature"))
            return (default, V3Answers.Of(Answers.MissingField, "缺少必填项"));
        string Of(string name) => body.Text(name)!;
        if (Of("app_id") != options.AppId || Of("merchant_id") != options.MerchantId)
            return (default, V3Answers.Of(Answers.AppIdUnknown, "app_id不存在"));
        var right = Signatures.OfCall(options.Secret, Of("access_token"), options.AppId, Of("business_data"), options.MerchantId, Of("timestamp"), Of("version"));
        if (right != Of("signature"))
            return (default, V3Answers.Of(Answers.BadSignature, "签名错误"));
        if (!courier.Tokens.IsGood(Of("access_token")))
            return (default, V3Answers.Of(Answers.TokenSpent, "token错误或已过期"));
        return Fields.Parse(Of("business_data")) is { } data ? (data, null) : (default, V3Answers.Of(Answers.FieldRule, "business_data不是JSON"));
    }

    private static IResult Quote(FengniaoV3Courier courier, JsonElement data)
    {
        if (courier.Faults.Strike(Fault.NoQuote))
            return Results.NotFound();
        var (order, refusal) = Read(courier, data);
        if (order is null)
            return refusal!;
        var isTooFar = order.Shop.DistanceTo(order.Door) > MaxMeters;
        var quoted = courier.Quotes.Give(order.Code, data);
        return V3Answers.Done(JsonSerializer.Serialize(new
        {
            goods_infos = new[]
            {
                new
                {
                    base_goods_id = 1, service_goods_id = quoted.Number, total_delivery_amount_cent = order.CostFen, actual_delivery_amount_cent = isTooFar ? 0 : order.CostFen,
                    disable_reason = isTooFar ? "超出配送距离" : "",
                },
            },
        }));
    }

    private static async Task<IResult> CreateAsync(FengniaoV3Courier courier, JsonElement data, CancellationToken ct)
    {
        if (data.Text("service_goods_id") is { } named && courier.Quotes.Take(named, courier.Faults) is null)
            return V3Answers.Of(Answers.FieldRule, "报价已失效");
        var (order, refusal) = data.Lacks("receiver_name", "receiver_primary_phone") ? (null, V3Answers.Of(Answers.MissingField, "缺少必填项")) : Read(courier, data);
        if (order is null)
            return refusal!;
        if (order.Shop.DistanceTo(order.Door) > MaxMeters)
            return V3Answers.Of(Answers.TooFar, "超出配送距离");
        return await courier.PlaceAsync(order, ct) switch
        {
            true => V3Answers.Done(JsonSerializer.Serialize(new { order_id = order.Number })),
            false => V3Answers.Of(Answers.OrderRepeated, "订单号重复提交"),
            null => Results.StatusCode(StatusCodes.Status504GatewayTimeout),
        };
    }

    private static (SandboxOrder? Order, IResult? Refusal) Read(FengniaoV3Courier courier, JsonElement data)
    {
        if (data.Lacks("partner_order_code", "order_type", "position_source", "receiver_address", "goods_total_amount_cent", "goods_actual_amount_cent",
                "goods_weight", "goods_count")
            || PlaceOf(data, "transport") is not { } shop || PlaceOf(data, "receiver") is not { } door)
            return (null, V3Answers.Of(Answers.MissingField, "缺少必填项"));
        if (data.Number("goods_weight") is not (> 0 and <= 6))
            return (null, V3Answers.Of(Answers.Overweight, "超出配送重量"));

        var code = data.Text("partner_order_code")!;
        return (new SandboxOrder
        {
            Code = code, Number = $"33{code}", CallbackUrl = "", Shop = shop, Door = door, CreatedAt = courier.Now, RiseFen = courier.Quotes.RiseOf(code),
        }, null);
    }

    private static IResult Detail(SandboxOrder order) => order.State == OrderState.Pushed
        ? V3Answers.Of(Answers.WaybillNotYet, "运单还未生成")
        : V3Answers.Done(new Dictionary<string, object>(FengniaoWords.Query(order))
        {
            ["order_id"] = order.Number,
            ["order_total_amount_cent"] = order.CostFen,
            ["order_actual_amount_cent"] = order.CostFen,
        });

    private static IResult? Cancellable(SandboxOrder order) =>
        order.IsEnded ? V3Answers.Of(Answers.CancelFailed, "订单取消失败")
        : order.IsBeforePickup ? null : V3Answers.Of(Answers.CancelForbidden, "当前状态不允许取消");

    /// <summary>At the price that was asked for, and at no other.</summary>
    private static IResult Cancel(FengniaoV3Courier courier, SandboxOrder order, JsonElement data) =>
        Cancellable(order)
        ?? (data.Lacks("order_cancel_code", "order_cancel_role") || data.Number("actual_cancel_cost_cent") != order.CancelCostFen
            ? V3Answers.Of(Answers.FieldRule, "取消费用不一致")
            : courier.Cancel(order) ? V3Answers.Done("{}") : V3Answers.Of(Answers.CancelForbidden, "当前状态不允许取消"));

    private static Place? PlaceOf(JsonElement data, string prefix) =>
        data.Number($"{prefix}_longitude") is > 0 and <= 180 and var lng && data.Number($"{prefix}_latitude") is > 0 and <= 90 and var lat
            ? new Place((double)lng, (double)lat)
            : null;

    private static IResult OfOrder(FengniaoV3Courier courier, JsonElement data, Func<SandboxOrder, IResult> handle)
    {
        if (courier.Find(data.Text("partner_order_code")) is not { } order)
            return V3Answers.Of(Answers.OrderNotFound, "订单不存在");
        lock (order)
            return handle(order);
    }
}

internal static class V3Answers
{
    /// <summary><paramref name="data"/> is an object, or text that holds one: real replies were seen as both.</summary>
    public static IResult Done(object data) => Results.Json(new { sign = "", code = "200", msg = "success", business_data = data });

    public static IResult Of(int code, string msg) => Results.Json(new { sign = "", code = $"{code}", msg, business_data = (object?)null });
}
