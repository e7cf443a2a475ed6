using System.Diagnostics;
using System.Text.Json;
using MealDispatch.BuildingBlocks.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MealDispatch.BuildingBlocks.Http;

/// <summary>The one switch from errors to RFC 9457 problems.</summary>
public static class Problems
{
    /// <summary>Codes are documented as anchors under this address.</summary>
    public const string TypeBase = "https://mealdispatch.example/problems#";

    public static ProblemHttpResult ToProblem(this Error error) => TypedResults.Problem(Describe(error));

    public static ProblemDetails Describe(Error error)
    {
        var (status, title) = error switch
        {
            Invalid => (StatusCodes.Status400BadRequest, "The request is malformed or invalid"),
            NotSignedIn => (StatusCodes.Status401Unauthorized, "Not signed in"),
            Forbidden => (StatusCodes.Status403Forbidden, "Not allowed"),
            Absent => (StatusCodes.Status404NotFound, "Not found"),
            Stale => (StatusCodes.Status409Conflict, "Changed by somebody else"),
            RuleRefused => (StatusCodes.Status422UnprocessableEntity, "Refused by a rule"),
            TooMany => (StatusCodes.Status429TooManyRequests, "Too many requests"),
            Unavailable => (StatusCodes.Status503ServiceUnavailable, "Try again later"),
            _ => throw new UnreachableException(error.Code),
        };
        var problem = Describe(status, error.Code, title, error.Detail);
        if (error is Invalid invalid)
            problem.Extensions["errors"] = invalid.Fields;
        // An overridden Detail loses the base's JsonIgnore: it is no fact.
        foreach (var fact in JsonSerializer.SerializeToElement(error, error.GetType(), Json.Options).EnumerateObject().Where(f => f.Name != "detail"))
            problem.Extensions[fact.Name] = fact.Value;
        return problem;
    }

    internal static ProblemDetails Describe(int status, string code, string title, string? detail = null) => new()
    {
        Status = status,
        Type = TypeBase + code,
        Title = title,
        Detail = detail,
        Extensions = { ["code"] = code, ["traceId"] = Activity.Current?.TraceId.ToHexString() },
    };

    internal static Task WriteAsync(HttpContext http, ProblemDetails problem)
    {
        problem.Instance = http.Request.Path;
        http.Response.StatusCode = problem.Status!.Value;
        return http.Response.WriteAsJsonAsync(problem, Json.Options, "application/problem+json", http.RequestAborted);
    }
}
