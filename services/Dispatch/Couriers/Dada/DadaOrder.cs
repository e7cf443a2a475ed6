using MealDispatch.Dispatch.Places;

namespace MealDispatch.Dispatch.Couriers.Dada;

/// <summary>The body of an add call, in the vendor's names and units: yuan with decimals, kilograms, Gaode coordinates.</summary>
internal static class DadaOrder
{
    private const int CargoSnacks = 1;

    public static object From(Submission submission, DadaOptions options)
    {
        var door = Coordinates.ToGcj02(submission.To.Point);
        var count = submission.Items.Sum(item => item.Quantity);
        return new
        {
            shop_no = options.ShopNo.Length > 0 ? options.ShopNo : submission.From.Code,
            origin_id = submission.Code,
            cargo_price = submission.FoodFen / 100m,
            cargo_type = CargoSnacks,
            cargo_num = count,
            cargo_weight = CourierParcel.Kilograms(count),
            is_prepay = 0,
            receiver_name = submission.To.ShortName,
            receiver_address = submission.To.Address,
            receiver_phone = submission.To.Phone,
            receiver_lat = CourierParcel.Degrees(door.Lat),
            receiver_lng = CourierParcel.Degrees(door.Lng),
            callback = options.NotifyUrl,
            info = CourierParcel.Clip(submission.Remark, 200),
            origin_mark_no = submission.SerialNumber ?? "",
        };
    }
}
