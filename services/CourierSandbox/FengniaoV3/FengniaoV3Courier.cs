using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MealDispatch.CourierSandbox.FengniaoV2;
using MealDispatch.CourierSandbox.Riders;

namespace MealDispatch.CourierSandbox.FengniaoV3;

/// <summary>Ele.me's riders as the open API v3 shows them.</summary>
internal sealed class FengniaoV3Courier(SandboxOptions options, CallbackPost callbacks, TimeProvider time) : SandboxCourier(options, callbacks, time)
{
    private const int UnknownStatus = 66;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly SandboxOptions options = options;

    public override string Provider => "fengniao-v3";

    public TokenPairs Tokens { get; } = new(options, time);

    public override void ExpireTokens() => Tokens.ExpireAll();

    protected override IResult TooManyCalls() => Results.StatusCode(StatusCodes.Status429TooManyRequests);

    protected override IEnumerable<CallbackMessage> Tell(SandboxOrder order, LogEntry entry, Disguise disguise)
    {
        var status = disguise switch
        {
            Disguise.Forged => FengniaoWords.Status(OrderState.Delivered),
            Disguise.UnknownCode => UnknownStatus,
            _ => FengniaoWords.Status(entry.State),
        };
        var data = JsonSerializer.Serialize(
            new { callback_business_type = "orderStatusNotify", param = FengniaoWords.Callback(order, entry, status, Now) }, Json);
        var timestamp = Now.ToUnixTimeMilliseconds();
        var signature = Signatures.OfCallback(
            disguise == Disguise.Forged ? "a-guess" : options.Secret, options.AppId, data, timestamp.ToString(CultureInfo.InvariantCulture));
        yield return new CallbackMessage(
            CallbackUrl, JsonSerializer.Serialize(new { app_id = options.AppId, timestamp, signature, business_data = data }));
    }
}
