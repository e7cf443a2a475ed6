using MealDispatch.Dispatch.Places;

namespace MealDispatch.Dispatch.Couriers.FengniaoV2;

/// <summary>The body of a create call, in the vendor's names and units: yuan with decimals, milliseconds, Gaode coordinates.</summary>
internal static class FengniaoOrder
{
    private const int SourceGaode = 3;

    public static object From(Submission submission, string notifyUrl)
    {
        var count = submission.Items.Sum(item => item.Quantity);
        return new Dictionary<string, object?>
        {
            ["partner_order_code"] = submission.Code,
            ["notify_url"] = notifyUrl,
            ["order_type"] = 1,
            ["transport_info"] = Transport(submission.From),
            ["receiver_info"] = Receiver(submission.To),
            ["order_total_amount"] = Yuan(submission.FoodFen),
            ["order_actual_amount"] = Yuan(submission.FoodFen),
            ["order_weight"] = CourierParcel.Kilograms(count),
            ["goods_count"] = count,
            ["is_invoiced"] = 0,
            ["order_payment_status"] = 1,
            ["order_payment_method"] = 1,
            ["is_agent_payment"] = 0,
            ["order_add_time"] = submission.AddedAt.ToUnixTimeMilliseconds(),
            ["require_receive_time"] = submission.DeliverBy?.ToUnixTimeMilliseconds(),
            ["serial_number"] = submission.SerialNumber,
            ["order_remark"] = CourierParcel.Clip(submission.Remark, 255),
            ["items_json"] = submission.Items.Select(Item).ToArray(),
        }.Where(member => member.Value is not null).ToDictionary();
    }

    private static Dictionary<string, object?> Transport(PickupPlace from)
    {
        var point = Coordinates.ToGcj02(from.Point);
        return FengniaoUnsettled.PlaceInBothSpellings("transport", new()
        {
            ["name"] = CourierParcel.Clip(from.Name, 64),
            ["address"] = CourierParcel.Clip(from.Address, 255),
            ["longitude"] = CourierParcel.Degrees(point.Lng),
            ["latitude"] = CourierParcel.Degrees(point.Lat),
            ["tel"] = CourierParcel.Clip(from.Phone, 16),
        }, SourceGaode);
    }

    private static Dictionary<string, object?> Receiver(DropoffPlace to)
    {
        var point = Coordinates.ToGcj02(to.Point);
        return FengniaoUnsettled.PlaceInBothSpellings("receiver", new()
        {
            ["name"] = CourierParcel.Clip(to.ShortName, 30),
            ["primary_phone"] = CourierParcel.Clip(to.Phone, 64),
            ["address"] = CourierParcel.Clip(to.Address, 255),
            ["longitude"] = CourierParcel.Degrees(point.Lng),
            ["latitude"] = CourierParcel.Degrees(point.Lat),
        }, SourceGaode);
    }

    private static object Item(SubmissionItem item) => new
    {
        item_name = item.Name,
        item_quantity = item.Quantity,
        item_price = Yuan(item.PriceFen),
        // What was paid for all pieces, as the vendor's guide has it for claims.
        item_actual_price = Yuan(item.PriceFen * item.Quantity),
        is_need_package = 0,
        is_agent_purchase = 0,
    };

    private static decimal Yuan(long fen) => fen / 100m;
}
