using MealDispatch.Dispatch.Places;

namespace MealDispatch.Dispatch.Couriers.FengniaoV2;

/// <summary>The body of a create call, in the vendor's names and units: yuan with decimals, milliseconds, Gaode coordinates.</summary>
internal static class FengniaoOrder
{
    private const int SourceGaode = 3;
    private const decimal KilogramsPerMeal = 0.5m;
    private const decimal MaxKilograms = 6m;

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
            ["order_weight"] = Math.Min(count * KilogramsPerMeal, MaxKilograms),
            ["goods_count"] = count,
            ["is_invoiced"] = 0,
            ["order_payment_status"] = 1,
            ["order_payment_method"] = 1,
            ["is_agent_payment"] = 0,
            ["order_add_time"] = submission.AddedAt.ToUnixTimeMilliseconds(),
            ["require_receive_time"] = submission.DeliverBy?.ToUnixTimeMilliseconds(),
            ["serial_number"] = submission.SerialNumber,
            ["order_remark"] = Clip(submission.Remark, 255),
            ["items_json"] = submission.Items.Select(Item).ToArray(),
        }.Where(member => member.Value is not null).ToDictionary();
    }

    private static Dictionary<string, object?> Transport(PickupPlace from)
    {
        var point = Coordinates.ToGcj02(from.Point);
        return FengniaoUnsettled.PlaceInBothSpellings("transport", new()
        {
            ["name"] = Clip(from.Name, 64),
            ["address"] = Clip(from.Address, 255),
            ["longitude"] = Degrees(point.Lng),
            ["latitude"] = Degrees(point.Lat),
            ["tel"] = Clip(from.Phone, 16),
        }, SourceGaode);
    }

    private static Dictionary<string, object?> Receiver(DropoffPlace to)
    {
        var point = Coordinates.ToGcj02(to.Point);
        return FengniaoUnsettled.PlaceInBothSpellings("receiver", new()
        {
            ["name"] = Clip(to.ShortName, 30),
            ["primary_phone"] = Clip(to.Phone, 64),
            ["address"] = Clip(to.Address, 255),
            ["longitude"] = Degrees(point.Lng),
            ["latitude"] = Degrees(point.Lat),
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

    private static decimal Degrees(double value) => Math.Round((decimal)value, 6);

    private static string? Clip(string? text, int length) =>
        text is null || text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
