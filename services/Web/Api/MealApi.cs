using System.Net.Http.Headers;
using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;

namespace MealDispatch.Web.Api;

/// <summary>The public API over HTTP, as the person whose token is given; null for nobody.</summary>
internal sealed class MealApi(ApiAddress address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public Task<ApiResult<T>> GetAsync<T>(string path, string? token, CancellationToken ct) => SendAsync<T>(HttpMethod.Get, path, null, token, null, ct);

    public async Task<ApiResult<T>> SendAsync<T>(HttpMethod method, string path, object? body, string? token, string? idempotencyKey, CancellationToken ct, TimeSpan? patience = null)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(patience ?? Patience);
        try
        {
            using var request = Request(method, path, token);
            request.Content = ContentOf(body);
            if (idempotencyKey is not null)
                request.Headers.Add(IdempotencyKey.Header, idempotencyKey);
            using var response = await client.SendAsync(request, timeout.Token);
            if (!response.IsSuccessStatusCode)
                return new ApiResult<T>(default, await ApiProblem.ReadAsync(response, timeout.Token));
            return new ApiResult<T>(await ReadAsync<T>(response, timeout.Token), null);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || (exception is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new ApiResult<T>(default, ApiProblem.Unreachable);
        }
    }

    /// <summary>An answer that is passed on as it is: a document, or a stream. Dispose it.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path, string? token, string accept, CancellationToken ct, HttpMethod? method = null, object? body = null)
    {
        var request = Request(method ?? HttpMethod.Get, path, token);
        request.Content = ContentOf(body);
        request.Headers.Accept.ParseAdd(accept);
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    public void Dispose() => client.Dispose();

    private static async Task<T?> ReadAsync<T>(HttpResponseMessage response, CancellationToken ct)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(ct);
        return bytes.Length == 0 ? default : JsonSerializer.Deserialize<T>(bytes, Json.Options);
    }

    /// <summary>A file is sent as it is, anything else as JSON.</summary>
    private static HttpContent? ContentOf(object? body) => body is null ? null : body as HttpContent ?? JsonContent.Create(body, body.GetType(), options: Json.Options);

    private HttpRequestMessage Request(HttpMethod method, string path, string? token)
    {
        var request = new HttpRequestMessage(method, address.Of(path));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
