using System.Text.Json;

namespace MealDispatch.Dispatch.Couriers.FengniaoV3;

/// <summary>Signs, sends and reads one business call of Fengniao v3.</summary>
internal sealed class FengniaoV3Client(FengniaoV3Options options, CourierHttp http, CourierTokens tokens, TimeProvider time)
{
    public Task<CourierReply> PostAsync(string method, object payload, CancellationToken ct)
    {
        var data = JsonSerializer.Serialize(payload, FengniaoV3Envelope.Json);
        return tokens.CallAsync(
            async token =>
            {
                using var request = FengniaoV3Envelope.Sign(options.Address($"v3/invoke/{method}"), options.Secret, time.GetUtcNow(), new()
                {
                    ["app_id"] = options.AppId,
                    ["merchant_id"] = options.MerchantId,
                    ["version"] = "1.0",
                    ["access_token"] = token,
                    ["business_data"] = data,
                });
                return await http.SendAsync(request, FengniaoV3Envelope.Read, busyCode: null, ct);
            },
            FengniaoV3Unsettled.TokenIsSpent, ct);
    }
}
