using System.Net.Http.Headers;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>Couriers' statements of a month; an officer uploads one.</summary>
internal sealed class CourierStatementsModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Month { get; private set; } = "";

    public ListOf<CourierStatement> Statements { get; private set; } = new([], null);

    /// <summary>What became of the file; null when none was sent.</summary>
    public UploadedStatements? Uploaded { get; private set; }

    public PeopleNames People { get; private set; } = PeopleNames.None;

    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public Task OnGetAsync(string? month, string? after) => LoadAsync(month, after);

    public async Task OnPostAsync(string? month, IFormFile? file)
    {
        if (file is null)
        {
            Problem = new ApiProblem(400, "request.invalid", T("请先选择文件。"), null);
        }
        else
        {
            using var content = new StreamContent(file.OpenReadStream());
            content.Headers.ContentType = new MediaTypeHeaderValue(
                file.FileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv");
            Uploaded = await SendAsync<UploadedStatements>(
                HttpMethod.Post, $"/api/subsidy/courier-statements?month={Uri.EscapeDataString(month ?? "")}", content, patience: Patience);
        }

        await LoadAsync(month, null);
    }

    public string Clock(Instant instant) => Words.Clock(town.LocalOf(instant));

    public string SiteName(string code) => names.GetValueOrDefault(code, code);

    private async Task LoadAsync(string? month, string? after)
    {
        Month = MonthField.Of(month, town.DateOf(clock.GetCurrentInstant()));
        Statements = await GetAsync<ListOf<CourierStatement>>($"/api/subsidy/courier-statements?month={Month}&after={Uri.EscapeDataString(after ?? "")}");
        People = await PeopleAsync(Statements.Items.Select(s => (Guid?)s.UploadedBy));
        names = (await SitesAsync()).ToDictionary(s => s.Code, s => s.Name);
    }
}
