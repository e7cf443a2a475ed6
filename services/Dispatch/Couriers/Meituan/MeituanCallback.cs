using System.Net;
using System.Text.Json;

namespace MealDispatch.Dispatch.Couriers.Meituan;

/// <summary>A callback as it came in: form fields or JSON, the documents leave both open. The signature covers every field.</summary>
internal static class MeituanCallback
{
    public static CallbackOutcome Read(string body, MeituanOptions options)
    {
        var members = Members(body);
        if (members.GetValueOrDefault("appkey") != options.AppKey || members.GetValueOrDefault("sign") is not { } given
            || !ConstantTime.AreEqual(MeituanSignatures.Of(options.Secret, members), given.ToLowerInvariant()))
            return new CallbackOutcome.Forged();

        var said = JsonSerializer.SerializeToElement(members);
        if (said.Text("delivery_id") is not { Length: > 0 } code)
            return new CallbackOutcome.Unreadable(given);
        return said.Text("exception_code") is { Length: > 0 } exception ? Exception(said, code, exception, given) : Status(said, code);
    }

    private static CallbackOutcome.Notice Status(JsonElement said, string code) =>
        // Without an event's number: the status alone would swallow a changed rider.
        new(code, $"{code}/{said.Text("status")}/{said.Text("courier_phone")}/{said.Text("timestamp")}")
        {
            RawCode = MeituanVocabulary.RawCode(said),
            ProviderTime = said.InstantAt("timestamp"),
            ProviderRef = said.Text("mt_peisong_id"),
            ReportTo = _ => MeituanVocabulary.Report(said, said.InstantAt("timestamp")),
        };

    private static CallbackOutcome.Notice Exception(JsonElement said, string code, string exception, string signature) =>
        new(code, $"{code}/exception/{said.Text("exception_id") ?? signature}")
        {
            RawCode = $"exception {exception}",
            ProviderTime = said.InstantAt("exception_time"),
            ProviderRef = said.Text("mt_peisong_id"),
            ReportTo = _ => null,
            Trouble = MeituanVocabulary.ExceptionReason(exception),
        };

    private static Dictionary<string, string> Members(string body)
    {
        var members = new Dictionary<string, string>();
        if (body.AsSpan().TrimStart().StartsWith("{"))
        {
            foreach (var member in LooseJson.TryParse(body)?.EnumerateObject() ?? default)
                members[member.Name] = member.Value.ValueKind switch
                {
                    JsonValueKind.String => member.Value.GetString()!,
                    JsonValueKind.Null => "",
                    _ => member.Value.GetRawText(),
                };
            return members;
        }

        foreach (var pair in body.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            members[WebUtility.UrlDecode(parts[0])] = parts.Length > 1 ? WebUtility.UrlDecode(parts[1]) : "";
        }

        return members;
    }
}
