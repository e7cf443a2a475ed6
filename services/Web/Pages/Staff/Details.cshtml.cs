using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Staff;

/// <summary>One account: what it is for, a new password, and who gave it its rights.</summary>
internal sealed class DetailsModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    public StaffAccount Account { get; private set; } = null!;

    public IReadOnlyList<StaffHistory> History { get; private set; } = [];

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public StaffForm Form { get; private set; } = null!;

    public string? TemporaryPassword { get; private set; }

    public string? Done { get; private set; }

    public bool MayManage => Session is { IsAdmin: true }
        || (Session is { IsOfficer: true } && Account.Roles.All(role => StaffWords.GivenBy(Session).Any(given => given.Word == role)));

    public Task OnGetAsync(Guid id) => LoadAsync(id, null);

    public async Task OnPostChangeAsync(Guid id, StaffForm form)
    {
        if (await SendAsync<StaffAccount>(HttpMethod.Put, $"/api/staff/{id}", form.Body) is not null)
            Done = T("已保存。");
        await LoadAsync(id, Problem is null ? null : form);
    }

    public async Task OnPostResetAsync(Guid id)
    {
        TemporaryPassword = (await PostAsync<StaffWithPassword>($"/api/staff/{id}/password"))?.TemporaryPassword;
        await LoadAsync(id, null);
    }

    public string Clock(Instant instant) => Words.LongClock(town.LocalOf(instant));

    private async Task LoadAsync(Guid id, StaffForm? refused)
    {
        (Account, History) = await GetAsync<StaffDetails>($"/api/staff/{id}");
        Form = refused ?? new StaffForm
        {
            Name = Account.Name, Roles = [.. Account.Roles], Subdistrict = Account.Subdistrict, Sites = [.. Account.Sites], Active = Account.Active,
            Version = Account.Version,
        };
        Sites = await SitesAsync();
    }
}
