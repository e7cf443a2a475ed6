using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>
/// 核对: what it costs and why, before anything is taken. A double tap, another window or the back button is one order. Leads here from the
/// menu, and in one tap from an earlier order (<c>?again=</c>).
/// </summary>
/// <remarks>Placing asks for the token itself: a form that lay too long is shown again, filled.</remarks>
[IgnoreAntiforgeryToken]
internal sealed class CheckModel(MealApi api, WebSessions sessions, Carts carts, IAntiforgery antiforgery, IClock clock, Town town) : OrderPage(api, sessions, carts)
{
    public OrderForm Form => Cart!.Form;

    public Priced? Priced { get; private set; }

    public string ResidentName { get; private set; } = "";

    public string SiteName { get; private set; } = "";

    public long? Balance { get; private set; }

    /// <summary>What is different from the earlier order.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>The open order of this meal, when that is why this one is refused.</summary>
    public Guid? Ordered { get; private set; }

    public string Key => Cart!.Key;

    public string MealWords => LocalDatePattern.Iso.Parse(Form.ServiceDate) is { Success: true, Value: var date } ? Words.Meal(date, Form.MealPeriod) : "";

    /// <summary>When it comes or is to be fetched, and until when it can be cancelled; null when that is not known.</summary>
    public string? Served { get; private set; }

    /// <summary>How many fen the meal account lacks; 0 when it is not the one that pays.</summary>
    public long LackingFen => Priced is { } priced && Balance is { } balance && Form.PaymentMethod == "meal-account" ? Math.Max(0, priced.PayableFen - balance) : 0;

    public IEnumerable<string> Warnings => (Priced?.Warnings ?? [])
        .Select(w => T("“{0}”没有注明适合{1}，请留意。", Priced!.Lines.FirstOrDefault(l => l.ItemCode == w.ItemCode)?.Name ?? w.ItemCode, Words.DietTag(w.DietTag)));

    public async Task<IActionResult> OnGetAsync(Guid? again)
    {
        if (again is { } earlier)
        {
            var order = await GetAsync<Order>($"/api/orders/{earlier}");
            if (await SameAgainAsync(order, clock.GetCurrentInstant(), town) is not { } same)
                return LocalRedirect("/order");
            Cart = Carts.Keep(HttpContext, new OrderForm(
                order.ResidentId, order.SiteCode, same.Meal.Key, order.Fulfilment, order.PaymentMethod, order.Remark, same.Lines));
            Notes = same.Notes;
        }

        if (Cart is not { Form.Lines.Count: > 0 })
            return LocalRedirect("/order");
        await PriceAsync();
        return Page();
    }

    public IActionResult OnPost() => LocalRedirect(Form.Lines.Count == 0 ? "/order?nothing=true" : "/order/check");

    public async Task<IActionResult> OnPostPlaceAsync(long? expected, string? key)
    {
        if (key is { Length: > 0 and <= 64 })
            Cart = Cart! with { Key = key };
        ApiProblem? refusal = new(400, "web.form-too-old", T("这个页面放得有点久了。请再看一遍，没有错就再按一次“确认下单”。"), null);
        if (await antiforgery.IsRequestValidAsync(HttpContext))
        {
            if (await PostAsync<Order>("/api/orders", Form.ToRequest(expected), Key) is { } order)
            {
                Carts.Forget(HttpContext);
                return LocalRedirect($"/orders/{order.Id}");
            }

            refusal = Problem;
        }

        await PriceAsync();
        Problem = refusal;
        return Page();
    }

    private async Task PriceAsync()
    {
        var (me, site) = (TryGetAsync<Me>("/api/me"), TryGetAsync<Site>($"/api/sites/{Uri.EscapeDataString(Form.Site)}"));
        var account = TryGetAsync<MealAccount>($"/api/residents/{Form.Resident}/meal-account?limit=1");
        Priced = await PostAsync<Priced>("/api/orders/quote", Form.ToRequest());
        if (Problem is { Code: Duplicate })
            Ordered = await OpenOrderAsync(Form.Resident, Form.Site, Form.ServiceDate, Form.MealPeriod);
        ResidentName = (await me)?.Residents.FirstOrDefault(r => r.Id == Form.Resident)?.Name ?? "";
        SiteName = (await site)?.Name ?? Form.Site;
        Served = ServedOf(await site);
        Balance = (await account)?.BalanceFen;
    }

    private string? ServedOf(Site? site)
    {
        if (site?.OrderWindows.FirstOrDefault(w => w.MealPeriod == Form.MealPeriod) is not { } window || LocalDatePattern.Iso.Parse(Form.ServiceDate) is not { Success: true, Value: var date })
            return null;
        var cutoff = date.PlusDays(-window.CutoffDaysBefore) + window.Cutoff;
        return OrderWords.WhenServed(Form.Fulfilment, Words.Time(date + window.ServeFrom), Words.Time(date + window.ServeTo))
            + T("{0} 前可以取消。", OrderWords.Until(cutoff, town.DateOf(clock.GetCurrentInstant())));
    }
}
