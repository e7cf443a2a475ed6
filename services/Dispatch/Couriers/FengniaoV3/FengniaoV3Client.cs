using System.Text.Json;

namespace MealDispatch.Dispatch.Couriers.FengniaoV3;

/// <summary>Signs, sends and reads one business call of Fengniao v3.</summary>
internal sealed class FengniaoV3Client(FengniaoV3Options options, CourierHttp http, CourierTokens tokens, TimeProvider time)
{
    public async Task<CourierReply> PostAsync(string method, object payload, CancellationToken ct)
    {
        var data = JsonSerializer.Serialize(payload, FengniaoV3Envelope.Json);
        string? spent = null;
        while (true)
        {
            var outcome = await tokens.GetAsync(spent, ct);
            if (outcome is not TokenOutcome.Granted { Token.Value: var token })
                return outcome.WithoutToken;

            using var request = FengniaoV3Envelope.Sign(options.Address($"v3/invoke/{method}"), options.Secret, time.GetUtcNow(), new()
            {
                ["app_id"] = options.AppId,
                ["merchant_id"] = options.MerchantId,
                ["version"] = "1.0",
                ["access_token"] = token,
                ["business_data"] = data,
            });
            var reply = await http.SendAsync(request, FengniaoV3Envelope.Read, busyCode: null, ct);
            if (reply is not CourierReply.Answered answer || !FengniaoV3Unsettled.TokenIsSpent(answer.Code) || spent is not null)
                return reply;

            // The token ended on the way: a new one, and the same call with the same code once more.
            spent = token;
        }
    }
}
