using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Pages.Orders;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace MealDispatch.Web.Pages;

/// <summary>The first page: for elders and family today's meal and its state, then the same meal again, then the menu.</summary>
internal sealed class IndexModel(MealApi api, WebSessions sessions, Carts carts, IClock clock, Town town) : OrderPage(api, sessions, carts)
{
    private const int LookedThrough = 10;
    private const int MealsShown = 3;
    private const int PeopleShown = 5;

    public IReadOnlyList<Person> People { get; private set; } = [];

    /// <summary>Messages that were not read yet.</summary>
    public int Unread { get; private set; }

    /// <summary>Something was chosen and not ordered.</summary>
    public bool HasCart { get; private set; }

    /// <summary>A meal shown is not over yet.</summary>
    public bool IsUnderWay => Stream is not null;

    /// <summary>Changes of the meal that comes first; null when none is under way.</summary>
    public string? Stream => People.SelectMany(person => person.Meals).Where(meal => !meal.Order.IsOver).MinBy(meal => meal.Order.ServeFrom) is { } first
        ? $"/orders/{first.Order.Id}/stream"
        : null;

    protected override bool NeedsSignIn => false;

    public async Task<IActionResult> OnGetAsync()
    {
        if (Session is { MayAudit: true, IsResident: false, IsStaff: false })
            return LocalRedirect("/town");
        if (Session is not { IsResident: true })
            return Page();
        HasCart = Cart is { Form.Lines.Count: > 0 };
        var unread = TryGetAsync<UnreadCount>("/api/care/messages/unread");
        await LoadPeopleAsync();
        Unread = (await unread)?.Count ?? 0;
        return Page();
    }

    public async Task<IActionResult> OnGetLiveAsync()
    {
        if (Session is not { IsResident: true })
            return Unauthorized();
        await LoadPeopleAsync();
        return Partial("_People", this);
    }

    private async Task LoadPeopleAsync()
    {
        var residents = (await TryGetAsync<Me>("/api/me"))?.Residents ?? [];
        People = await Task.WhenAll(residents.Select((r, i) => i < PeopleShown ? LookAsync(r) : Task.FromResult(new Person(r, [], null, null))));
    }

    private async Task<Person> LookAsync(ActsFor resident)
    {
        var (now, orders) = (clock.GetCurrentInstant(), (await TryGetAsync<ListOf<Order>>($"/api/orders?residentId={resident.Id}&limit={LookedThrough}"))?.Items ?? []);
        var today = town.DateOf(now);
        var shown = orders.Where(o => !o.IsOver || (o.Status != "cancelled" && o.ServiceDate == today)).OrderBy(o => o.ServeFrom).Take(MealsShown);
        var meals = await Task.WhenAll(shown.Select(async order =>
        {
            var track = OrderProgress.IsCarried(order) ? await TryGetAsync<Track>($"/api/deliveries/{order.Delivery!.Id}/track") : null;
            return new MealState(order, order.ServiceDate == today, OrderProgress.Of(order, track?.Arrival, now, town), track?.ReceiptCode);
        }));
        var last = orders.FirstOrDefault(o => o.Status is not ("cancelled" or "failed") && o.Lines.Count > 0);
        return new Person(resident, meals, last, last is null ? null : (await SameAgainAsync(last, now, town))?.Meal);
    }

    /// <param name="Resident">Who it is.</param>
    /// <param name="Meals">Today's meals and those to come.</param>
    /// <param name="Last">What was ordered last; null when nothing was.</param>
    /// <param name="Again">The meal for which it can be ordered again; null when there is none.</param>
    internal sealed record Person(ActsFor Resident, IReadOnlyList<MealState> Meals, Order? Last, OrderableMeal? Again)
    {
        /// <summary>What the way to the menu is called.</summary>
        public string ToMenu => (Again, OrderWords.IsReader(Resident)) switch
        {
            (null, true) => T("看菜单点餐"),
            (null, false) => T("给{0}点餐", Resident.Name),
            (_, true) => T("看菜单，点别的"),
            _ => T("看菜单，给{0}点别的", Resident.Name),
        };
    }

    /// <param name="ReceiptCode">What the rider asks for at the door; null when there is nothing to tell.</param>
    internal sealed record MealState(Order Order, bool IsToday, OrderProgress Progress, string? ReceiptCode);
}
