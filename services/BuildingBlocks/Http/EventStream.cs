using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MealDispatch.BuildingBlocks.Http;

/// <summary>Server-sent events to one reader.</summary>
public sealed class EventStream
{
    private readonly HttpResponse response;

    private EventStream(HttpResponse response)
    {
        this.response = response;
    }

    /// <summary>Answers with what <paramref name="follow"/> sends, until it ends, the reader leaves or the host stops.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext http, Func<EventStream, CancellationToken, Task> follow)
    {
        var lifetime = http.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await follow(new EventStream(http.Response), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader left, or the host stops: either ends the stream.
        }

        return Results.Empty;
    }

    /// <param name="name">Null for an event without a name.</param>
    /// <param name="data">Sent as JSON.</param>
    public Task SendAsync<T>(string? name, T data, CancellationToken ct) =>
        WriteAsync($"{(name is null ? "" : $"event: {name}\n")}data: {JsonSerializer.Serialize(data, Json.Options)}\n\n", ct);

    /// <summary>Readers pass it over; it shows proxies that the stream lives.</summary>
    public Task CommentAsync(string text, CancellationToken ct) => WriteAsync($": {text}\n\n", ct);

    /// <summary>
    /// Says <c>changed</c> whenever what <paramref name="look"/> answers is not what it answered before, never what changed: the reader asks for
    /// that as the person they are.
    /// </summary>
    /// <param name="opening">Sent once the state to compare with is known: whatever happens from then on is told.</param>
    public async Task FollowChangesAsync<T>(
        string opening, Func<CancellationToken, Task<T>> look, TimeSpan lookEvery, TimeSpan proveLifeEvery, TimeProvider time, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(lookEvery, time);
        var seen = await look(ct);
        await CommentAsync(opening, ct);
        var saidAt = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(ct))
        {
            var now = await look(ct);
            if (!EqualityComparer<T>.Default.Equals(now, seen))
                await WriteAsync("data: changed\n\n", ct);
            else if (time.GetElapsedTime(saidAt) >= proveLifeEvery)
                await CommentAsync("still here", ct);
            else
                continue;
            (seen, saidAt) = (now, time.GetTimestamp());
        }
    }

    private async Task WriteAsync(string text, CancellationToken ct)
    {
        await response.WriteAsync(text, ct);
        await response.Body.FlushAsync(ct);
    }
}
