using MealDispatch.CourierSandbox.Riders;

namespace MealDispatch.CourierSandbox.Meituan;

/// <summary>Meituan's codes for what happens to an order.</summary>
internal static class MeituanWords
{
    public static int? Status(OrderState state) => state switch
    {
        OrderState.Pushed or OrderState.Accepted => 0,
        OrderState.Assigned or OrderState.AtShop => 20,
        OrderState.Delivering or OrderState.Returning => 30,
        OrderState.Delivered => 50,
        OrderState.Cancelled or OrderState.Failed or OrderState.Returned => 99,
    };

    public static string CancelReason(Trouble trouble) => trouble switch
    {
        Trouble.MerchantCancelled => "199",
        Trouble.NoRider or Trouble.RiderGaveUp => "299",
        Trouble.None or Trouble.NoAnswer or Trouble.Refused => "399",
    };

    /// <summary>Told beside the state; null where all is well.</summary>
    public static int? Exception(Trouble trouble) => trouble switch
    {
        Trouble.NoAnswer => 10003,
        Trouble.Refused => 10202,
        _ => null,
    };
}
