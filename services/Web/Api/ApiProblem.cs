using System.Text.Json;

namespace MealDispatch.Web.Api;

/// <summary>What the API answered in place of what was asked.</summary>
internal sealed record ApiProblem(int Status, string Code, string? Detail, IReadOnlyDictionary<string, string[]>? Errors)
{
    public static readonly ApiProblem Unreachable = new(503, "request.try-later", null, null);

    /// <summary>For the person in front of the page: what happened and what to do next.</summary>
    public string Words => Code switch
    {
        _ when Detail is { Length: > 0 } detail => detail,
        "auth.not-allowed" => "您没有办这件事的权限。",
        "request.not-found" => "没有找到，可能已经改变，或不在您的权限内。",
        "request.invalid" or "request.malformed" => "有些内容填得不对，请检查后再试。",
        "request.stale-version" => "别人刚刚改过，请刷新页面再看。",
        "request.too-many" => "操作太频繁，请等一分钟再试。",
        "request.try-later" => "系统有点忙，请过一会儿再试。",
        _ => "这件事现在办不成，请过一会儿再试，或打电话给食堂。",
    };

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
