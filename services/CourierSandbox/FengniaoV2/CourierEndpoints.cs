using MealDispatch.CourierSandbox.Riders;

namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>The courier's own API, at its real paths.</summary>
internal static class CourierEndpoints
{
    public static void MapFengniaoV2(this IEndpointRouteBuilder routes)
    {
        var api = routes.ServiceProvider.GetRequiredService<FengniaoV2Courier>().MapApi(routes, "/anubis-webapi");
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
        HttpRequest request, SandboxOptions options, IssuedTokens tokens, FengniaoV2Courier courier, CancellationToken ct)
    {
        var signed = await SignedRequest.ReadAsync(request, options, tokens, ct);
        if (signed.Code != Answers.Done)
            return Answers.Of(signed.Code);

        var (code, order) = CreateOrder.From(signed.Data, courier.Now);
        if (order is null)
            return Answers.Of(code);
        return await courier.PlaceAsync(order, ct) switch
        {
            true => Answers.Of(Answers.Done),
            false => Answers.Of(Answers.OrderRepeated),
            null => Results.StatusCode(StatusCodes.Status504GatewayTimeout),
        };
    }

    private static async Task<IResult> QueryAsync(
        HttpRequest request, SandboxOptions options, IssuedTokens tokens, FengniaoV2Courier courier, CancellationToken ct)
    {
        var (code, order) = await FindAsync(request, options, tokens, courier, ct);
        if (order is null)
            return Answers.Of(code);

        lock (order)
            return order.State == OrderState.Pushed
                ? Answers.Of(Answers.WaybillNotYet)
                : Answers.Of(Answers.Done, new Dictionary<string, object>(FengniaoWords.Query(order))
                {
                    ["order_total_delivery_cost"] = order.CostFen / 100m,
                    ["order_total_delivery_discount"] = 0m,
                });
    }

    private static async Task<IResult> CancelAsync(
        HttpRequest request, SandboxOptions options, IssuedTokens tokens, FengniaoV2Courier courier, CancellationToken ct)
    {
        var (code, order) = await FindAsync(request, options, tokens, courier, ct);
        return order is null ? Answers.Of(code)
            : order.IsEnded ? Answers.Of(Answers.CancelFailed)
            : Answers.Of(courier.Cancel(order) ? Answers.Done : Answers.CancelForbidden);
    }

    private static async Task<IResult> CarrierAsync(
        HttpRequest request, SandboxOptions options, IssuedTokens tokens, FengniaoV2Courier courier, CancellationToken ct)
    {
        var (code, order) = await FindAsync(request, options, tokens, courier, ct);
        if (order is null)
            return Answers.Of(code);

        return courier.RiderAt(order) is { } place
            ? Answers.Of(Answers.Done, new
            {
                carrier_driver_name = order.Last.RiderName,
                carrier_driver_phone = order.Last.RiderPhone,
                longitude = Math.Round(place.Lng, 6),
                latitude = Math.Round(place.Lat, 6),
            })
            : Answers.Of(Answers.WaybillNotYet);
    }

    private static async Task<(int Code, SandboxOrder? Order)> FindAsync(
        HttpRequest request, SandboxOptions options, IssuedTokens tokens, FengniaoV2Courier courier, CancellationToken ct)
    {
        var signed = await SignedRequest.ReadAsync(request, options, tokens, ct);
        if (signed.Code != Answers.Done)
            return (signed.Code, null);
        var order = courier.Find(signed.Data.Text("partner_order_code"));
        return order is null ? (Answers.OrderNotFound, null) : (Answers.Done, order);
    }
}
