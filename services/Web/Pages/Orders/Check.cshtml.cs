using System.Text.Json;
using MealDispatch.BuildingBlocks;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>核对: what it costs and why, before anything is taken. A double tap is one order.</summary>
internal sealed class CheckModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    private static readonly ApiProblem NothingChosen = new(400, "web.nothing-chosen", "还没有选菜。请返回修改，至少选一份。", null);

    public OrderForm Form { get; private set; } = null!;

    public Priced? Priced { get; private set; }

    /// <summary>The idempotency key of this order.</summary>
    public string Key { get; private set; } = "";

    public string ResidentName { get; private set; } = "";

    public string SiteName { get; private set; } = "";

    public string MealWords => LocalDatePattern.Iso.Parse(Form.ServiceDate) is { Success: true, Value: var date } ? Words.Meal(date, Form.MealPeriod) : "";

    public IEnumerable<string> Warnings => Priced?.Warnings is { ValueKind: JsonValueKind.Array } warnings ? warnings.EnumerateArray().Select(WarningWords) : [];

    public IActionResult OnGet() => LocalRedirect("/order");

    public async Task OnPostAsync()
    {
        Form = OrderForm.Of(Request.Form);
        Key = Ids.New().ToString("N");
        await PriceAsync();
    }

    public async Task<IActionResult> OnPostPlaceAsync(long? expected, string? key)
    {
        Form = OrderForm.Of(Request.Form);
        Key = key is { Length: > 0 and <= 64 } ? key : Ids.New().ToString("N");
        var order = await PostAsync<Order>("/api/orders", Form.ToRequest(expected), Key);
        if (order is not null)
            return LocalRedirect($"/orders/{order.Id}");
        var refusal = Problem;
        await PriceAsync();
        Problem = refusal;
        return Page();
    }

    private static string WarningWords(JsonElement warning)
    {
        if (warning.ValueKind == JsonValueKind.String)
            return warning.GetString()!;
        foreach (var name in new[] { "text", "detail", "message" })
        {
            if (warning.ValueKind == JsonValueKind.Object && warning.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String)
                return text.GetString()!;
        }

        return warning.ToString();
    }

    private async Task PriceAsync()
    {
        if (Form.Quantities.Count == 0)
        {
            Problem = NothingChosen;
            return;
        }

        Priced = await PostAsync<Priced>("/api/orders/quote", Form.ToRequest());
        if (Priced is null)
            return;
        ResidentName = (await TryGetAsync<Me>("/api/me"))?.Residents.FirstOrDefault(r => r.Id == Form.Resident)?.Name ?? "";
        SiteName = (await TryGetAsync<Site>($"/api/sites/{Uri.EscapeDataString(Form.Site)}"))?.Name ?? Form.Site;
    }
}
