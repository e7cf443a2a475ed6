using System.Globalization;
using MealDispatch.Dispatch.Places;

namespace MealDispatch.Dispatch.Couriers.Meituan;

/// <summary>A create call in the vendor's names and units: yuan with two decimals, millionths of a degree of Gaode's datum, seconds.</summary>
internal static class MeituanOrder
{
    private const int DatumGaode = 0;
    private const int AtOnce = 0;

    public static Dictionary<string, string> From(Submission submission, MeituanOptions options)
    {
        var door = Coordinates.ToGcj02(submission.To.Point);
        return new Dictionary<string, string>
        {
            // One activity for one attempt: a repeat with both numbers is answered with the order that is there.
            ["delivery_id"] = submission.Code,
            ["order_id"] = submission.Code,
            ["shop_id"] = options.ShopId.Length > 0 ? options.ShopId : submission.From.Code,
            ["delivery_service_code"] = Text(options.ServiceCode),
            ["receiver_name"] = submission.To.ShortName,
            ["receiver_address"] = CourierParcel.Clip(submission.To.Address, 512)!,
            ["receiver_phone"] = CourierParcel.Clip(submission.To.Phone, 64)!,
            ["receiver_lng"] = Text(CourierParcel.MicroDegrees(door.Lng)),
            ["receiver_lat"] = Text(CourierParcel.MicroDegrees(door.Lat)),
            ["coordinate_type"] = Text(DatumGaode),
            ["goods_value"] = Text(submission.FoodFen / 100m),
            ["goods_weight"] = Text(CourierParcel.Kilograms(submission.Items.Sum(item => item.Quantity))),
            ["order_type"] = Text(AtOnce),
            ["poi_seq"] = submission.SerialNumber ?? "",
            ["note"] = CourierParcel.Clip(submission.Remark, 200) ?? "",
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(decimal number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
