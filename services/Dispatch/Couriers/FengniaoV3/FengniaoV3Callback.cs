using MealDispatch.Dispatch.Couriers.FengniaoV2;

namespace MealDispatch.Dispatch.Couriers.FengniaoV3;

/// <summary>A callback of v3: signed without a token, so that a renewed one makes no difference.</summary>
internal static class FengniaoV3Callback
{
    public static CallbackOutcome Read(string body, FengniaoV3Options options)
    {
        if (LooseJson.TryParse(body) is not { } root || root.Text("app_id") is not { } appId || appId != options.AppId
            || root.Text("business_data") is not { } data || root.Text("timestamp") is not { } timestamp || root.Text("signature") is not { } given
            || !ConstantTime.AreEqual(Sign(options.Secret, appId, data, timestamp), given.ToLowerInvariant()))
            return new CallbackOutcome.Forged();

        if (LooseJson.TryParse(data) is not { } business)
            return new CallbackOutcome.Unreadable(given);
        var notice = FengniaoNotice.From(FengniaoV3Unsettled.Inner(business), data);
        return (notice with { PushTimeMs = notice.PushTimeMs ?? root.Whole("timestamp") }).ToOutcome();
    }

    public static string Sign(string secret, string appId, string businessData, string timestamp) =>
        FengniaoV3Signatures.Of(secret, new Dictionary<string, string> { ["app_id"] = appId, ["business_data"] = businessData, ["timestamp"] = timestamp });
}
