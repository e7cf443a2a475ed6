using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Money;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Counter;

/// <summary>An item as it is offered at the counter: what it costs this guest now.</summary>
internal sealed record Offer(MenuItem Item, CounterPrice Price);

/// <summary>
/// The counter: a card is scanned, one press serves, the next one comes. What the guest pays and what the subdistrict pays stands on the button. Who
/// it is about travels in forms, never in the address; what was done is shown under its order's address.
/// </summary>
internal sealed class CounterModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    private const int MostOffers = 24;
    private const int CardLength = 16;
    private static readonly string[] HandedOverWhile = ["confirmed", "preparing", "ready"];

    /// <summary>The counters where one serves.</summary>
    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public Site? Site { get; private set; }

    public CounterForm Form { get; private set; } = null!;

    /// <summary>Who a search found; null when nobody was searched.</summary>
    public IReadOnlyList<CounterGuest>? Found { get; private set; }

    /// <summary>Who stands there; null before.</summary>
    public CounterGuest? Guest { get; private set; }

    public long? BalanceFen { get; private set; }

    /// <summary>The guest's orders for today and later.</summary>
    public IReadOnlyList<CounterOrder> Orders { get; private set; } = [];

    public IReadOnlyList<CounterLink> Links { get; private set; } = [];

    public IReadOnlyList<Offer> Offers { get; private set; } = [];

    /// <summary>Meals that can be ordered ahead; those after their cutoff need a reason.</summary>
    public IReadOnlyList<OrderableMeal> LaterMeals { get; private set; } = [];

    /// <summary>The menu of the later meal that was chosen.</summary>
    public IReadOnlyList<MenuItem> LaterItems { get; private set; } = [];

    /// <summary>The price of what was put together, before it is taken; null otherwise.</summary>
    public CounterPrice? Price { get; private set; }

    /// <summary>What was just served or ordered; null otherwise.</summary>
    public CounterOrder? Receipt { get; private set; }

    public string? ReceiptName { get; private set; }

    /// <summary>What the last action did; null when there was none or it failed.</summary>
    public string? Done { get; private set; }

    /// <summary>The key of the next thing that is taken: pressed twice, it happens once.</summary>
    public string Key { get; } = Ids.New().ToString("N");

    private LocalDate Today => town.DateOf(clock.GetCurrentInstant());

    public bool IsLate => LaterMeals.FirstOrDefault(m => m.Key == Form.Later) is { } meal && meal.CutoffAt <= clock.GetCurrentInstant();

    public async Task OnGetAsync(string? site, Guid? served)
    {
        await LoadCountersAsync(site);
        if (served is not { } order)
            return;
        Receipt = await GetAsync<CounterOrder>($"/api/orders/{order}");
        ReceiptName = First(await LookUpAsync(new { ids = new[] { Receipt.ResidentId } }))?.Name;
    }

    /// <summary>A card that was scanned, or a part of a name or phone.</summary>
    public async Task<IActionResult> OnPostFindAsync(string? site, string? who)
    {
        await LoadCountersAsync(site);
        var typed = who?.Trim() ?? "";
        if (typed.Length == 0)
            return Page();
        var isCard = typed.Length >= CardLength && typed.All(char.IsAsciiLetterOrDigit);
        Found = await LookUpAsync(isCard ? new { cardCode = typed.ToUpperInvariant() } : new { query = typed });
        if (Problem is null && isCard && Found.Count == 0)
            Problem = new ApiProblem(422, "web.card-not-valid", T("这张卡不能用：没有登记、已挂失或不是本街道的。请换一张，或按姓名找。"), null);
        return Problem is null && Found is [var only] ? await OpenAsync(only.Id, isCard ? typed.ToUpperInvariant() : null) : Page();
    }

    /// <summary>The guest's page again, with the meal or later meal that was chosen.</summary>
    public async Task<IActionResult> OnPostOpenAsync()
    {
        await ReadFormAsync();
        return await ShowAsync();
    }

    /// <summary>What was put together, priced; nothing is taken.</summary>
    public async Task<IActionResult> OnPostPriceAsync()
    {
        await ReadFormAsync();
        if (Want() is { } want)
            Price = await PostAsync<CounterPrice>(Form.Later is null ? $"{SitePath}/dine-in/quote" : "/api/orders/quote", want);
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostTakeAsync()
    {
        await ReadFormAsync();
        if (Want() is { } want
            && await PostAsync<CounterOrder>(Form.Later is null ? $"{SitePath}/dine-in" : "/api/orders", want, KeyOf("take")) is { } order)
        {
            return LocalRedirect($"/counter?site={Uri.EscapeDataString(Form.Site)}&served={order.Id}");
        }

        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostTopUpAsync(string? amount)
    {
        await ReadFormAsync();
        if (!Fen.TryParseYuan(amount, out var fen))
            Problem = AmountUnclear;
        else if (await PostAsync<object>($"/api/residents/{Form.Resident}/meal-account/top-ups", new { amountFen = fen.Value, method = "cash" }, KeyOf("top-up")) is not null)
            Done = T("已收现金 {0}，存进了助餐账户。", Words.Money(fen.Value));
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostHandOverAsync(string? ticket, string? handOverReason, string? tooOldReason)
    {
        await ReadFormAsync();
        var reason = string.IsNullOrWhiteSpace(handOverReason) ? null : handOverReason;
        await PostAsync<object>(
            $"/api/kitchen/tickets/{Uri.EscapeDataString(ticket ?? "-")}/handed-over",
            new { cardCode = Form.Card, overrideReason = Form.Card is null ? reason : null, tooOldReason = string.IsNullOrWhiteSpace(tooOldReason) ? null : tooOldReason });
        Done = Problem is null ? T("已交餐。") : null;
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostLinkAsync(Guid link, string? presentReason)
    {
        await ReadFormAsync();
        await PostAsync<object>($"/api/family-links/{link}/confirm", new { presentReason });
        Done = Problem is null ? T("亲属绑定已确认。") : null;
        return await ShowAsync();
    }

    public bool MayHandOver(CounterOrder order) =>
        order.TicketCode is not null && order.Fulfilment != "delivery" && HandedOverWhile.Contains(order.Status) && order.ServiceDate == Today;

    public string SiteName(string code) => Sites.FirstOrDefault(s => s.Code == code)?.Name ?? code;

    public string ItemName(string code) =>
        Offers.Select(o => o.Item).Concat(LaterItems).FirstOrDefault(i => i.Code == code)?.Name ?? code;

    private static ApiProblem AmountUnclear => new ApiProblem(400, "web.amount", T("金额没有看懂。请写成 100 或 12.50。"), null);

    private string SitePath => $"/api/sites/{Uri.EscapeDataString(Form.Site)}";

    private static CounterForm Empty(string site, Guid resident = default, string? card = null) =>
        new(site, resident, card, "", null, "pickup", "at-site", null, null, null, null, null, "", new Dictionary<string, int>());

    private static T? First<T>(IReadOnlyList<T> all)
        where T : class => all is [var first, ..] ? first : null;

    /// <summary>One form's key for each thing that can be done from it.</summary>
    private string? KeyOf(string what) => Form.Key is { Length: > 0 and <= 64 } key && key.All(char.IsAsciiLetterOrDigit) ? $"{key}-{what}" : null;

    private async Task LoadCountersAsync(string? site)
    {
        Sites = await KitchenSitesAsync();
        Site = Sites.FirstOrDefault(s => s.Code == site) ?? First(Sites);
        Form = Empty(Site?.Code ?? "");
    }

    private async Task ReadFormAsync()
    {
        var form = CounterForm.Of(Request.Form);
        await LoadCountersAsync(form.Site);
        Form = form with { Site = Site?.Code ?? "" };
    }

    private async Task<IReadOnlyList<CounterGuest>> LookUpAsync(object body) => (await PostAsync<ListOf<CounterGuest>>("/api/residents/look-up", body))?.Items ?? [];

    private Task<IActionResult> OpenAsync(Guid resident, string? card)
    {
        Form = Empty(Site?.Code ?? "", resident, card);
        return ShowAsync();
    }

    /// <summary>The body of what is wanted; null, with a problem, when nothing is.</summary>
    private object? Want()
    {
        var (fen, typed) = (default(Fen), Form.Yuan is not null);
        if (typed && !Fen.TryParseYuan(Form.Yuan, out fen))
            Problem = AmountUnclear;
        else if (typed == (Form.Quantities.Count > 0))
            Problem = new ApiProblem(400, "web.nothing-chosen", typed ? T("选菜和填金额只能用一种。") : T("还没有选菜。请至少选一份。"), null);
        else
            return Form.Later is null ? Form.DineIn(typed ? fen.Value : null) : Form.Order();
        return null;
    }

    /// <summary>The guest with everything that can be done for them; a problem of what was tried stays.</summary>
    private async Task<IActionResult> ShowAsync()
    {
        var tried = Problem;
        Guest = First(await LookUpAsync(new { ids = new[] { Form.Resident } }));
        if (Guest is null || Site is not { } site)
        {
            Problem = tried ?? Problem ?? new ApiProblem(404, "request.not-found", null, null);
            return Page();
        }

        var orders = TryGetAsync<ListOf<CounterOrder>>($"/api/orders?residentId={Guest.Id}&limit=30");
        var links = TryGetAsync<ListOf<CounterLink>>($"/api/residents/{Guest.Id}/family-links");
        BalanceFen = (await TryGetAsync<MealAccount>($"/api/residents/{Guest.Id}/meal-account?limit=1"))?.BalanceFen;
        Orders = [.. ((await orders)?.Items ?? []).Where(o => o.ServiceDate >= Today && o.Status is not ("cancelled" or "failed")).OrderBy(o => o.ServiceDate)];
        Links = [.. ((await links)?.Items ?? []).Where(l => l.Status == "pending")];
        LaterMeals = [.. LateMeals(site), .. OrderableMeals.Of(site, clock.GetCurrentInstant(), town)];
        if (Form.LaterDate is { } date)
            LaterItems = await MenuAsync(site, date, Form.LaterMeal);
        else
            await OfferAsync(site);
        Problem = tried ?? Problem;
        return Page();
    }

    /// <summary>Today's meal that is served now or next, unless another was chosen, with what each item costs this guest.</summary>
    private async Task OfferAsync(Site site)
    {
        var now = town.LocalOf(clock.GetCurrentInstant()).TimeOfDay;
        if (site.OrderWindows.All(w => w.MealPeriod != Form.Meal))
            Form = Form with { Meal = (site.OrderWindows.FirstOrDefault(w => now < w.ServeTo) ?? (site.OrderWindows is [.., var last] ? last : null))?.MealPeriod ?? "lunch" };
        var items = (await MenuAsync(site, Today, Form.Meal)).Where(i => i.Left is not 0).Take(MostOffers).ToList();
        if (items.Count == 0)
            return;
        var each = Form with { Quantities = items.ToDictionary(item => item.Code, _ => 1), Expected = null };
        var prices = (await PostAsync<ListOf<CounterPrice>>($"{SitePath}/dine-in/quotes", each.DineIn(null)))?.Items.ToDictionary(price => price.Lines[0].ItemCode);
        Offers = [.. items.Where(item => prices?.ContainsKey(item.Code) ?? false).Select(item => new Offer(item, prices![item.Code]))];
    }

    private async Task<IReadOnlyList<MenuItem>> MenuAsync(Site site, LocalDate date, string meal)
    {
        var day = LocalDatePattern.Iso.Format(date);
        var menus = await TryGetAsync<ListOf<Menu>>($"/api/sites/{Uri.EscapeDataString(site.Code)}/menus?from={day}&to={day}");
        return menus?.Items.FirstOrDefault(m => m.MealPeriod == meal)?.Items ?? [];
    }

    /// <summary>Today's meals after their cutoff: staff may still let somebody in.</summary>
    private IEnumerable<OrderableMeal> LateMeals(Site site)
    {
        var now = clock.GetCurrentInstant();
        return from window in site.OrderWindows
               where !site.ClosedDates.Contains(Today)
               let cutoffAt = town.At(Today.PlusDays(-window.CutoffDaysBefore), window.Cutoff)
               where cutoffAt <= now && now < town.At(Today, window.ServeTo)
               select new OrderableMeal(Today, window.MealPeriod, cutoffAt);
    }
}
