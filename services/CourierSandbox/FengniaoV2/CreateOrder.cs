using System.Text.Json;
using MealDispatch.CourierSandbox.Riders;

namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>What the courier checks before it takes an order.</summary>
internal static class CreateOrder
{
    private const double MaxMeters = 10_000;
    private const decimal MaxKilograms = 6;

    private static readonly string[] Required =
    [
        "partner_order_code", "notify_url", "order_type", "order_total_amount", "order_actual_amount", "goods_count",
        "is_invoiced", "order_payment_status", "order_payment_method", "is_agent_payment",
    ];

    public static (int Code, SandboxOrder? Order) From(JsonElement data, DateTimeOffset now)
    {
        if (data.Lacks(Required)
            || data.Part("transport_info") is not { } transport
            || data.Part("receiver_info") is not { } receiver
            || PlaceOf(transport, "transport") is not { } shop
            || PlaceOf(receiver, "receiver") is not { } door
            || string.IsNullOrEmpty(receiver.Text("receiver_name"))
            || string.IsNullOrEmpty(receiver.Text("receiver_primary_phone"))
            || data.Part("items_json") is not { ValueKind: JsonValueKind.Array } items || items.GetArrayLength() == 0)
            return (Answers.MissingField, null);

        var code = data.Text("partner_order_code")!;
        var notifyUrl = data.Text("notify_url")!;
        if (code.Length > 128 || notifyUrl.Length > 255 || data.Text("serial_number")?.Length > 6)
            return (Answers.FieldTooLong, null);
        if (!Uri.TryCreate(notifyUrl, UriKind.Absolute, out _))
            return (Answers.FieldRule, null);
        if (data.Number("order_weight") is <= 0 or > MaxKilograms)
            return (Answers.Overweight, null);
        if (data.Number("require_receive_time") is { } by && by > 0 && by < now.ToUnixTimeMilliseconds())
            return (Answers.DeliveryTimePast, null);
        if (shop.DistanceTo(door) > MaxMeters)
            return (Answers.TooFar, null);

        return (Answers.Done, new SandboxOrder
        {
            Code = code,
            Number = $"30{code}",
            CallbackUrl = notifyUrl,
            Shop = shop,
            Door = door,
            CreatedAt = now,
        });
    }

    private static Place? PlaceOf(JsonElement info, string prefix) =>
        info.Number($"{prefix}_longitude") is { } lng && lng is > 0 and <= 180
        && info.Number($"{prefix}_latitude") is { } lat && lat is > 0 and <= 90
        && info.Number("position_source") is 1 or 2 or 3
            ? new Place((double)lng, (double)lat)
            : null;
}
