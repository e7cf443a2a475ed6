using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Care;

/// <summary>How alerts climb in one's subdistrict, whom to telephone, and who changed what; officers set it.</summary>
internal sealed class SettingsModel(MealApi api, WebSessions sessions, Town town) : CarePage(api, sessions, town)
{
    private const int EmptyRows = 3;

    public static readonly IReadOnlyList<string> Steps = ["rider-calls", "family", "canteen", "grid-steward", "officer", "emergency"];
    public static readonly IReadOnlyList<string> DutySteps = ["grid-steward", "officer", "emergency"];

    public CareSettings Settings { get; private set; } = null!;

    public IReadOnlyList<CareChange> History { get; private set; } = [];

    public PeopleNames People { get; private set; } = PeopleNames.None;

    public bool MayChange => Session!.IsOfficer;

    /// <summary>The numbers of those on duty, and some empty lines for more.</summary>
    public IEnumerable<DutyPhone> PhoneRows => Settings.Rules.DutyPhones.Concat(Enumerable.Repeat(new DutyPhone("grid-steward", null, "", ""), MayChange ? EmptyRows : 0));

    public IEnumerable<(string Name, string Title, Ladder Ladder)> Ladders =>
        [("concern", Words.WelfareLevel("concern"), Settings.Rules.Concern), ("urgent", Words.WelfareLevel("urgent"), Settings.Rules.Urgent)];

    public static string TimeText(LocalTime time) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(time);

    public Task OnGetAsync() => LoadAsync();

    public async Task OnPostAsync(int? version)
    {
        var (steps, communities, names, phones) = (Request.Form["step"], Request.Form["community"], Request.Form["name"], Request.Form["phone"]);
        var duty = Enumerable.Range(0, names.Count).Where(i => !string.IsNullOrWhiteSpace(names[i]))
            .Select(i => new { step = steps.ElementAtOrDefault(i), community = communities.ElementAtOrDefault(i), name = names[i], phone = phones.ElementAtOrDefault(i) });
        var body = new
        {
            concern = LadderOf("concern"),
            urgent = LadderOf("urgent"),
            dutyPhones = duty,
            quiet = new { from = Field("quiet-from"), to = Field("quiet-to") },
            repeatedNoAnswer = new { enabled = Request.Form.ContainsKey("repeated"), times = Number("repeated-times"), days = Number("repeated-days") },
            missedMeal = new { enabled = Request.Form.ContainsKey("missed"), atLeast = Number("missed-at-least"), ofLast = Number("missed-of-last") },
            version,
        };
        if (await SendAsync<CareSettings>(HttpMethod.Put, "/api/care/settings", body) is not null)
            Done = T("已保存，从下一步起生效。");
        await LoadAsync();
    }

    /// <summary>What a change changed, part by part: before and after.</summary>
    public static IEnumerable<(string Part, string Before, string After)> Differences(CareChange change) =>
        Parts(change.Before).Zip(Parts(change.After)).Where(p => p.First.Text != p.Second.Text).Select(p => (p.First.Part, p.First.Text, p.Second.Text));

    private static IEnumerable<(string Part, string Text)> Parts(CareRules rules)
    {
        yield return (Words.WelfareLevel("concern"), LadderText(rules.Concern));
        yield return (Words.WelfareLevel("urgent"), LadderText(rules.Urgent));
        yield return (T("值班电话"), string.Join(T("；"), rules.DutyPhones.Select(p => $"{CareWords.Step(p.Step)} {p.Community} {p.Name} {p.Phone}")));
        yield return (T("免打扰"), $"{TimeText(rules.Quiet.From)}–{TimeText(rules.Quiet.To)}");
        yield return (CareWords.Cause("repeated-no-answer"), rules.RepeatedNoAnswer.Enabled
            ? T("{0} 天内 {1} 次", rules.RepeatedNoAnswer.Days, rules.RepeatedNoAnswer.Times) : T("停用"));
        yield return (CareWords.Cause("missed-meal"), rules.MissedMeal.Enabled
            ? T("近 {0} 周至少 {1} 次", rules.MissedMeal.OfLast, rules.MissedMeal.AtLeast) : T("停用"));
    }

    private static string LadderText(Ladder ladder) =>
        string.Join(" → ", ladder.Rungs.Select(r => $"{CareWords.Step(r.Step)} {r.Minutes}")) + T("；接手后 {0} 分钟", ladder.TakenMinutes);

    private object LadderOf(string level) => new
    {
        takenMinutes = Number($"{level}-taken"),
        rungs = Steps.Where(step => Request.Form.ContainsKey($"{level}-{step}")).Select(step => new { step, minutes = Number($"{level}-{step}-minutes") }),
    };

    private string Field(string name) => Request.Form[name].ToString();

    /// <summary>What is not a number goes as it is: the API says which field is wrong.</summary>
    private object Number(string name) => int.TryParse(Field(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Field(name);

    private async Task LoadAsync()
    {
        Settings = await GetAsync<CareSettings>("/api/care/settings");
        History = (await TryGetAsync<ListOf<CareChange>>("/api/care/settings/history?limit=20"))?.Items ?? [];
        People = await PeopleAsync(History.Select(c => (Guid?)c.By));
    }
}
