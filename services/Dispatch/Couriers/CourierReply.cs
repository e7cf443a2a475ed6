using System.Net;
using System.Text.Json;

namespace MealDispatch.Dispatch.Couriers;

/// <summary>What became of one call to a courier.</summary>
internal abstract record CourierReply
{
    /// <summary>The body decides, whatever the HTTP status says.</summary>
    public sealed record Answered(string Code, string? Message, JsonElement? Data) : CourierReply;

    /// <summary>The call surely reached nobody.</summary>
    public sealed record NotSent(string Why) : CourierReply;

    /// <summary>Turned away unread: too many calls.</summary>
    public sealed record Busy(TimeSpan? RetryAfter) : CourierReply;

    /// <summary>Sent, and no readable answer came back: it may have had its effect.</summary>
    public sealed record Lost(string Why) : CourierReply;

    public string Detail => this switch
    {
        Answered answer => $"{answer.Code} {answer.Message}",
        NotSent reply => reply.Why,
        Busy => "too many calls",
        Lost reply => reply.Why,
        _ => "",
    };
}

/// <summary>Sends calls at a courier's pace, and tells apart what surely had no effect from what may have had one.</summary>
internal sealed class CourierHttp(HttpClient http, CourierPace pace)
{
    /// <param name="read">The courier's envelope; null when it is none.</param>
    /// <param name="busyCode">The courier's own code for too many calls, beside HTTP 429; null when there is none.</param>
    public async Task<CourierReply> SendAsync(
        HttpRequestMessage request, Func<JsonElement, CourierReply.Answered?> read, string? busyCode, CancellationToken ct)
    {
        pace.Spend();
        var reply = await TrySendAsync(request, read, ct);
        if (reply is CourierReply.Answered answer && answer.Code == busyCode)
            reply = new CourierReply.Busy(RetryAfter: null);
        if (reply is CourierReply.Busy busy)
            pace.SlowDown(busy.RetryAfter);
        else if (reply is CourierReply.Answered)
            pace.Answered();
        return reply;
    }

    private async Task<CourierReply> TrySendAsync(HttpRequestMessage request, Func<JsonElement, CourierReply.Answered?> read, CancellationToken ct)
    {
        try
        {
            using var response = await http.SendAsync(request, ct);
            var body = await response.Content.ReadAsStringAsync(ct);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                return new CourierReply.Busy(response.Headers.RetryAfter?.Delta);
            if ((int)response.StatusCode >= 500)
                return new CourierReply.Lost($"HTTP {(int)response.StatusCode}");

            return LooseJson.TryParse(body) is { } root && read(root) is { } answer
                ? answer
                : new CourierReply.Lost($"HTTP {(int)response.StatusCode} without a readable body");
        }
        catch (HttpRequestException e) when (e.HttpRequestError
            is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            return new CourierReply.NotSent(e.HttpRequestError.ToString());
        }
        catch (HttpRequestException e)
        {
            return new CourierReply.Lost(e.HttpRequestError.ToString());
        }
        catch (IOException e)
        {
            return new CourierReply.Lost(e.GetType().Name);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new CourierReply.Lost("time-out");
        }
    }
}
