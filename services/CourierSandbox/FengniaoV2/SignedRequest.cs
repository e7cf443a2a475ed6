using System.Globalization;
using System.Net;
using System.Text.Json;

namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>The envelope of a business call, checked as the courier checks it.</summary>
internal sealed record SignedRequest(int Code, JsonElement Data)
{
    public static async Task<SignedRequest> ReadAsync(HttpRequest request, SandboxOptions options, IssuedTokens tokens, CancellationToken ct)
    {
        if (Fields.Parse(await Fields.BodyAsync(request, ct)) is not { } body
            || body.Text("app_id") is not { } appId
            || body.Text("salt") is not { } salt
            || body.Text("data") is not { } data
            || body.Text("signature") is not { } signature)
            return new SignedRequest(Answers.MissingField, default);

        if (appId != options.AppId)
            return new SignedRequest(Answers.AppIdUnknown, default);
        if (!IsSalt(salt))
            return new SignedRequest(Answers.SaltOutOfRange, default);
        if (tokens.Check(data, salt, signature) is var verdict && verdict != Answers.Done)
            return new SignedRequest(verdict, default);

        return Fields.Parse(WebUtility.UrlDecode(data)) is { } payload
            ? new SignedRequest(Answers.Done, payload)
            : new SignedRequest(Answers.FieldRule, default);
    }

    public static bool IsSalt(string? salt) =>
        int.TryParse(salt, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1000 and <= 9999;
}
