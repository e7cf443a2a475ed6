using System.Globalization;
using MealDispatch.CourierSandbox.Riders;

namespace MealDispatch.CourierSandbox.Dada;

/// <summary>Dada's codes and forms for what happens to an order.</summary>
internal static class DadaWords
{
    public static int Status(OrderState state) => state switch
    {
        OrderState.Pushed or OrderState.Accepted => 1,
        OrderState.Assigned => 2,
        OrderState.AtShop => 100,
        OrderState.Delivering => 3,
        OrderState.Delivered => 4,
        OrderState.Cancelled => 5,
        OrderState.Failed => 7,
        OrderState.Returning => 9,
        OrderState.Returned => 10,
    };

    public static int CancelFrom(LogEntry entry) => entry.Trouble switch
    {
        Trouble.RiderGaveUp => 1,
        Trouble.MerchantCancelled => 2,
        Trouble.NoRider => 3,
        _ => 0,
    };

    /// <summary>Wall clock of China; empty for what did not happen.</summary>
    public static string Time(DateTimeOffset? at) =>
        at is { } instant ? instant.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";

    public static object Query(SandboxOrder order, Place? rider) => new
    {
        orderId = order.Code,
        statusCode = Status(order.State),
        statusMsg = order.State.ToString(),
        transporterName = order.Last.RiderName,
        transporterPhone = order.Last.RiderPhone,
        transporterLng = rider?.Lng.ToString("0.000000", CultureInfo.InvariantCulture) ?? "",
        transporterLat = rider?.Lat.ToString("0.000000", CultureInfo.InvariantCulture) ?? "",
        deliveryFee = order.CostFen / 100m,
        actualFee = order.CostFen / 100m,
        tips = 0m,
        couponFee = 0m,
        insuranceFee = 0m,
        deductFee = order.Last.Trouble == Trouble.MerchantCancelled ? order.CancelCostFen / 100m : 0m,
        createTime = Time(order.CreatedAt),
        acceptTime = Time(TimeOf(order, OrderState.Assigned)),
        fetchTime = Time(TimeOf(order, OrderState.Delivering)),
        finishTime = Time(TimeOf(order, OrderState.Delivered)),
        cancelTime = Time(TimeOf(order, OrderState.Cancelled)),
    };

    private static DateTimeOffset? TimeOf(SandboxOrder order, OrderState state) => order.Log.LastOrDefault(entry => entry.State == state)?.At;
}
