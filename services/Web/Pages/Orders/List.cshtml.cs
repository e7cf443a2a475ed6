using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>My orders, newest first; by month of the meal and by what became of them, both in the address.</summary>
internal sealed class ListModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    private const int PerPage = 20;
    private const int MonthsBack = 12;
    private static readonly YearMonthPattern MonthPattern = YearMonthPattern.CreateWithInvariantCulture("uuuu-MM");

    /// <summary>A word for the address, and the orders' states that it stands for.</summary>
    public static IReadOnlyList<(string Word, string States)> Kinds { get; } =
        [("open", "placed,confirmed,preparing,ready,on-the-way"), ("completed", "completed"), ("cancelled", "cancelled"), ("failed", "failed")];

    public IReadOnlyList<ActsFor> Residents { get; private set; } = [];

    public IReadOnlyList<Order> Orders { get; private set; } = [];

    public string? Next { get; private set; }

    public string? Month { get; private set; }

    public string? Status { get; private set; }

    public bool IsFiltered => Month is not null || Status is not null;

    public IEnumerable<(string Value, string Words)> Months => Enumerable.Range(-1, MonthsBack)
        .Select(i => town.DateOf(clock.GetCurrentInstant()).PlusMonths(-i).ToYearMonth()).Select(m => (MonthPattern.Format(m), OrderWords.Month(m)));

    public async Task OnGetAsync(string? after, string? month, string? status)
    {
        var filter = "";
        if (MonthPattern.Parse(month ?? "") is { Success: true, Value: var chosen })
        {
            Month = month;
            var days = chosen.ToDateInterval();
            filter += $"&from={Words.DateText(days.Start)}&to={Words.DateText(days.End)}";
        }

        if (Kinds.FirstOrDefault(k => k.Word == status) is { Word: { } word, States: var states })
        {
            Status = word;
            filter += $"&status={states}";
        }

        (Orders, Next) = await GetAsync<ListOf<Order>>($"/api/orders?limit={PerPage}&after={Uri.EscapeDataString(after ?? "")}{filter}");
        Residents = (await TryGetAsync<Me>("/api/me"))?.Residents ?? [];
    }

    /// <summary>Whom it is for; said only where there is more than one.</summary>
    public string NameOf(Guid residentId) => Residents.Count < 2 ? "" : Residents.FirstOrDefault(r => r.Id == residentId)?.Name ?? "";

    public string MoreAddress => "/orders" + QueryString.Create(new Dictionary<string, string?> { ["month"] = Month, ["status"] = Status, ["after"] = Next });
}
