using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>What the subdistrict paid: grouped, narrowed, and each number led back to its meals.</summary>
internal sealed class MonthModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    public static readonly string[] Groupings = ["site", "day", "month", "community", "tier", "channel", "funder"];

    private static readonly ReportLine Nothing = new("", "", 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public ReportFilter Filter { get; private set; } = null!;

    public string GroupBy { get; private set; } = "site";

    public MealReport Report { get; private set; } = new([], Nothing, null);

    public IReadOnlyList<Budget> Budgets { get; private set; } = [];

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public async Task OnGetAsync(string? groupBy, string? after)
    {
        Filter = new ReportFilter(Request.Query, town.DateOf(clock.GetCurrentInstant()));
        GroupBy = Groupings.Contains(groupBy) ? groupBy! : "site";
        Report = await GetAsync<MealReport>(Filter.Address("/api/subsidy/report", ("groupBy", GroupBy), ("limit", "100"), ("after", after), ("money", null)));
        Budgets = (await TryGetAsync<ListOf<Budget>>("/api/subsidy/budgets"))?.Items ?? [];
        Sites = await SitesAsync();
    }

    public string KeyOf(ReportLine line) => GroupBy switch
    {
        "site" => Sites.FirstOrDefault(s => s.Code == line.Key)?.Name ?? line.Name,
        "channel" => Words.Fulfilment(line.Key),
        "community" when line.Key == "-" => T("未登记居委"),
        _ => line.Key,
    };

    /// <summary>The same, narrowed to one group and then grouped by the next thing one asks.</summary>
    public string Into(ReportLine line) =>
        Filter.Address("/subsidy", [.. ReportFilter.Only(GroupBy, line.Key), ("groupBy", GroupBy switch { "month" => "day", "day" => "site", _ => "day" }), ("money", null)]);

    /// <summary>The meals behind a number; of all groups when <paramref name="line"/> is null.</summary>
    public string Meals(ReportLine? line, string money) =>
        Filter.Address("/subsidy/decisions", [.. line is null ? [] : ReportFilter.Only(GroupBy, line.Key), ("money", money)]);
}
