using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>A courier's statement, line by line as it was uploaded.</summary>
internal sealed class CourierStatementDetailsModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    public CourierStatement Statement { get; private set; } = null!;

    public ListOf<CourierStatementLine> Lines { get; private set; } = new([], null);

    public PeopleNames People { get; private set; } = PeopleNames.None;

    public string SiteName { get; private set; } = "";

    public async Task OnGetAsync(Guid id, string? after)
    {
        Statement = await GetAsync<CourierStatement>($"/api/subsidy/courier-statements/{id}");
        Lines = await GetAsync<ListOf<CourierStatementLine>>($"/api/subsidy/courier-statements/{id}/lines?after={Uri.EscapeDataString(after ?? "")}");
        People = await PeopleAsync([Statement.UploadedBy]);
        SiteName = (await SitesAsync()).FirstOrDefault(s => s.Code == Statement.SiteCode)?.Name ?? Statement.SiteCode;
    }

    public string Clock(Instant instant) => Words.Clock(town.LocalOf(instant));
}
