using System.Globalization;
using System.Net;
using System.Text.Json;

namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>The envelope of a business call, checked as the courier checks it.</summary>
internal sealed record SignedRequest(int Code, JsonElement Data)
{
    private const int MaxBytes = 64 * 1024;

    public static async Task<SignedRequest> ReadAsync(HttpRequest request, SandboxOptions options, IssuedTokens tokens, CancellationToken ct)
    {
        if (await TryReadJsonAsync(request, ct) is not { ValueKind: JsonValueKind.Object } body
            || SandboxOrder.Text(body, "app_id") is not { } appId
            || SandboxOrder.Text(body, "salt") is not { } salt
            || SandboxOrder.Text(body, "data") is not { } data
            || SandboxOrder.Text(body, "signature") is not { } signature)
            return new SignedRequest(Answers.MissingField, default);

        if (appId != options.AppId)
            return new SignedRequest(Answers.AppIdUnknown, default);
        if (!IsSalt(salt))
            return new SignedRequest(Answers.SaltOutOfRange, default);
        if (tokens.Check(data, salt, signature) is var verdict && verdict != Answers.Done)
            return new SignedRequest(verdict, default);

        try
        {
            using var document = JsonDocument.Parse(WebUtility.UrlDecode(data));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new SignedRequest(Answers.Done, document.RootElement.Clone())
                : new SignedRequest(Answers.FieldRule, default);
        }
        catch (JsonException)
        {
            return new SignedRequest(Answers.FieldRule, default);
        }
    }

    public static bool IsSalt(string? salt) =>
        int.TryParse(salt, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1000 and <= 9999;

    private static async Task<JsonElement?> TryReadJsonAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength is > MaxBytes)
            return null;
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: ct);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
