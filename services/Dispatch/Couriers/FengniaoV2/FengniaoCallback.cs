using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MealDispatch.Dispatch.Attempts;

namespace MealDispatch.Dispatch.Couriers.FengniaoV2;

/// <summary>A callback as it came in: the envelope is read first, its signature checked on the data as received, then the data decoded.</summary>
internal sealed record FengniaoCallback(string AppId, string Data, string Salt, string Signature)
{
    /// <summary>Null when this is no envelope of Fengniao.</summary>
    public static FengniaoCallback? Read(string body) =>
        LooseJson.TryParse(body) is { } root
        && root.Text("app_id") is { } appId
        && root.Text("data") is { } data
        && root.Text("salt") is { } salt
        && root.Text("signature") is { } signature
            ? new FengniaoCallback(appId, data, salt, signature)
            : null;

    /// <summary>A token may be renewed while a callback is on its way: each that is still remembered may have signed it.</summary>
    public bool IsSignedBy(string appId, IEnumerable<string> tokens) =>
        AppId == appId
        && tokens.Any(token => ConstantTime.AreEqual(FengniaoSignatures.ForData(AppId, token, Data, Salt), Signature));

    /// <summary>Null when the data is no JSON object.</summary>
    public FengniaoNotice? Notice() =>
        LooseJson.TryParse(WebUtility.UrlDecode(Data)) is { ValueKind: JsonValueKind.Object } body
            ? FengniaoNotice.From(body, Data)
            : null;
}

internal sealed record FengniaoNotice
{
    public required string? PartnerOrderCode { get; init; }

    public required string? OpenOrderCode { get; init; }

    public required string? Status { get; init; }

    public required string? ErrorCode { get; init; }

    public required long? PushTimeMs { get; init; }

    public required Rider? Rider { get; init; }

    public required string Fingerprint { get; init; }

    /// <param name="travelled">What tells this notice from others when it names no time.</param>
    public static FengniaoNotice From(JsonElement body, string travelled) => new()
    {
        PartnerOrderCode = body.Text("partner_order_code"),
        OpenOrderCode = body.Text("open_order_code") ?? body.Text("order_id"),
        Status = body.Text("order_status"),
        ErrorCode = body.Text("error_code"),
        PushTimeMs = body.Whole("push_time"),
        Rider = Rider.From(body.Text("carrier_driver_name"), body.Text("carrier_driver_phone")),
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(travelled))),
    };

    public CallbackOutcome ToOutcome() => PartnerOrderCode is { } code
        ? new CallbackOutcome.Notice(code, DedupeKey)
        {
            RawCode = RawCode,
            ProviderTime = FengniaoVocabulary.InstantFromMs(PushTimeMs),
            ProviderRef = OpenOrderCode,
            ReportTo = ReportTo,
        }
        : new CallbackOutcome.Unreadable(Fingerprint);

    /// <summary>The same three are the same notice; the status alone would swallow a changed rider.</summary>
    public string DedupeKey => PushTimeMs is null ? Fingerprint : $"{PartnerOrderCode}/{Status}/{PushTimeMs}";

    public string? RawCode => string.IsNullOrEmpty(ErrorCode) ? Status : $"{Status} {ErrorCode}";

    public CourierReport? ReportTo(AttemptState held) => FengniaoVocabulary.Report(Status, ErrorCode, held, Rider, PushTimeMs);
}
