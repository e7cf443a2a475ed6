using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MealDispatch.Dispatch.Couriers.FengniaoV3;

/// <summary>The form of all calls: members signed together; <c>business_data</c> is text that holds JSON.</summary>
internal static class FengniaoV3Envelope
{
    public static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static HttpRequestMessage Sign(Uri address, string secret, DateTimeOffset now, Dictionary<string, string> members)
    {
        var timestamp = now.ToUnixTimeMilliseconds();
        members["timestamp"] = timestamp.ToString(CultureInfo.InvariantCulture);
        var body = members.ToDictionary(m => m.Key, m => (object)m.Value);
        body["timestamp"] = timestamp;
        body["signature"] = FengniaoV3Signatures.Of(secret, members);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body, Json)));
        content.Headers.ContentType = new("application/json");
        return new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
    }

    public static CourierReply.Answered? Read(JsonElement root) =>
        root.Text("code") is { } code ? new CourierReply.Answered(code.Trim(), root.Text("msg"), root.Structure("business_data")) : null;
}
