using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>Decisions: those of a month, one order's, or the meals behind a number of the report.</summary>
internal sealed class DecisionsModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    public ReportFilter Filter { get; private set; } = null!;

    public ListOf<JsonObject> Decisions { get; private set; } = new([], null);

    /// <summary>What the meals come to under the filter; null where it is about one order.</summary>
    public ReportLine? Total { get; private set; }

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public async Task OnGetAsync(string? after)
    {
        Filter = new ReportFilter(Request.Query, town.DateOf(clock.GetCurrentInstant()));
        var total = Filter["orderNumber"] == ""
            ? TryGetAsync<MealReport>(Filter.Address("/api/subsidy/report", ("money", null), ("limit", "1")))
            : Task.FromResult<MealReport?>(null);
        var sites = SitesAsync();
        Decisions = await GetAsync<ListOf<JsonObject>>(Filter.Address("/api/subsidy/decisions", ("after", after)));
        Total = (await total)?.Total;
        Sites = await sites;
    }
}
