using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

internal sealed record StatementDay(string Name, long Meals, long FoodFen, long ResidentFen, long OperatorFen);

/// <summary>The paper that canteen and town sign: a row per day and payer, totals as the ledger has them.</summary>
internal sealed class SettlementStatementModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    private readonly List<SettlementLine> lines = [];

    public Settlement Settlement { get; private set; } = null!;

    public PeopleNames People { get; private set; } = PeopleNames.None;

    public async Task OnGetAsync(Guid id)
    {
        Settlement = await GetAsync<Settlement>($"/api/subsidy/settlements/{id}");
        People = await PeopleAsync([Settlement.DraftedBy, Settlement.ConfirmedBy, Settlement.ApprovedBy]);
        for (var after = ""; after is not null;)
        {
            var page = await GetAsync<ListOf<SettlementLine>>($"/api/subsidy/settlements/{id}/lines?limit=500&after={Uri.EscapeDataString(after)}");
            lines.AddRange(page.Items);
            after = page.Next;
        }
    }

    public IEnumerable<StatementDay> DaysOf(string payer) => lines.Where(l => l.Payer == payer)
        .GroupBy(l => l.Kind == "meal" ? Words.Date(l.ServiceDate) : SettlementWords.LineKind(l.Kind))
        .OrderBy(day => day.First().Kind == "meal" ? 0 : 1).ThenBy(day => day.First().ServiceDate)
        .Select(day => new StatementDay(day.Key, day.Count(), day.Sum(l => l.FoodFen), day.Sum(l => l.ResidentFen), day.Sum(l => l.OperatorFen)));

    public string Clock(Instant instant) => town.LocalOf(instant).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
