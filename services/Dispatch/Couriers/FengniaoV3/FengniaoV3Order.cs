using MealDispatch.Dispatch.Places;

namespace MealDispatch.Dispatch.Couriers.FengniaoV3;

/// <summary>The business data of a create call, in the vendor's names and units: fen, milliseconds (0 for none), Gaode coordinates.</summary>
internal static class FengniaoV3Order
{
    private const int AtOnce = 1;
    private const int SourceGaode = 3;

    public static object From(Submission submission)
    {
        var (shop, door) = (Coordinates.ToGcj02(submission.From.Point), Coordinates.ToGcj02(submission.To.Point));
        var count = submission.Items.Sum(item => item.Quantity);
        return new
        {
            partner_order_code = submission.Code,
            order_type = AtOnce,
            position_source = SourceGaode,
            out_shop_code = submission.From.Code,
            transport_name = CourierParcel.Clip(submission.From.Name, 64),
            transport_address = CourierParcel.Clip(submission.From.Address, 255),
            transport_longitude = CourierParcel.Degrees(shop.Lng),
            transport_latitude = CourierParcel.Degrees(shop.Lat),
            transport_tel = CourierParcel.Clip(submission.From.Phone, 16),
            receiver_name = CourierParcel.Clip(submission.To.ShortName, 30),
            receiver_primary_phone = CourierParcel.Clip(submission.To.Phone, 64),
            receiver_address = CourierParcel.Clip(submission.To.Address, 255),
            receiver_longitude = CourierParcel.Degrees(door.Lng),
            receiver_latitude = CourierParcel.Degrees(door.Lat),
            goods_total_amount_cent = submission.FoodFen,
            goods_actual_amount_cent = submission.FoodFen,
            goods_weight = CourierParcel.Kilograms(count),
            goods_count = count,
            goods_item_list = submission.Items.Select(item => new
            {
                item_name = item.Name,
                item_quantity = item.Quantity,
                item_amount_cent = item.PriceFen,
                item_actual_amount_cent = item.PriceFen,
            }),
            order_add_time = submission.AddedAt.ToUnixTimeMilliseconds(),
            require_receive_time = submission.DeliverBy?.ToUnixTimeMilliseconds() ?? 0,
            order_remark = CourierParcel.Clip(submission.Remark, 255) ?? "",
            serial_number = submission.SerialNumber ?? "",
            base_goods_id = FengniaoV3Unsettled.BaseService(submission.Quote),
            service_goods_id = FengniaoV3Unsettled.Service(submission.Quote),
        };
    }
}
