using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>A month's decisions, by site or by one order's number.</summary>
internal sealed class DecisionsModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    public string Month { get; private set; } = "";

    public string? Site { get; private set; }

    public string? Number { get; private set; }

    public ListOf<JsonObject> Decisions { get; private set; } = new([], null);

    public string? Next => Decisions.Next is { } next ? Address("/subsidy/decisions") + "&after=" + Uri.EscapeDataString(next) : null;

    public async Task OnGetAsync(string? month, string? site, string? number, string? after)
    {
        Month = YearMonthPattern.Iso.Parse(month ?? "").Success ? month! : YearMonthPattern.Iso.Format(town.DateOf(clock.GetCurrentInstant()).ToYearMonth());
        (Site, Number) = (site, number);
        Decisions = await GetAsync<ListOf<JsonObject>>(Address("/api/subsidy/decisions", "siteCode", "orderNumber") + (after is null ? "" : "&after=" + Uri.EscapeDataString(after)));
    }

    private string Address(string path, string siteName = "site", string numberName = "number") =>
        $"{path}?month={Month}&{siteName}={Uri.EscapeDataString(Site ?? "")}&{numberName}={Uri.EscapeDataString(Number ?? "")}";
}
