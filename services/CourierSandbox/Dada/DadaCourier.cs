using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MealDispatch.CourierSandbox.Riders;

namespace MealDispatch.CourierSandbox.Dada;

/// <summary>Dada's riders: they ask before they give an order back.</summary>
internal sealed class DadaCourier(SandboxOptions options, CallbackPost callbacks, TimeProvider time) : SandboxCourier(options, callbacks, time)
{
    private const int UnknownStatus = 66;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string Provider => "dada";

    protected override bool RidersAsk => true;

    protected override bool ReturnsAreConfirmed => true;

    protected override IResult TooManyCalls() => Results.StatusCode(StatusCodes.Status429TooManyRequests);

    protected override IEnumerable<CallbackMessage> Tell(SandboxOrder order, LogEntry entry, Disguise disguise)
    {
        // The signature holds no secret: a liar signs as well as the courier.
        var status = disguise switch
        {
            Disguise.Forged => entry.State == OrderState.Delivered ? DadaWords.Status(OrderState.Cancelled) : DadaWords.Status(OrderState.Delivered),
            Disguise.UnknownCode => UnknownStatus,
            _ => DadaWords.Status(entry.State),
        };
        var time = entry.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        yield return Message(order, new Dictionary<string, object>
        {
            ["client_id"] = order.Number,
            ["order_id"] = order.Code,
            ["order_status"] = status,
            ["repeat_reason_type"] = 0,
            ["cancel_reason"] = entry.Trouble == Trouble.None ? "" : entry.Trouble.ToString(),
            ["cancel_from"] = DadaWords.CancelFrom(entry),
            ["update_time"] = entry.At.ToUnixTimeSeconds(),
            ["dm_id"] = entry.RiderNumber,
            ["dm_name"] = entry.RiderName,
            ["dm_mobile"] = entry.RiderPhone,
            ["finish_code"] = "",
            ["signature"] = Signatures.OfCallback(order.Number, order.Code, time),
        });
    }

    protected override CallbackMessage TellThatRiderAsks(SandboxOrder order) => Message(order, new Dictionary<string, object>
    {
        ["messageType"] = 1,
        ["messageBody"] = JsonSerializer.Serialize(new { orderId = order.Code, dadaOrderId = order.Number, cancelReason = "车坏了" }, Json),
    });

    private static CallbackMessage Message(SandboxOrder order, Dictionary<string, object> body) =>
        new(order.CallbackUrl, JsonSerializer.Serialize(body, Json));
}
