using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace MealDispatch.Web.Sessions;

/// <summary>A form as somebody sent it: where to, and what stood in it.</summary>
internal sealed record KeptForm(string Address, IReadOnlyList<KeyValuePair<string, string>> Fields);

/// <summary>
/// Keeps a form that could not be taken, because its sender was signed out meanwhile: sealed, it travels through the sign-in page in the
/// browser and comes back filled.
/// </summary>
internal sealed class KeptForms(IDataProtectionProvider protection)
{
    private const int MaxCharacters = 100_000;
    private const string SignIn = "/sign-in";
    private const string AntiforgeryField = "__RequestVerificationToken";
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("mealdispatch.kept-form.v1").ToTimeLimitedDataProtector();

    /// <summary>The form of this request; null when it has none, or one that must not lie about: files, passwords, a form of another site.</summary>
    public static KeptForm? Of(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || !IsOwn(request) || request.Path == SignIn || request.Form.Files.Count > 0)
            return null;
        var fields = request.Form.Where(f => f.Key != AntiforgeryField).SelectMany(f => f.Value, (f, value) => KeyValuePair.Create(f.Key, value ?? "")).ToList();
        var isSecret = fields.Any(f => f.Key.Contains("password", StringComparison.OrdinalIgnoreCase) || f.Key == "pin");
        return isSecret || fields.Sum(f => f.Key.Length + f.Value.Length) > MaxCharacters ? null : new KeptForm(request.Path + request.QueryString.ToString(), fields);
    }

    public string Seal(KeptForm form) => protector.Protect(JsonSerializer.Serialize(form, Plain), KeptFor);

    /// <summary>Null when it is nothing of ours, or older than a day.</summary>
    public KeptForm? Open(string? kept)
    {
        if (string.IsNullOrEmpty(kept))
            return null;
        try
        {
            return JsonSerializer.Deserialize<KeptForm>(protector.Unprotect(kept), Plain);
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Browsers say with each post whose page sent it.</summary>
    private static bool IsOwn(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
