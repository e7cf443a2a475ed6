using System.Globalization;
using MealDispatch.CourierSandbox.Riders;

namespace MealDispatch.CourierSandbox.Meituan;

/// <summary>The courier's own API, at its real paths, with the test platform's calls that move an order.</summary>
internal static class CourierEndpoints
{
    private const double MaxMeters = 10_000;

    private static readonly (string Name, OrderState State, Trouble Trouble)[] Drivers =
    [
        ("arrange", OrderState.Assigned, Trouble.None), ("rearrange", OrderState.Assigned, Trouble.None), ("pickup", OrderState.Delivering, Trouble.None),
        ("deliver", OrderState.Delivered, Trouble.None), ("reportException", OrderState.Failed, Trouble.NoAnswer),
    ];

    public static void MapMeituan(this IEndpointRouteBuilder routes)
    {
        var courier = routes.ServiceProvider.GetRequiredService<MeituanCourier>();
        var api = courier.MapApi(routes, "/api");
        Map("order/createByShop", (fields, ct) => CreateAsync(courier, fields, ct));
        Map("order/status/query", (fields, _) => Task.FromResult(OfOrder(courier, fields, Query)));
        Map("order/delete", (fields, _) => Task.FromResult(OfOrder(courier, fields, order =>
            fields.GetValueOrDefault("cancel_reason_id", "") == "" ? MeituanAnswers.Of(MeituanAnswers.Missing, "缺少参数")
            : courier.Cancel(order) ? MeituanAnswers.Done(Names(order)) : MeituanAnswers.Of(MeituanAnswers.Forbidden, "当前状态不可取消"))));
        Map("order/rider/location", (fields, _) => Task.FromResult(OfOrder(courier, fields, order => courier.RiderAt(order) is { } at
            ? MeituanAnswers.Done(new { lat = (long)Math.Round(at.Lat * 1e6), lng = $"{(long)Math.Round(at.Lng * 1e6)}" })
            : MeituanAnswers.Of(MeituanAnswers.Forbidden, "骑手位置未知"))));
        foreach (var (name, state, trouble) in Drivers)
            Map($"test/order/{name}", (fields, _) => Task.FromResult(OfOrder(courier, fields, order =>
            {
                order.Auto = false;
                return courier.Advance(order, state, trouble) ? MeituanAnswers.Done(Names(order)) : MeituanAnswers.Of(MeituanAnswers.Forbidden, "订单已结束");
            })));

        void Map(string path, Func<IReadOnlyDictionary<string, string>, CancellationToken, Task<IResult>> handle) =>
            api.MapPost($"/{path}", async (HttpRequest request, SandboxOptions options, CancellationToken ct) =>
            {
                var (fields, refusal) = await MeituanRequest.ReadAsync(request, options, courier, ct);
                return refusal ?? await handle(fields, ct);
            });
    }

    private static async Task<IResult> CreateAsync(MeituanCourier courier, IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        string[] required = ["delivery_id", "order_id", "shop_id", "delivery_service_code", "receiver_name", "receiver_address", "receiver_phone", "goods_value", "goods_weight"];
        if (required.Any(name => fields.GetValueOrDefault(name, "") == ""))
            return MeituanAnswers.Of(MeituanAnswers.Missing, "缺少参数");
        if (!long.TryParse(fields["delivery_id"], NumberStyles.None, CultureInfo.InvariantCulture, out _) || fields["order_id"].Length > 32
            || Degrees("receiver_lng", 180) is not { } lng || Degrees("receiver_lat", 90) is not { } lat
            || Fields.Number(fields["goods_value"]) is not (>= 0 and <= 5000) || Fields.Number(fields["goods_weight"]) is not (>= 0 and <= 50))
            return MeituanAnswers.Of(MeituanAnswers.Malformed, "参数格式错误");

        // Shops are known by their number alone: in miniature all of them lie at one place.
        var (shop, door) = (new Place(121.2346, 31.2481), new Place(lng, lat));
        if (shop.DistanceTo(door) > MaxMeters)
            return MeituanAnswers.Of(MeituanAnswers.OutOfRange, "超出门店配送范围");

        var order = new SandboxOrder
        {
            Code = fields["delivery_id"], Number = $"15{fields["delivery_id"]}", CallbackUrl = "", Shop = shop, Door = door, CreatedAt = courier.Now,
        };
        return await courier.PlaceAsync(order, ct) is null
            ? Results.StatusCode(StatusCodes.Status504GatewayTimeout)
            : MeituanAnswers.Done(Names(order)); // a repeat is answered as the first

        double? Degrees(string name, double most) =>
            long.TryParse(fields.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var micro) && micro > 1_000_000 && micro / 1e6 <= most
                ? micro / 1e6
                : null;
    }

