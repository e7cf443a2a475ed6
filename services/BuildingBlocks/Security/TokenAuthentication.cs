using System.Security.Claims;
using System.Text.Encodings.Web;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MealDispatch.BuildingBlocks.Security;

/// <summary>Reads <c>Authorization: Bearer</c>; challenges and refusals are problems.</summary>
internal sealed class TokenAuthentication(
    AccessTokens tokens, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = "Bearer ";

    public static (Guid PersonId, Guid SessionId)? SubjectOf(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue("sub"), out var person) && Guid.TryParse(user.FindFirstValue("sid"), out var session)
            ? (person, session)
            : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (await tokens.ReadAsync(header[Prefix.Length..].Trim()) is not { } subject)
            return AuthenticateResult.Fail("not valid");
        var identity = new ClaimsIdentity([new Claim("sub", subject.PersonId.ToString()), new Claim("sid", subject.SessionId.ToString())], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return Problems.WriteAsync(Context, Problems.Describe(new NotSignedIn()));
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        // A token whose session ended, or whose person is not known here, is as good as none.
        Error error = await Caller.OfAsync(Context) is null ? new NotSignedIn() : new Forbidden();
        await Problems.WriteAsync(Context, Problems.Describe(error));
    }
}
