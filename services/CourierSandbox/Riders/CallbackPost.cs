using System.Text;

namespace MealDispatch.CourierSandbox.Riders;

/// <summary>A callback, signed and ready to be posted.</summary>
internal sealed record CallbackMessage(string Url, string Body, string ContentType = "application/json");

/// <summary>
/// Posts callbacks when they are due, one after another and each once: how often real couriers try again is not known, so the
/// merchant's polling must make up for lost ones.
/// </summary>
internal sealed class CallbackPost(IHttpClientFactory clients, TimeProvider time, ILogger<CallbackPost> log)
{
    public const string HttpClientName = "courier-sandbox";

    private readonly PriorityQueue<CallbackMessage, (DateTimeOffset DueAt, long Number)> waiting = new();
    private long number;

    public void Add(CallbackMessage message, TimeSpan delay)
    {
        lock (waiting)
            waiting.Enqueue(message, (time.GetUtcNow() + delay, number++));
    }

    public async Task SendDueAsync(CancellationToken ct)
    {
        while (Next() is { } message)
            await SendAsync(message, ct);
    }

    private CallbackMessage? Next()
    {
        lock (waiting)
            return waiting.TryPeek(out _, out var first) && first.DueAt <= time.GetUtcNow() ? waiting.Dequeue() : null;
    }

    private async Task SendAsync(CallbackMessage message, CancellationToken ct)
    {
        try
        {
            using var client = clients.CreateClient(HttpClientName);
            using var content = new StringContent(message.Body, Encoding.UTF8, message.ContentType);
            using var response = await client.PostAsync(new Uri(message.Url), content, ct);
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
