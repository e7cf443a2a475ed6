using System.Text.Json;
using MealDispatch.CourierSandbox.Riders;

namespace MealDispatch.CourierSandbox.Dada;

/// <summary>The courier's own API, at its real paths, with the test platform's calls that move an order.</summary>
internal static class CourierEndpoints
{
    private const double MaxMeters = 10_000;

    public static void MapDada(this IEndpointRouteBuilder routes)
    {
        var courier = routes.ServiceProvider.GetRequiredService<DadaCourier>();
        var api = courier.MapApi(routes, "/api");
        Map("order/addOrder", (body, ct) => AddAsync(courier, body, ct));
        Map("order/queryDeliverFee", (body, _) => Task.FromResult(Quote(courier, body)));
        Map("order/addAfterQuery", (body, ct) => courier.Quotes.Take(body.Text("deliveryNo"), courier.Faults) is { } quoted
            ? AddAsync(courier, quoted.Asked, ct, named: true)
            : Task.FromResult(DadaAnswers.Fail(2155, "运单号不存在或已过期，请重新查询运费")));
        Map("order/confirm/goods", (body, _) => Task.FromResult(OfOrder(courier, body, order =>
            courier.TakeBack(order) ? DadaAnswers.Done(null) : DadaAnswers.Fail(2076, "订单当前状态不能确认"))));
        Map("order/status/query", (body, _) => Task.FromResult(OfOrder(courier, body, order => DadaAnswers.Done(DadaWords.Query(order, courier.RiderAt(order))))));
        Map("order/formalCancel", (body, _) => Task.FromResult(Cancel(courier, body)));
        Map("order/cancel/reasons", (_, _) => Task.FromResult(DadaAnswers.Done(new[] { new { id = 1, reason = "没有配送员接单" }, new { id = 10_000, reason = "其他" } })));
        Map("order/transporter/position", (body, _) => Task.FromResult(Positions(courier, body)));
        Map("message/confirm", (body, _) => Task.FromResult(Confirm(courier, body)));
        foreach (var (name, state) in new[] { ("accept", OrderState.Assigned), ("fetch", OrderState.Delivering), ("finish", OrderState.Delivered), ("cancel", OrderState.Cancelled), ("expire", OrderState.Failed) })
            Map($"order/{name}", (body, _) => Task.FromResult(OfOrder(courier, body, order => Drive(courier, order, state))));

        void Map(string path, Func<JsonElement, CancellationToken, Task<IResult>> handle) =>
            api.MapPost($"/{path}", async (HttpRequest request, SandboxOptions options, CancellationToken ct) =>
            {
                var signed = DadaRequest.Read(await Fields.BodyAsync(request, ct), options);
                return signed.Body is { } body ? await handle(body, ct) : signed.Refusal!;
            });
    }

    private static IResult Quote(DadaCourier courier, JsonElement body)
    {
        if (courier.Faults.Strike(Fault.NoQuote))
            return Results.NotFound();
        var (order, refusal) = Read(courier, body);
        if (order is null)
            return refusal!;
        if (courier.Find(order.Code) is not null)
            return DadaAnswers.Fail(2105, "订单已存在，请勿重复下单");
        var quoted = courier.Quotes.Give(order.Code, body);
        return DadaAnswers.Done(new
        {
            distance = Distance(order), deliveryNo = quoted.Number, fee = order.CostFen / 100m, deliverFee = order.CostFen / 100m, couponFee = 0m, insuranceFee = 0m,
            tips = 0m, expiredTime = quoted.ExpiresAt.ToUnixTimeSeconds(),
        });
    }

    /// <param name="courier">The courier.</param>
    /// <param name="body">The order.</param>
    /// <param name="ct">Ends the call.</param>
    /// <param name="named">The price was named before: the answer holds nothing.</param>
    private static async Task<IResult> AddAsync(DadaCourier courier, JsonElement body, CancellationToken ct, bool named = false)
    {
        var (order, refusal) = Read(courier, body);
        if (order is null)
            return refusal!;
        return await courier.PlaceAsync(order, ct) switch
        {
            true when named => DadaAnswers.Done(null),
            true => DadaAnswers.Done(new
            {
                distance = Distance(order), fee = order.CostFen / 100m, deliverFee = order.CostFen / 100m, couponFee = 0m, insuranceFee = 0m, tips = 0m,
            }),
            false => DadaAnswers.Fail(2105, "订单已存在，请勿重复下单"),
            null => Results.StatusCode(StatusCodes.Status504GatewayTimeout),
        };
    }

    private static double Distance(SandboxOrder order) => Math.Round(order.Shop.DistanceTo(order.Door));

