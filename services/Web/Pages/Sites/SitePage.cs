using System.Text.Json.Nodes;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Sites;

/// <summary>A page about sites: officers and administrators change them, auditors look.</summary>
internal abstract class SitePage(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    /// <summary>Of one's own subdistrict; an administrator's are all.</summary>
    public IReadOnlyList<Site> Own { get; private set; } = [];

    public IReadOnlyList<Site> Canteens => [.. Own.Where(s => s.Kind == "canteen")];

    public bool MayChange => Session!.IsOfficer || Session.IsAdmin;

    public string? Done { get; protected set; }

    protected string Subdistrict { get; private set; } = "";

    protected async Task BeginAsync(bool changes = false)
    {
        if (Session is not ({ MayAudit: true } or { IsAdmin: true }) || (changes && !MayChange))
            throw new ApiProblemException(NotAllowed);
        var me = TryGetAsync<Me>("/api/me");
        var sites = await SitesAsync();
        Subdistrict = (await me)?.Subdistrict ?? "";
        Own = [.. sites.Where(s => Session.IsAdmin || s.Subdistrict == Subdistrict)];
    }

    protected static string PathOf(string code) => $"/api/sites/{Uri.EscapeDataString(code)}";

    /// <summary>Puts what the form says over the site as it stands; what is refused is said in the form's words.</summary>
    protected async Task<JsonObject?> PutAsync(string code, SiteForm form, JsonObject site)
    {
        var put = await SendAsync<JsonObject>(HttpMethod.Put, PathOf(code), form.LaidOver(site));
        Problem = FieldWords.Explain(Problem, field => SiteWords.Field(field, form));
        return put;
    }
}
