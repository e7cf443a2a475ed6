using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>Which rules look for flags, and how strictly; officers set them, one rule at a time.</summary>
internal sealed class FlagRulesModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    private const string Value = "value.";

    public IReadOnlyList<FlagRule> Rules { get; private set; } = [];

    public string? HistoryOf { get; private set; }

    public IReadOnlyList<FlagRuleChange> History { get; private set; } = [];

    public PeopleNames People { get; private set; } = PeopleNames.None;

    public string? HistoryNext { get; private set; }

    public string? Done { get; private set; }

    public async Task OnGetAsync(string? history, string? after)
    {
        await LoadAsync();
        if (Rules.All(r => r.Rule != history))
            return;
        HistoryOf = history;
        var page = await GetAsync<ListOf<FlagRuleChange>>($"/api/subsidy/flags/rules/{history}/history?limit=20&after={Uri.EscapeDataString(after ?? "")}");
        (History, HistoryNext) = (page.Items, page.Next);
        People = await PeopleAsync(History.Select(change => (Guid?)change.By));
    }

    public async Task OnPostAsync(string? rule, bool enabled, int? version)
    {
        // What is not a number goes as it is: the API says which field is wrong.
        var thresholds = Request.Form.Where(field => field.Key.StartsWith(Value, StringComparison.Ordinal)).ToDictionary(
            field => field.Key[Value.Length..],
            field => int.TryParse(field.Value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (object)field.Value.ToString());
        if (await SendAsync<FlagRule>(HttpMethod.Put, $"/api/subsidy/flags/rules/{Uri.EscapeDataString(rule ?? "-")}", new { enabled, thresholds, version }) is { } set)
            Done = set.Enabled ? T("“{0}”已保存，下次检查起生效。", set.Name.Text) : T("“{0}”已停用，下次检查起生效。", set.Name.Text);
        await LoadAsync();
    }

    public string Clock(Instant instant) => Words.LongClock(town.LocalOf(instant));

    public static string OwnValues(FlagRule rule, FlagRuleChange change) => change.Thresholds.Count == 0
        ? T("，数值照通常")
        : T("，") + string.Join(T("，"), change.Thresholds.Select(t => $"{rule.Thresholds.FirstOrDefault(known => known.Name == t.Key)?.Meaning.Text ?? t.Key} {t.Value}"));

    private async Task LoadAsync() => Rules = (await GetAsync<ListOf<FlagRule>>("/api/subsidy/flags/rules")).Items;
}
