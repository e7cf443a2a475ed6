using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>A month's subsidy by site.</summary>
internal sealed class MonthModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public string Month { get; private set; } = "";

    public IReadOnlyList<ReportLine> Lines { get; private set; } = [];

    public ReportLine Total { get; private set; } = new("", 0, 0, 0, 0);

    public IReadOnlyList<Budget> Budgets { get; private set; } = [];

    public async Task OnGetAsync(string? month)
    {
        Month = YearMonthPattern.Iso.Parse(month ?? "").Success ? month! : YearMonthPattern.Iso.Format(town.DateOf(clock.GetCurrentInstant()).ToYearMonth());
        var report = await GetAsync<MonthReport>($"/api/subsidy/report?month={Month}&groupBy=site");
        Lines = report.Items;
        Total = report.Total ?? new ReportLine("", Lines.Sum(l => l.Meals), Lines.Sum(l => l.FoodFen), Lines.Sum(l => l.SubsidyFen), Lines.Sum(l => l.OwnFen));
        Budgets = (await TryGetAsync<ListOf<Budget>>("/api/subsidy/budgets"))?.Items ?? [];
        names = ((await TryGetAsync<ListOf<Site>>("/api/sites?limit=500"))?.Items ?? []).ToDictionary(s => s.Code, s => s.Name);
    }

    public string NameOf(string siteCode) => names.GetValueOrDefault(siteCode, siteCode);
}
