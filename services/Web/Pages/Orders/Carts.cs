using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using MealDispatch.BuildingBlocks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Primitives;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>What was chosen and not ordered yet.</summary>
/// <param name="Form">The choice.</param>
/// <param name="Key">The order's idempotency key: the same choice is one order, however often and from however many windows it is sent.</param>
internal sealed record Cart(OrderForm Form, string Key);

/// <summary>
/// Keeps the choice for a day in a sealed cookie of this browser, so that the back button, a reload, another window or signing in again loses
/// nothing, and no address says what somebody eats. Gone when it was ordered, and when somebody signs out.
/// </summary>
internal sealed class Carts(IDataProtectionProvider protection)
{
    private const string CookieName = "mealdispatch-cart";
    private const string KeyField = "key";
    private const int MaxCookie = 3800;
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("mealdispatch.cart.v1").ToTimeLimitedDataProtector();

    public Cart? Of(HttpContext http)
    {
        if (http.Request.Cookies[CookieName] is not { Length: > 0 } cookie)
            return null;
        try
        {
            var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(protector.Unprotect(cookie), Plain)!;
            return new Cart(OrderForm.Of(new FormCollection(fields.ToDictionary(f => f.Key, f => new StringValues(f.Value)))), fields[KeyField]);
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The same choice keeps its key; another one gets its own.</summary>
    public Cart Keep(HttpContext http, OrderForm form)
    {
        var fields = form.Fields().ToDictionary();
        var key = Of(http) is { } before && Same(before.Form.Fields().ToDictionary(), fields) ? before.Key : Ids.New().ToString("N");
        fields[KeyField] = key;
        var cookie = protector.Protect(JsonSerializer.Serialize(fields, Plain), KeptFor);
        if (cookie.Length <= MaxCookie)
            http.Response.Cookies.Append(CookieName, cookie, Options(http, KeptFor));
        return new Cart(form, key);
    }

    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(CookieName, Options(http, null));

    private static bool Same(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Count == other.Count && one.All(f => other.TryGetValue(f.Key, out var value) && value == f.Value);

    private static CookieOptions Options(HttpContext http, TimeSpan? maxAge) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = maxAge, IsEssential = true,
    };
}