    private static (SandboxOrder? Order, IResult? Refusal) Read(DadaCourier courier, JsonElement body)
    {
        if (body.Lacks("shop_no", "origin_id", "cargo_price", "is_prepay", "receiver_name", "receiver_address", "receiver_phone", "callback", "cargo_weight")
            || body.Number("receiver_lng") is not (> 0 and <= 180 and var lng) || body.Number("receiver_lat") is not (> 0 and <= 90 and var lat))
            return (null, DadaAnswers.Fail(2000, "接口请求参数不能为空"));
        var callback = body.Text("callback")!;
        if (!Uri.TryCreate(callback, UriKind.Absolute, out _))
            return (null, DadaAnswers.Fail(2001, "回调地址不正确"));

        // The shop is known by its number alone: in miniature all of them lie at one place.
        var (shop, door) = (new Place(121.2346, 31.2481), new Place((double)lng, (double)lat));
        if (shop.DistanceTo(door) > MaxMeters)
            return (null, DadaAnswers.Fail(2063, "订单距离超出配送范围"));

        var code = body.Text("origin_id")!;
        return (new SandboxOrder
        {
            Code = code, Number = $"40{code}", CallbackUrl = callback, Shop = shop, Door = door, CreatedAt = courier.Now, RiseFen = courier.Quotes.RiseOf(code),
        }, null);
    }

    private static IResult Cancel(DadaCourier courier, JsonElement body)
    {
        if (body.Text("cancel_reason_id") is null || body.Text("cancel_reason_id") == "10000" && body.Lacks("cancel_reason"))
            return DadaAnswers.Fail(2000, "取消原因不能为空");
        return OfOrder(courier, body, order =>
            courier.Cancel(order) ? DadaAnswers.Done(new { deduct_fee = order.CancelCostFen / 100m }) : DadaAnswers.Fail(2076, "订单当前状态不能取消"));
    }

    private static IResult Positions(DadaCourier courier, JsonElement body)
    {
        if (body.Part("orderIds") is not { ValueKind: JsonValueKind.Array } ids || ids.GetArrayLength() is 0 or > 50)
            return DadaAnswers.Fail(2000, "订单号不能为空");
        var orders = ids.EnumerateArray().Where(id => id.ValueKind == JsonValueKind.String).Select(id => courier.Find(id.GetString())).OfType<SandboxOrder>();
        return DadaAnswers.Done(orders.Select(order => (Order: order, At: courier.RiderAt(order))).Where(found => found.At is not null).Select(found => new
        {
            orderId = found.Order.Code, transporterLng = $"{found.At!.Value.Lng:0.000000}", transporterLat = $"{found.At!.Value.Lat:0.000000}",
        }));
    }

    private static IResult Confirm(DadaCourier courier, JsonElement body)
    {
        if (Fields.Parse(body.Text("messageBody")) is not { } message || message.Text("isConfirm") is not ("0" or "1"))
            return DadaAnswers.Fail(2000, "消息内容不能为空");
        if (courier.Find(message.Text("orderId")) is not { } order)
            return DadaAnswers.Fail(2005, "订单不存在，请核查订单号");
        courier.AnswerRider(order, mayGo: message.Text("isConfirm") == "1");
        return DadaAnswers.Done(null);
    }

    private static IResult Drive(DadaCourier courier, SandboxOrder order, OrderState state)
    {
        order.Auto = false;
        var trouble = state switch { OrderState.Cancelled => Trouble.MerchantCancelled, OrderState.Failed => Trouble.NoRider, _ => Trouble.None };
        return courier.Advance(order, state, trouble) ? DadaAnswers.Done(null) : DadaAnswers.Fail(2076, "订单已结束");
    }

    private static IResult OfOrder(DadaCourier courier, JsonElement body, Func<SandboxOrder, IResult> handle)
    {
        if (courier.Find(body.Text("order_id")) is not { } order)
            return DadaAnswers.Fail(2005, "订单不存在，请核查订单号");
        lock (order)
            return handle(order);
    }
}

internal static class DadaAnswers
{
    public static IResult Done(object? result) => Results.Json(new { status = "success", result, code = 0, msg = "成功", errorCode = 0, success = true, fail = false });

    public static IResult Fail(int code, string text) =>
        Results.Json(new { status = "fail", result = (object?)null, code, msg = text, errorCode = code, success = false, fail = true });
}

/// <summary>The envelope of a call, checked as the courier checks it.</summary>
internal sealed record DadaRequest(JsonElement? Body, IResult? Refusal)
{
    public static DadaRequest Read(string? text, SandboxOptions options)
    {
        if (Fields.Parse(text) is not { } envelope || envelope.Lacks("app_key", "body", "format", "source_id", "timestamp", "v", "signature"))
            return new DadaRequest(null, DadaAnswers.Fail(2000, "接口请求参数不能为空"));
        string Of(string name) => envelope.Text(name)!;
        if (Of("app_key") != options.AppId || Of("source_id") != options.MerchantId)
            return new DadaRequest(null, DadaAnswers.Fail(2004, "app_key不存在"));
        var right = Signatures.OfRequest(options.Secret, Of("app_key"), Of("body"), Of("format"), Of("source_id"), Of("timestamp"), Of("v"));
        if (right != Of("signature"))
            return new DadaRequest(null, DadaAnswers.Fail(2003, "签名错误"));
        return Fields.Parse(Of("body")) is { } body ? new DadaRequest(body, null) : new DadaRequest(null, DadaAnswers.Fail(2001, "body不是JSON"));
    }
}
