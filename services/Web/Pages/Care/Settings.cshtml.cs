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
        [("concern", CareWords.Level("concern", English), Settings.Rules.Concern), ("urgent", CareWords.Level("urgent", English), Settings.Rules.Urgent)];

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
            Done = T("已保存，从下一步起生效。", "Saved; it holds from the next step on.");
        await LoadAsync();
    }

    /// <summary>What a change changed, part by part: before and after.</summary>
    public IEnumerable<(string Part, string Before, string After)> Differences(CareChange change) =>
        Parts(change.Before).Zip(Parts(change.After)).Where(p => p.First.Text != p.Second.Text).Select(p => (p.First.Part, p.First.Text, p.Second.Text));

    private IEnumerable<(string Part, string Text)> Parts(CareRules rules)
    {
        yield return (CareWords.Level("concern", English), LadderText(rules.Concern));
        yield return (CareWords.Level("urgent", English), LadderText(rules.Urgent));
        yield return (T("值班电话", "Duty telephones"), string.Join(T("；", "; "), rules.DutyPhones.Select(p => $"{CareWords.Step(p.Step, English)} {p.Community} {p.Name} {p.Phone}")));
        yield return (T("免打扰", "Quiet hours"), $"{TimeText(rules.Quiet.From)}–{TimeText(rules.Quiet.To)}");
        yield return (CareWords.Cause("repeated-no-answer", English), rules.RepeatedNoAnswer.Enabled
            ? T($"{rules.RepeatedNoAnswer.Days} 天内 {rules.RepeatedNoAnswer.Times} 次", $"{rules.RepeatedNoAnswer.Times} in {rules.RepeatedNoAnswer.Days} days") : T("停用", "off"));
        yield return (CareWords.Cause("missed-meal", English), rules.MissedMeal.Enabled
            ? T($"近 {rules.MissedMeal.OfLast} 周至少 {rules.MissedMeal.AtLeast} 次", $"{rules.MissedMeal.AtLeast} of the last {rules.MissedMeal.OfLast} weeks") : T("停用", "off"));
    }

    private string LadderText(Ladder ladder) =>
        string.Join(" → ", ladder.Rungs.Select(r => $"{CareWords.Step(r.Step, English)} {r.Minutes}")) + T($"；接手后 {ladder.TakenMinutes} 分钟", $"; {ladder.TakenMinutes} minutes once taken");

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
