using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Operations;

/// <summary>For admins: how each service is, and what is set, without secrets.</summary>
internal sealed class HealthModel(MealApi api, WebSessions sessions) : OperationsPage(api, sessions)
{
    public IReadOnlyList<(string Code, ServiceHealth? Health)> All { get; private set; } = [];

    /// <summary>Services with the same settings stand together: on one machine that is all of them.</summary>
    public IEnumerable<(IReadOnlyList<string> Services, IReadOnlyList<ServiceSetting> Settings)> Settings =>
        All.Where(s => s.Health is not null).GroupBy(s => string.Join('\n', Own(s.Health!)))
            .Select(g => ((IReadOnlyList<string>)[.. g.Select(s => s.Code)], (IReadOnlyList<ServiceSetting>)[.. Own(g.First().Health!)]));

    public async Task OnGetAsync()
    {
        ForAdminsOnly();
        All = await Task.WhenAll(Codes.Select(async code => (code, await TryGetAsync<ServiceHealth>($"/api/operations/{code}/health"))));
    }

    /// <summary>Of the source's name the beginning.</summary>
    public static string Short(string version) => version.IndexOf('+', StringComparison.Ordinal) is var plus and > 0 && version.Length > plus + 8 ? version[..(plus + 8)] : version;

    /// <summary>Without the database's address where there is none: each service would stand alone for its name.</summary>
    private static IEnumerable<ServiceSetting> Own(ServiceHealth health) =>
        health.Settings.Where(s => s.IsSet || !s.Name.StartsWith("ConnectionStrings__", StringComparison.Ordinal));
}
