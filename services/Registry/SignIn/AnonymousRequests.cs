using Microsoft.AspNetCore.Mvc;

namespace MealDispatch.Registry.SignIn;

internal static class AnonymousRequests
{
    private const int MaxBytes = 16 * 1024;

    /// <summary>What anybody may send is small.</summary>
    public static TBuilder WithSmallBody<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequestSizeLimitAttribute(MaxBytes));

    public static string Address(this HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "local";
}
