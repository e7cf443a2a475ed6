using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Sites;

/// <summary>The sites of a subdistrict.</summary>
internal sealed class ListModel(MealApi api, WebSessions sessions, IClock clock, Town town) : SitePage(api, sessions)
{
    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    public Task OnGetAsync() => BeginAsync();

    public string NameOf(string code) => Own.FirstOrDefault(s => s.Code == code)?.Name ?? code;

    public static string CutoffOf(SiteWindow window) =>
        window.CutoffDaysBefore == 0 ? Minutes.Format(window.Cutoff) : T("提前 {0} 天 {1}", window.CutoffDaysBefore, Minutes.Format(window.Cutoff));

    public string NextClosed(Site site)
    {
        var today = town.DateOf(clock.GetCurrentInstant());
        return site.ClosedDates.Where(d => d >= today).Select(Words.DateText).FirstOrDefault() ?? "";
    }
}
