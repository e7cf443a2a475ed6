using System.Text.Encodings.Web;
using System.Text.Json;
using MealDispatch.CourierSandbox.Riders;

namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>Ele.me's riders as the open API v2 shows them.</summary>
internal sealed class FengniaoV2Courier(SandboxOptions options, IssuedTokens tokens, CallbackPost callbacks, TimeProvider time)
    : SandboxCourier(options, callbacks, time)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly SandboxOptions options = options;

    public override string Provider => "fengniao-v2";

    public override void ExpireTokens() => tokens.ExpireAll();

    protected override IResult TooManyCalls() => Results.StatusCode(StatusCodes.Status429TooManyRequests);

    protected override IEnumerable<CallbackMessage> Tell(SandboxOrder order, LogEntry entry, Disguise disguise)
    {
        var data = Uri.EscapeDataString(JsonSerializer.Serialize(
            disguise switch
            {
                Disguise.Forged => FengniaoWords.Callback(order, entry, status: 3, Now),
                Disguise.UnknownCode => FengniaoWords.Callback(order, entry, status: 66, Now),
                _ => FengniaoWords.Callback(order, entry, FengniaoWords.Status(entry.State), Now),
            },
            Json));
        var salt = Random.Shared.Next(1000, 10_000);
        var token = disguise switch
        {
            Disguise.Forged => "a-guess",
            Disguise.OldToken => tokens.BeforeNewest(),
            _ => tokens.Newest(),
        };
        var signature = Signatures.OfData(options.AppId, token, data, $"{salt}");
        yield return new CallbackMessage(order.CallbackUrl, JsonSerializer.Serialize(new { app_id = options.AppId, data, salt, signature }));
    }
}
