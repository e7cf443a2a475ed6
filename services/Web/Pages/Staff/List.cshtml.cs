using MealDispatch.BuildingBlocks;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Staff;

/// <summary>Staff accounts; administrators, and officers for their canteens and riders, add to them.</summary>
internal sealed class ListModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public IReadOnlyList<StaffAccount> Accounts { get; private set; } = [];

    public string? Next { get; private set; }

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public StaffForm Form { get; private set; } = new();

    public StaffWithPassword? Added { get; private set; }

    public string Key { get; } = Ids.New().ToString("N");

    public bool MayManage => Session is { IsAdmin: true } or { IsOfficer: true };

    public Task OnGetAsync(string? after) => LoadAsync(after);

    public async Task OnPostAsync(StaffForm form, string? key)
    {
        Added = await PostAsync<StaffWithPassword>("/api/staff", form.Body, key);
        if (Added is null)
            Form = form;
        await LoadAsync(null);
    }

    private async Task LoadAsync(string? after)
    {
        var page = await GetAsync<ListOf<StaffAccount>>($"/api/staff?after={Uri.EscapeDataString(after ?? "")}");
        (Accounts, Next) = (page.Items, page.Next);
        Sites = await SitesAsync();
    }
}
