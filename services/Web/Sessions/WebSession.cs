using MealDispatch.Web.Api;

namespace MealDispatch.Web.Sessions;

/// <summary>Who is signed in at this browser. Roles decide what the menu shows; what is allowed the API decides.</summary>
internal sealed record WebSession(
    string AccessToken, string RefreshToken, DateTimeOffset AccessUntil, IReadOnlyList<string> Roles, IReadOnlyList<string> Sites)
{
    public bool IsStaff => Roles.Contains("canteen-staff");

    public bool IsOfficer => Roles.Contains("officer");

    public bool MayAudit => IsOfficer || Roles.Contains("auditor");

    public bool IsAdmin => Roles.Contains("admin");

    public bool IsRider => Roles.Contains("rider");

    public bool IsResident => Roles.Contains("resident");

    public static WebSession Of(SignedIn signedIn, DateTimeOffset now, WebSession? before = null) => new(
        signedIn.AccessToken, signedIn.RefreshToken, now.AddSeconds(signedIn.ExpiresIn),
        signedIn.Roles ?? before?.Roles ?? [], signedIn.Sites ?? before?.Sites ?? []);
}