    private static IResult Query(SandboxOrder order) => MeituanAnswers.Done(new
    {
        delivery_id = order.Code,
        mt_peisong_id = order.Number,
        order_id = order.Code,
        status = MeituanWords.Status(order.State),
        operate_time = order.Last.At.ToUnixTimeSeconds(),
        courier_name = order.Last.RiderName,
        courier_phone = order.Last.RiderPhone,
        cancel_reason_id = MeituanWords.Status(order.State) == 99 ? MeituanWords.CancelReason(order.Last.Trouble) : "",
        cancel_reason = "",
    });

    private static object Names(SandboxOrder order) => new { mt_peisong_id = order.Number, delivery_id = order.Code, order_id = order.Code };

    /// <summary>Both numbers are wanted, and must belong together.</summary>
    private static IResult OfOrder(MeituanCourier courier, IReadOnlyDictionary<string, string> fields, Func<SandboxOrder, IResult> handle)
    {
        if (fields.GetValueOrDefault("delivery_id", "") == "" || fields.GetValueOrDefault("mt_peisong_id", "") == "")
            return MeituanAnswers.Of(MeituanAnswers.Missing, "缺少参数");
        if (courier.Find(fields["delivery_id"]) is not { } order || order.Number != fields["mt_peisong_id"])
            return MeituanAnswers.Of(MeituanAnswers.Unknown, "订单不存在");
        lock (order)
            return handle(order);
    }
}

internal static class MeituanAnswers
{
    public const int Missing = 3;
    public const int Malformed = 4;
    public const int UnknownApp = 5;
    public const int BadSignature = 6;
    public const int ClockSkew = 9;
    public const int TooMany = 11;
    public const int OutOfRange = 109;
    public const int Forbidden = 113;
    public const int Unknown = 114;

    public static IResult Done(object data) => Results.Json(new { code = 0, message = "success", data });

    public static IResult Of(int code, string message) => Results.Json(new { code, message });
}

/// <summary>The form of a call, checked as the courier checks it: application, clock, signature, and how many calls.</summary>
internal static class MeituanRequest
{
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(10);

    public static async Task<(IReadOnlyDictionary<string, string> Fields, IResult? Refusal)> ReadAsync(
        HttpRequest request, SandboxOptions options, MeituanCourier courier, CancellationToken ct)
    {
        var none = new Dictionary<string, string>();
        if (!request.HasFormContentType || request.ContentLength is > Fields.MaxBytes)
            return (none, MeituanAnswers.Of(MeituanAnswers.Missing, "缺少系统参数"));
        var fields = (await request.ReadFormAsync(ct)).ToDictionary(field => field.Key, field => field.Value.ToString());
        if (fields.GetValueOrDefault("appkey") != options.AppId)
            return (none, MeituanAnswers.Of(MeituanAnswers.UnknownApp, "appkey不存在"));
        if (!long.TryParse(fields.GetValueOrDefault("timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || courier.Now.ToUnixTimeSeconds() - seconds >= MostSkew.TotalSeconds || seconds - courier.Now.ToUnixTimeSeconds() >= MostSkew.TotalSeconds)
            return (none, MeituanAnswers.Of(MeituanAnswers.ClockSkew, "timestamp超时"));
        if (fields.GetValueOrDefault("sign") != Signatures.Of(options.Secret, fields))
            return (none, MeituanAnswers.Of(MeituanAnswers.BadSignature, "签名验证错误"));
        return courier.IsFlooded() ? (none, MeituanAnswers.Of(MeituanAnswers.TooMany, "接口流控")) : (fields, null);
    }
}
