using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Residents;

/// <summary>A page about residents: for officers, and to read for auditors.</summary>
internal abstract class ResidentPage(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    /// <summary>The communities of the subdistrict's sites, to choose from; others may be typed.</summary>
    public IReadOnlyList<string> Communities { get; private set; } = [];

    protected string Subdistrict { get; private set; } = "";

    public bool MayChange => Session!.IsOfficer;

    /// <summary>What an action did; null when there was none or it failed.</summary>
    public string? Done { get; protected set; }

    protected async Task BeginAsync(bool officersOnly = false)
    {
        if (officersOnly ? Session is not { IsOfficer: true } : Session is not { MayAudit: true })
            throw new ApiProblemException(NotAllowed);
        var me = TryGetAsync<Me>("/api/me");
        var areas = TryGetAsync<ListOf<SiteArea>>("/api/sites?limit=500");
        Subdistrict = (await me)?.Subdistrict ?? "";
        Communities = [.. ((await areas)?.Items ?? []).Where(a => a.Subdistrict == Subdistrict).SelectMany(a => a.Communities).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The last action's problem in the form's words.</summary>
    protected void Explain() => Problem = FieldWords.Explain(Problem, ResidentWords.Field);

    private sealed record SiteArea(string Subdistrict, IReadOnlyList<string> Communities);
}
