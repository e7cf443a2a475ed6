using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;

namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>
/// Posts signed callbacks, one after another and each once: how often the real courier tries again is not known, so the merchant's
/// polling must make up for lost ones.
/// </summary>
internal sealed class CallbackSender(
    SandboxOptions options, IssuedTokens tokens, IHttpClientFactory clients, ILogger<CallbackSender> log) : BackgroundService
{
    public const string HttpClientName = "courier-sandbox";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Channel<(string Url, object Body)> queue = Channel.CreateUnbounded<(string, object)>();

    /// <summary>Callbacks that are thrown away instead of sent, to see whether polling repairs them.</summary>
    public bool DropAll { get; set; }

    public void Enqueue(string url, object body) => queue.Writer.TryWrite((url, body));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (url, body) in queue.Reader.ReadAllAsync(stoppingToken))
            if (!DropAll)
                await SendAsync(url, body, stoppingToken);
    }

    private async Task SendAsync(string url, object body, CancellationToken ct)
    {
        var data = Uri.EscapeDataString(JsonSerializer.Serialize(body, Json));
        var salt = Random.Shared.Next(1000, 10_000);
        var signature = Signatures.OfData(options.AppId, tokens.Newest(), data, $"{salt}");
        try
        {
            using var client = clients.CreateClient(HttpClientName);
            using var response = await client.PostAsJsonAsync(new Uri(url), new { app_id = options.AppId, data, salt, signature }, ct);
            if (!response.IsSuccessStatusCode)
                log.LogWarning("A courier callback was answered {Status}", (int)response.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException or InvalidOperationException
            || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            log.LogWarning("A courier callback was not delivered: {Kind}", e.GetType().Name);
        }
    }
}
