using System.Globalization;
using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;

namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>Longitude and latitude in the datum in which the order came.</summary>
internal readonly record struct Place(double Lng, double Lat)
{
    public static Place Between(Place from, Place to, double share) =>
        new(from.Lng + (to.Lng - from.Lng) * share, from.Lat + (to.Lat - from.Lat) * share);

    /// <summary>Metres; flat enough for a town.</summary>
    public double DistanceTo(Place other)
    {
        const double metersPerDegree = 111_195;
        var dLng = (other.Lng - Lng) * Math.Cos(Lat * Math.PI / 180);
        var dLat = other.Lat - Lat;
        return Math.Sqrt(dLng * dLng + dLat * dLat) * metersPerDegree;
    }
}

internal enum OrderStatus
{
    /// <summary>Pushed, not yet accepted: a query finds no waybill.</summary>
    Pushed = 0,
    Accepted = 1,
    Delivering = 2,
    Delivered = 3,
    Cancelled = 4,
    Exception = 5,
    RiderAssigned = 20,
    RiderAtShop = 80,
}

internal sealed record LogEntry(OrderStatus Status, DateTimeOffset At, string RiderName, string RiderPhone, string? ErrorCode);

/// <summary>One order as the courier holds it.</summary>
internal sealed class SandboxOrder
{
    private static readonly string[] Riders = ["李骑手", "王骑手", "张骑手", "刘骑手", "陈骑手"];
    private int rider;

    public required string Code { get; init; }

    public required string OpenOrderCode { get; init; }

    public required string NotifyUrl { get; init; }

    public required Place Shop { get; init; }

    public required Place Door { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Cleared by the first driver call for this order.</summary>
    public bool Auto { get; set; }

    public OrderStatus Status { get; private set; }

    public string? ErrorCode { get; private set; }

    public List<LogEntry> Log { get; } = [];

    public string RiderName => rider == 0 ? "" : Riders[rider % Riders.Length];

    public string RiderPhone => rider == 0 ? "" : (13_700_000_000 + rider).ToString(CultureInfo.InvariantCulture);

    public bool IsEnded => Status is OrderStatus.Delivered or OrderStatus.Cancelled or OrderStatus.Exception;

    public bool CanCancel => Status is OrderStatus.Pushed or OrderStatus.Accepted or OrderStatus.RiderAssigned or OrderStatus.RiderAtShop;

    /// <summary>Yuan: 4 and half a yuan for each started kilometre.</summary>
    public decimal Cost => 4m + 0.5m * (decimal)Math.Ceiling(Shop.DistanceTo(Door) / 1000);

    public void Become(OrderStatus status, DateTimeOffset now, string? errorCode = null)
    {
        if (status == OrderStatus.RiderAssigned)
            rider = rider == 0 ? 1 + Math.Abs(string.GetHashCode(Code, StringComparison.Ordinal) % 89) : rider + 1;
        Status = status;
        ErrorCode = errorCode;
        Log.Add(new LogEntry(status, now, RiderName, RiderPhone, errorCode));
    }

    public object CallbackBody(DateTimeOffset now) => new
    {
        open_order_code = OpenOrderCode,
        partner_order_code = Code,
        order_status = (int)Status,
        push_time = now.ToUnixTimeMilliseconds(),
        carrier_driver_name = RiderName,
        carrier_driver_phone = RiderPhone,
        description = ErrorCode ?? "",
        error_code = ErrorCode ?? "",
        cancel_reason = Status == OrderStatus.Cancelled ? 2 : 0,
    };

    public object QueryAnswer() => new
    {
        transport_station_id = "SANDBOX",
        transport_station_tel = "02100000000",
        carrier_driver_id = rider,
        carrier_driver_name = RiderName,
        carrier_driver_phone = RiderPhone,
        estimate_arrive_time = CreatedAt.AddMinutes(30).ToUnixTimeMilliseconds(),
        order_total_delivery_cost = Cost,
        order_total_delivery_discount = 0m,
        order_status = (int)Status,
        abnormal_code = ErrorCode ?? "",
        abnormal_desc = ErrorCode ?? "",
        event_log_details = Log.Select(entry => new
        {
            order_status = (int)entry.Status,
            occur_time = entry.At.ToUnixTimeMilliseconds(),
            carrier_driver_name = entry.RiderName,
            carrier_driver_phone = entry.RiderPhone,
        }),
    };

    public static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.TextOrNull(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;
}
