using System.Text.Json;
using MealDispatch.BuildingBlocks.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace MealDispatch.BuildingBlocks.Http;

/// <summary>
/// Every answer that is an error is a problem: bodies and parameters that do not bind, paths that do not exist, and
/// exceptions, which are logged once without the request's content and answered 500 without a word of theirs.
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (!http.Response.HasStarted && http.Response.StatusCode >= 400 && http.Response.ContentLength is null or 0
                && http.Response.ContentType is null)
                await Problems.WriteAsync(http, ForStatus(http.Response.StatusCode));
        }
        catch (BadHttpRequestException exception) when (!http.Response.HasStarted)
        {
            await Problems.WriteAsync(http, ForBadRequest(exception));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            if (!http.Response.HasStarted)
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            LogUnknown(exception, http.Request.Method, http.GetEndpoint()?.DisplayName);
            await Problems.WriteAsync(http, ForStatus(StatusCodes.Status500InternalServerError));
        }
    }

    private static ProblemDetails ForBadRequest(BadHttpRequestException exception)
    {
        if (exception.StatusCode != StatusCodes.Status400BadRequest)
            return ForStatus(exception.StatusCode);
        var field = exception.InnerException is JsonException { Path: { Length: > 0 } path } ? path.Replace("$.", "", StringComparison.Ordinal) : "$";
        return Problems.Describe(new Invalid(new Dictionary<string, string[]> { [field] = ["cannot be read"] }, "request.malformed"));
    }

    private static ProblemDetails ForStatus(int status) => status switch
    {
        400 => Problems.Describe(status, "request.malformed", "The request is malformed or invalid"),
        401 => Problems.Describe(new NotSignedIn()),
        403 => Problems.Describe(new Forbidden()),
        404 => Problems.Describe(new Absent()),
        405 => Problems.Describe(status, "request.method-not-allowed", "This method is not allowed here"),
        406 => Problems.Describe(status, "request.not-acceptable", "No representation of that kind"),
        413 => Problems.Describe(status, "request.too-large", "The body is too large"),
        415 => Problems.Describe(status, "request.unsupported-media-type", "The body is not of an accepted kind"),
        429 => Problems.Describe(new TooMany()),
        503 => Problems.Describe(new Unavailable()),
        >= 500 => Problems.Describe(status, "server.error", "Something went wrong on our side"),
        _ => Problems.Describe(status, "request.malformed", "The request is malformed or invalid"),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled exception in {Method} {Endpoint}")]
    private partial void LogUnknown(Exception exception, string method, string? endpoint);
}
