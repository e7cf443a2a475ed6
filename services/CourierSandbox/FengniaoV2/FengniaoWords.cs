using MealDispatch.CourierSandbox.Riders;

namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>Fengniao's codes for what happens to an order.</summary>
internal static class FengniaoWords
{
    public static int Status(OrderState state) => state switch
    {
        OrderState.Pushed => 0,
        OrderState.Accepted => 1,
        OrderState.Assigned => 20,
        OrderState.AtShop => 80,
        OrderState.Delivering or OrderState.Returning => 2,
        OrderState.Delivered => 3,
        OrderState.Cancelled => 4,
        OrderState.Failed or OrderState.Returned => 5,
    };

    public static string Error(Trouble trouble) => trouble switch
    {
        Trouble.None => "",
        Trouble.NoRider => "NO_CARRIER_ERROR",
        Trouble.NoAnswer => "USER_NOT_ANSWER_ERROR",
        Trouble.Refused => "USER_RETURN_ORDER_ERROR",
        Trouble.RiderGaveUp => "CARRIER_CANCEL",
        Trouble.MerchantCancelled => "MERCHANT_CANCEL",
    };

    public static object Callback(SandboxOrder order, LogEntry entry, int status, DateTimeOffset now) => new
    {
        open_order_code = order.Number,
        partner_order_code = order.Code,
        order_status = status,
        push_time = now.ToUnixTimeMilliseconds(),
        carrier_driver_name = entry.RiderName,
        carrier_driver_phone = entry.RiderPhone,
        description = Error(entry.Trouble),
        error_code = Error(entry.Trouble),
        cancel_reason = entry.State == OrderState.Cancelled ? 2 : 0,
    };

    /// <summary>Without the price, which each version of the API has in a unit of its own.</summary>
    public static Dictionary<string, object> Query(SandboxOrder order) => new()
    {
        ["transport_station_id"] = "SANDBOX",
        ["transport_station_tel"] = "02100000000",
        ["carrier_driver_id"] = order.Last.RiderNumber,
        ["carrier_driver_name"] = order.Last.RiderName,
        ["carrier_driver_phone"] = order.Last.RiderPhone,
        ["estimate_arrive_time"] = order.CreatedAt.AddMinutes(30).ToUnixTimeMilliseconds(),
        ["order_status"] = Status(order.State),
        ["abnormal_code"] = Error(order.Last.Trouble),
        ["abnormal_desc"] = Error(order.Last.Trouble),
        ["event_log_details"] = order.Log.Select(entry => new
        {
            order_status = Status(entry.State),
            occur_time = entry.At.ToUnixTimeMilliseconds(),
            carrier_driver_name = entry.RiderName,
            carrier_driver_phone = entry.RiderPhone,
        }),
    };
}
