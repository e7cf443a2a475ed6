using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MealDispatch.Dispatch.Couriers.Dada;

/// <summary>
/// Reads Dada's callbacks. Their signature holds no secret, so anybody can write one: none of them changes anything by itself, each has
/// the order asked about.
/// </summary>
internal static class DadaCallback
{
    private const string RiderAsksToGo = "1";

    public static CallbackOutcome Read(string body)
    {
        if (LooseJson.TryParse(body) is not { ValueKind: JsonValueKind.Object } root)
            return new CallbackOutcome.Forged();
        if (root.Text("messageType") is { } type)
            return Message(type, root, body);
        if (root.Text("order_id") is not { Length: > 0 } code || root.Text("update_time") is not { } time || root.Text("signature") is not { } given
            || !ConstantTime.AreEqual(DadaSignatures.ForCallback(root.Text("client_id") ?? "", code, time), given.ToLowerInvariant()))
            return new CallbackOutcome.Forged();

        var status = root.Text("order_status");
        return new CallbackOutcome.Notice(code, $"{code}/{status}/{time}/{root.Text("dm_id")}")
        {
            RawCode = root.Text("cancel_reason") is { Length: > 0 } reason ? $"{status} {reason}" : status,
            ProviderTime = root.InstantAt("update_time"),
            ProviderRef = root.Text("client_id"),
            ReportTo = _ => null,
            IsHint = true,
        };
    }

    /// <summary>A rider wants to give the order back; silence would count as consent after some minutes.</summary>
    private static CallbackOutcome Message(string type, JsonElement root, string body)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        return root.Structure("messageBody") is { } message && message.Text("orderId") is { Length: > 0 } code
            ? new CallbackOutcome.Notice(code, $"{code}/message/{key}")
            {
                RawCode = $"message {type}",
                ProviderTime = null,
                ProviderRef = null,
                ReportTo = _ => null,
                IsHint = true,
                RiderAsksToGo = type.Trim() == RiderAsksToGo,
            }
            : new CallbackOutcome.Unreadable(key);
    }
}
