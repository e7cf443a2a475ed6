using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>What looked wrong to a rule: filtered, the newest meals first; an officer lets the rules look at a month now.</summary>
internal sealed class FlagsModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    /// <summary><c>all</c> is every one.</summary>
    public string Status { get; private set; } = "open";

    public string? Rule { get; private set; }

    public string? Site { get; private set; }

    public string? Month { get; private set; }

    /// <summary>What the form to look now begins with.</summary>
    public string CheckMonth { get; private set; } = "";

    public string? Done { get; private set; }

    public IReadOnlyList<FlagRule> Rules { get; private set; } = [];

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public ListOf<Flag> Flags { get; private set; } = new([], null);

    public string? Next => Flags.Next is { } next ? $"/subsidy/flags?status={Status}{Filter("site")}&after={Uri.EscapeDataString(next)}" : null;

    /// <summary>What is listed, as files.</summary>
    public string Download => $"/subsidy/flags?{Asked}";

    private string Asked => $"{(Status == "all" ? "" : "status=" + Status)}{Filter("siteCode")}";

    public Task OnGetAsync(string? status, string? rule, string? site, string? month, string? after)
    {
        (Status, Rule, Site, Month) = (status is "all" || FlagWords.Statuses.Contains(status) ? status! : "open", rule, site, month);
        return LoadAsync(after);
    }

    public async Task OnPostAsync(string? check)
    {
        if (await PostAsync<MonthChecked>("/api/subsidy/flags/check", new { month = check }) is { } seen)
            Done = T("看过 {0} 份订单，新发现 {1} 条，待处理共 {2} 条。", seen.Meals, seen.Found, seen.Open);
        Month = Problem is null ? check : null;
        await LoadAsync(null);
    }

    private async Task LoadAsync(string? after)
    {
        CheckMonth = MonthField.Of(Month, town.DateOf(clock.GetCurrentInstant()));
        Rules = (await GetAsync<ListOf<FlagRule>>("/api/subsidy/flags/rules")).Items;
        Flags = await GetAsync<ListOf<Flag>>(
            $"/api/subsidy/flags?{Asked}&limit=20&after={Uri.EscapeDataString(after ?? "")}");
        Sites = await SitesAsync();
    }

    private string Filter(string site) =>
        $"&rule={Uri.EscapeDataString(Rule ?? "")}&{site}={Uri.EscapeDataString(Site ?? "")}&month={Uri.EscapeDataString(Month ?? "")}";
}
