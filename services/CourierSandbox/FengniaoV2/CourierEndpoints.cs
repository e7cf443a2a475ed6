namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>The courier's own API, at its real paths.</summary>
internal static class CourierEndpoints
{
    public static void MapFengniaoV2(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/sandbox/fengniao-v2/anubis-webapi").AllowAnonymous().ExcludeFromDescription();
        api.MapGet("/get_access_token", GetAccessToken);
        api.MapPost("/v2/order", CreateAsync);
        api.MapPost("/v2/order/query", QueryAsync);
        api.MapPost("/v2/order/cancel", CancelAsync);
        api.MapPost("/v2/order/carrier", CarrierAsync);
    }

    // "app_id" and the like are the courier's names.
    private static IResult GetAccessToken(HttpRequest request, SandboxOptions options, IssuedTokens tokens)
    {
        var appId = request.Query["app_id"].ToString();
        var salt = request.Query["salt"].ToString();
        if (appId != options.AppId)
            return Answers.Of(Answers.AppIdUnknown);
        if (!SignedRequest.IsSalt(salt))
            return Answers.Of(Answers.SaltOutOfRange);
        if (request.Query["signature"].ToString() != Signatures.OfTokenRequest(appId, salt, options.Secret))
            return Answers.Of(Answers.BadSignature);

        var token = tokens.Issue();
        var data = new { app_id = appId, access_token = token.Value, expire_time = token.ExpiresAt.ToUnixTimeMilliseconds() };
        return Results.Json(new { code = "200", msg = "success", data });
    }

    private static async Task<IResult> CreateAsync(
        HttpRequest request, SandboxOptions options, IssuedTokens tokens, SandboxOrders orders, TimeProvider time, CancellationToken ct)
    {
        var signed = await SignedRequest.ReadAsync(request, options, tokens, ct);
        if (signed.Code != Answers.Done)
            return Answers.Of(signed.Code);

        var (code, order) = CreateOrder.From(signed.Data, time.GetUtcNow(), options.Auto);
        if (order is not null && !orders.TryAdd(order))
            code = Answers.OrderRepeated;
        return Answers.Of(code);
    }

    private static async Task<IResult> QueryAsync(
        HttpRequest request, SandboxOptions options, IssuedTokens tokens, SandboxOrders orders, CancellationToken ct)
    {
        var (code, order) = await FindAsync(request, options, tokens, orders, ct);
        if (order is null)
            return Answers.Of(code);

        lock (order)
            return order.Status == OrderStatus.Pushed ? Answers.Of(Answers.WaybillNotYet) : Answers.Of(Answers.Done, order.QueryAnswer());
    }

    private static async Task<IResult> CancelAsync(
        HttpRequest request, SandboxOptions options, IssuedTokens tokens, SandboxOrders orders, TimeProvider time, CancellationToken ct)
    {
        var (code, order) = await FindAsync(request, options, tokens, orders, ct);
        if (order is null)
            return Answers.Of(code);

        lock (order)
        {
            if (order.Status is OrderStatus.Delivered or OrderStatus.Exception)
                return Answers.Of(Answers.CancelFailed);
            if (!order.CanCancel)
                return Answers.Of(Answers.CancelForbidden);
            order.Become(OrderStatus.Cancelled, time.GetUtcNow());
            return Answers.Of(Answers.Done);
        }
    }

    private static async Task<IResult> CarrierAsync(
        HttpRequest request, SandboxOptions options, IssuedTokens tokens, SandboxOrders orders, CancellationToken ct)
    {
        var (code, order) = await FindAsync(request, options, tokens, orders, ct);
        if (order is null)
            return Answers.Of(code);

        lock (order)
            return Trip.RiderAt(order, orders.ShareOf(order)) is { } place
                ? Answers.Of(Answers.Done, new
                {
                    carrier_driver_name = order.RiderName,
                    carrier_driver_phone = order.RiderPhone,
                    longitude = Math.Round(place.Lng, 6),
                    latitude = Math.Round(place.Lat, 6),
                })
                : Answers.Of(Answers.WaybillNotYet);
    }

    private static async Task<(int Code, SandboxOrder? Order)> FindAsync(
        HttpRequest request, SandboxOptions options, IssuedTokens tokens, SandboxOrders orders, CancellationToken ct)
    {
        var signed = await SignedRequest.ReadAsync(request, options, tokens, ct);
        if (signed.Code != Answers.Done)
            return (signed.Code, null);
        var order = orders.Find(SandboxOrder.Text(signed.Data, "partner_order_code"));
        return order is null ? (Answers.OrderNotFound, null) : (Answers.Done, order);
    }
}
