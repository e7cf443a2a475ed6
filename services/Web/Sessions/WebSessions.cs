using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Web.Api;
using Microsoft.AspNetCore.DataProtection;

namespace MealDispatch.Web.Sessions;

/// <summary>
/// The cookie that holds a person's tokens, encrypted. Access tokens are renewed before they run out. A refresh token counts
/// once, so requests that come together with the same one share one renewal.
/// </summary>
internal sealed class WebSessions(MealApi api, IDataProtectionProvider protection, TimeProvider time)
{
    private const string CookieName = "mealdispatch";
    private static readonly object ItemKey = new();
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RememberRenewal = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan KeepCookie = TimeSpan.FromDays(30);

    private readonly IDataProtector protector = protection.CreateProtector("mealdispatch.session.v1");
    private readonly ConcurrentDictionary<string, Renewal> renewals = new();

    /// <summary>The session of this request; null when nobody is signed in.</summary>
    public async Task<WebSession?> OfAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Items.TryGetValue(ItemKey, out var known))
            return (WebSession?)known;
        var session = Unprotect(http.Request.Cookies[CookieName]);
        if (session is not null && session.AccessUntil - RenewBefore <= time.GetUtcNow())
        {
            session = await RenewAsync(session).WaitAsync(ct);
            if (session is null)
                End(http);
            else
                Begin(http, session);
        }

        http.Items[ItemKey] = session;
        return session;
    }

    public void Begin(HttpContext http, WebSession session)
    {
        http.Items[ItemKey] = session;
        http.Response.Cookies.Append(CookieName, protector.Protect(JsonSerializer.Serialize(session, Json.Options)), Options(http, KeepCookie));
    }

    public static void End(HttpContext http)
    {
        http.Items[ItemKey] = null;
        http.Response.Cookies.Delete(CookieName, Options(http, null));
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? maxAge) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = maxAge, IsEssential = true,
    };

    private WebSession? Unprotect(string? cookie)
    {
        if (string.IsNullOrEmpty(cookie))
            return null;
        try
        {
            return JsonSerializer.Deserialize<WebSession>(protector.Unprotect(cookie), Json.Options);
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private Task<WebSession?> RenewAsync(WebSession session)
    {
        var now = time.GetUtcNow();
        foreach (var (old, renewal) in renewals)
        {
            if (renewal.Until < now)
                renewals.TryRemove(old, out _);
        }

        return renewals.GetOrAdd(session.RefreshToken, _ => new Renewal(now + RememberRenewal, new(() => AskAsync(session)))).Session.Value;
    }

    /// <summary>Not cancelled with the request that happened to ask first: others wait for it.</summary>
    private async Task<WebSession?> AskAsync(WebSession session)
    {
        var renewed = await api.SendAsync<SignedIn>(
            HttpMethod.Post, "/api/sign-in/refresh", new { session.RefreshToken }, null, null, CancellationToken.None);
        if (renewed.Value is { } signedIn)
            return WebSession.Of(signedIn, time.GetUtcNow(), session);
        renewals.TryRemove(session.RefreshToken, out _);
        // Out of reach is no reason to sign anybody out.
        return renewed.Problem is { Status: >= 500 } or { Status: 429 } ? session : null;
    }

    private sealed record Renewal(DateTimeOffset Until, Lazy<Task<WebSession?>> Session);
}
