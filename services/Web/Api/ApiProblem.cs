using System.Text.Json;

namespace MealDispatch.Web.Api;

/// <summary>What the API answered in place of what was asked.</summary>
internal sealed record ApiProblem(int Status, string Code, string? Detail, IReadOnlyDictionary<string, string[]>? Errors)
{
    /// <summary>Once its errors are in the words of a form: the API's field behind each of these words. Null before.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; init; }

    public static readonly ApiProblem Unreachable = new(503, "request.try-later", null, null);

    /// <summary>
    /// For the person in front of the page: what happened and what to do next. The API's own words are Chinese; in English the code
    /// speaks. A page's own problems (<c>web.</c>) come in the reader's language.
    /// </summary>
    public string Words => Detail is { Length: > 0 } detail && (!English || Code.StartsWith("web.", StringComparison.Ordinal))
        ? detail
        : Text.OfProblem(Code) ?? T("这件事现在办不成，请过一会儿再试，或打电话给食堂。");

    public static async Task<ApiProblem> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            var body = await response.Content.ReadFromJsonAsync<Body>(ct);
            return new ApiProblem((int)response.StatusCode, body?.Code ?? "server.error", body?.Detail, body?.Errors);
        }
        catch (JsonException)
        {
            return new ApiProblem((int)response.StatusCode, "server.error", null, null);
        }
    }

    private sealed record Body(string? Code, string? Detail, IReadOnlyDictionary<string, string[]>? Errors);
}

/// <summary>The value, or the problem that stands in its place.</summary>
internal readonly record struct ApiResult<T>(T? Value, ApiProblem? Problem);

/// <summary>Ends a page's handler: the page shows the problem, or the way to sign in.</summary>
internal sealed class ApiProblemException(ApiProblem problem) : Exception(problem.Code)
{
    public ApiProblem Problem { get; } = problem;
}
