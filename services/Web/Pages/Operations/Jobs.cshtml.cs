using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Operations;

/// <summary>For admins: recurring jobs, how they go, and a run out of turn.</summary>
internal sealed class JobsModel(MealApi api, WebSessions sessions, Town town) : OperationsPage(api, sessions)
{
    public IReadOnlyList<ServiceJobs> All { get; private set; } = [];

    /// <summary>The job that was just begun.</summary>
    public string? Started { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    public async Task OnPostRunAsync(string? service, string? job)
    {
        if (Codes.Contains(service))
        {
            await PostAsync<ServiceJob>($"/api/operations/{service}/jobs/{Uri.EscapeDataString(job ?? "")}/run");
            Started = Problem is null ? job : null;
        }

        await LoadAsync();
    }

    public string Clock(Instant instant) => town.LocalOf(instant).ToString("M-d H:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>One service that does not answer must not hide the others.</summary>
    private async Task LoadAsync()
    {
        ForAdminsOnly();
        All = await Task.WhenAll(Codes.Select(async code => new ServiceJobs(code, (await TryGetAsync<ListOf<ServiceJob>>($"/api/operations/{code}/jobs"))?.Items)));
    }

    /// <param name="Jobs">Null when the service did not answer.</param>
    internal sealed record ServiceJobs(string Code, IReadOnlyList<ServiceJob>? Jobs);
}
