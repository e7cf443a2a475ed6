using System.Globalization;
using System.Text.Json;

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

    public static (int Code, SandboxOrder? Order) From(JsonElement data, DateTimeOffset now, bool auto)
    {
        if (Required.Any(name => string.IsNullOrEmpty(SandboxOrder.Text(data, name)))
            || Member(data, "transport_info") is not { } transport
            || Member(data, "receiver_info") is not { } receiver
            || PlaceOf(transport, "transport") is not { } shop
            || PlaceOf(receiver, "receiver") is not { } door
            || string.IsNullOrEmpty(SandboxOrder.Text(receiver, "receiver_name"))
            || string.IsNullOrEmpty(SandboxOrder.Text(receiver, "receiver_primary_phone"))
            || Member(data, "items_json") is not { ValueKind: JsonValueKind.Array } items || items.GetArrayLength() == 0)
            return (Answers.MissingField, null);

        var code = SandboxOrder.Text(data, "partner_order_code")!;
        var notifyUrl = SandboxOrder.Text(data, "notify_url")!;
        if (code.Length > 128 || notifyUrl.Length > 255 || SandboxOrder.Text(data, "serial_number")?.Length > 6)
            return (Answers.FieldTooLong, null);
        if (!Uri.TryCreate(notifyUrl, UriKind.Absolute, out _))
            return (Answers.FieldRule, null);
        if (Number(data, "order_weight") is <= 0 or > MaxKilograms)
            return (Answers.Overweight, null);
        if (Number(data, "require_receive_time") is { } by && by > 0 && by < now.ToUnixTimeMilliseconds())
            return (Answers.DeliveryTimePast, null);
        if (shop.DistanceTo(door) > MaxMeters)
            return (Answers.TooFar, null);

        return (Answers.Done, new SandboxOrder
        {
            Code = code,
            OpenOrderCode = $"30{code}",
            NotifyUrl = notifyUrl,
            Shop = shop,
            Door = door,
            CreatedAt = now,
            Auto = auto,
        });
    }

    private static JsonElement? Member(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? value : null;

    private static Place? PlaceOf(JsonElement info, string prefix) =>
        Number(info, $"{prefix}_longitude") is { } lng && lng is > 0 and <= 180
        && Number(info, $"{prefix}_latitude") is { } lat && lat is > 0 and <= 90
        && Number(info, "position_source") is 1 or 2 or 3
            ? new Place((double)lng, (double)lat)
            : null;

    private static decimal? Number(JsonElement from, string name) =>
        decimal.TryParse(SandboxOrder.Text(from, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
