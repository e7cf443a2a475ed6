using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Orders;

internal sealed class ListModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    private const int PerPage = 20;
    private IReadOnlyList<ActsFor> residents = [];

    public IReadOnlyList<Order> Orders { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync(string? after)
    {
        (Orders, Next) = await GetAsync<ListOf<Order>>($"/api/orders?limit={PerPage}&after={Uri.EscapeDataString(after ?? "")}");
        residents = (await TryGetAsync<Me>("/api/me"))?.Residents ?? [];
    }

    public string NameOf(Guid residentId) => residents.FirstOrDefault(r => r.Id == residentId)?.Name ?? "";
}
