using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MealDispatch.Dispatch.Couriers.Dada;

/// <summary>Signs, sends and reads one call of Dada.</summary>
internal sealed class DadaClient(DadaOptions options, CourierHttp http, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task<CourierReply> PostAsync(string path, object payload, CancellationToken ct)
    {
        var members = new Dictionary<string, string>
        {
            ["app_key"] = options.AppKey,
            ["body"] = JsonSerializer.Serialize(payload, Json),
            ["format"] = "json",
            ["source_id"] = options.SourceId,
            ["timestamp"] = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["v"] = "1.0",
        };
        members["signature"] = DadaSignatures.ForRequest(options.Secret, members);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(members, Json)));
        content.Headers.ContentType = new("application/json");
        return http.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, CourierAddress.OfApi(options.BaseUrl, path)) { Content = content }, Read, busyCode: null, ct);
    }

    /// <summary>Both the code and the word must say that all is well.</summary>
    private static CourierReply.Answered? Read(JsonElement root)
    {
        var code = (root.Text("code") ?? root.Text("errorCode"))?.Trim();
        var status = root.Text("status")?.Trim();
        if (code is null && status is null)
            return null;
        var done = code is null or DadaCourier.Done && status is null or "success";
        return new CourierReply.Answered(
            done ? DadaCourier.Done : code is null or DadaCourier.Done ? root.Text("errorCode") ?? status! : code, root.Text("msg"), root.Structure("result"));
    }
}
