using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Drawings;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace MealDispatch.Web.Pages.Overview;

/// <summary>
/// A subdistrict's day on one page, for officers and auditors: meals and deliveries, budgets, what was given, what waits. It asks for sums
/// only, all at the same time; each number leads to the meals or entries behind it. What cannot be read now is left out with a word.
/// </summary>
internal sealed class TodayModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    public LocalDate Today { get; private set; }

    public string Clock { get; private set; } = "";

    public IReadOnlyList<SiteDay> Sites { get; private set; } = [];

    public IReadOnlyList<BudgetState> Budgets { get; private set; } = [];

    /// <summary>Null when it cannot be read now; so are the others.</summary>
    public MealReport? BySite { get; private set; }

    public MealReport? ByTier { get; private set; }

    public AlertCounts? Alerts { get; private set; }

    public ToDo? ToDo { get; private set; }

    public Drawing? Map { get; private set; }

    /// <summary>The map shows how far a site delivers.</summary>
    public bool HasRanges { get; private set; }

    public bool KnowsOrders { get; private set; }

    public bool KnowsDeliveries { get; private set; }

    private string Month => MonthField.Of(Today);

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnGetLiveAsync()
    {
        await LoadAsync();
        return Partial("Overview/_Today", this);
    }

    /// <summary>The decisions behind a number of today.</summary>
    public string Decisions(params (string Name, string Value)[] narrowing) =>
        Address("/subsidy/decisions", [("month", Month), ("serviceDate", Words.DateText(Today)), .. narrowing]);

    /// <summary>The decisions behind a number of a budget, as far back as the API reads.</summary>
    public string Decisions(Budget budget, string money)
    {
        var first = LocalDate.Max(budget.From, Today.PlusMonths(-35));
        return Address("/subsidy/decisions", [("from", MonthField.Of(first)), ("to", Month), ("funder", budget.Code), ("money", money)]);
    }

    public static string Entries(Budget budget, string account) => Address("/subsidy/ledger/entries", [("account", $"{account}:{budget.Code}")]);

    public static Drawing BarsOf(string name, MealReport report) => Chart.Bars(
        name, [.. report.Items.Select(l => new Bar(l.Name, Given(l), T("{0} 元", Words.Yuan(Given(l))), l.ReservedFen))]);

    /// <summary>Given and promised.</summary>
    public static long Given(ReportLine line) => line.SubsidyFen + line.OperatorFen + line.ReservedFen;

    public static string StateWords(MapState state) => state switch
    {
        MapState.Waiting => T("还没取餐"),
        MapState.OnTheWay => T("在路上"),
        MapState.Done => T("已送达"),
        MapState.Trouble => T("没送成或要人处理"),
    };

    private static string Address(string path, IEnumerable<(string Name, string Value)> query) =>
        path + "?" + string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"));

    private async Task LoadAsync()
    {
        if (Session is not { MayAudit: true })
            throw new ApiProblemException(NotAllowed);
        var now = clock.GetCurrentInstant();
        (Today, Clock) = (town.DateOf(now), Words.Time(town.LocalOf(now)));
        var day = Words.DateText(Today);
        var budgets = BudgetsAsync();
        var orders = TryGetAsync<OrderCounts>($"/api/orders/counts?serviceDate={day}");
        var deliveries = TryGetAsync<DeliveryMap>($"/api/deliveries/map?serviceDate={day}");
        var sites = SitesAsync();
        var bySite = TryGetAsync<MealReport>($"/api/subsidy/report?month={Month}&serviceDate={day}&groupBy=site&limit=100");
        var byTier = TryGetAsync<MealReport>($"/api/subsidy/report?month={Month}&serviceDate={day}&groupBy=tier&limit=100");
        var alerts = TryGetAsync<AlertCounts>("/api/care/alerts/counts");
        var toDo = TryGetAsync<ToDo>("/api/subsidy/to-do");
        await Task.WhenAll(budgets, orders, deliveries, sites, bySite, byTier, alerts, toDo);
        (Budgets, BySite, ByTier, Alerts, ToDo) = (await budgets, await bySite, await byTier, await alerts, await toDo);
        Show(await orders, await deliveries, await sites);
    }

    private async Task<IReadOnlyList<BudgetState>> BudgetsAsync()
    {
        var budgets = (await GetAsync<ListOf<Budget>>("/api/subsidy/budgets?limit=20")).Items;
        var open = budgets.Where(b => b.Fen > 0 && !(b.To < Today)).ToList();
        var burnDowns = await Task.WhenAll(open.Select(b => TryGetAsync<BurnDown>($"/api/subsidy/budgets/{Uri.EscapeDataString(b.Code)}/burn-down")));
        return [.. open.Zip(burnDowns, (budget, burnDown) => new BudgetState(budget, burnDown))];
    }

    private void Show(OrderCounts? orders, DeliveryMap? deliveries, IReadOnlyList<Site> all)
    {
        (KnowsOrders, KnowsDeliveries) = (orders is not null, deliveries is not null);
        var radius = all.ToDictionary(s => s.Code, s => s.DeliveryRadiusMeters);
        var mapped = deliveries?.Sites ?? [];
        // Residents may eat at a site of another subdistrict: it has meals, but no place on this map.
        var codes = mapped.Select(s => s.Code).Union((orders?.Items ?? []).Select(o => o.SiteCode)).Union((deliveries?.Items ?? []).Select(d => d.SiteCode));
        Sites =
        [
            .. codes.Order(StringComparer.Ordinal).Select((code, i) => new SiteDay(
                i + 1, code, all.FirstOrDefault(s => s.Code == code)?.Name ?? code, [.. (orders?.Items ?? []).Where(o => o.SiteCode == code)],
                [.. (deliveries?.Items ?? []).Where(d => d.SiteCode == code).Select(StateOf)])),
        ];
        Map = TownMap.Of(
            T("地图：助餐点和今天的送餐，下面的表里有同样的内容"),
            [.. mapped.Where(s => s is { Lat: not null, Lng: not null }).Select(s => new MapSite(
                $"{Sites.First(day => day.Code == s.Code).Number}", s.Lat!.Value, s.Lng!.Value, radius.GetValueOrDefault(s.Code)))],
            [.. (deliveries?.Items ?? []).Where(d => d is { Lat: not null, Lng: not null } && d.Status != "cancelled").Select(d => new MapDelivery(d.Lat!.Value, d.Lng!.Value, StateOf(d)))],
            out var hasRanges);
        HasRanges = hasRanges;
    }

    private static MapState StateOf(MappedDelivery delivery) => delivery switch
    {
        { Status: "delivered" } => MapState.Done,
        { Status: "failed" or "returning" or "returned" } or { NeedsAttention: true } => MapState.Trouble,
        { Status: "picked-up" or "at-door" } => MapState.OnTheWay,
        _ => MapState.Waiting,
    };

    /// <summary>A site's meals of the day. <paramref name="Number"/> is its mark on the map.</summary>
    internal sealed record SiteDay(int Number, string Code, string Name, IReadOnlyList<OrderCount> Orders, IReadOnlyList<MapState> Deliveries)
    {
        private static readonly string[] Ended = ["cancelled", "failed"];

        /// <summary>Without what was cancelled or failed.</summary>
        public int Meals => Orders.Where(o => !Ended.Contains(o.Status)).Sum(o => o.Orders);

        public int Of(string fulfilment) => Orders.Where(o => o.Fulfilment == fulfilment && !Ended.Contains(o.Status)).Sum(o => o.Orders);

        public int With(string status) => Orders.Where(o => o.Status == status).Sum(o => o.Orders);

        public int In(MapState state) => Deliveries.Count(d => d == state);
    }

    /// <param name="BurnDown">Null when it cannot be read now.</param>
    internal sealed record BudgetState(Budget Budget, BurnDown? BurnDown)
    {
        /// <summary>What was left at the end of each of the last days, counted back from what is left now: money that was added meanwhile counts as there all along.</summary>
        public BurnDownLine? Line
        {
            get
            {
                if (BurnDown is not { Items.Count: > 0 } burnDown)
                    return null;
                var left = new List<(LocalDate, long)>();
                var fen = Budget.RemainingFen;
                foreach (var day in burnDown.Items.Reverse())
                {
                    left.Insert(0, (day.Day, fen));
                    fen += day.TakenFen;
                }

                return new BurnDownLine(left, burnDown.PerDayFen, burnDown.RunsOutOn);
            }
        }
    }
}
