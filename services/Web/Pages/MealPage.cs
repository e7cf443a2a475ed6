using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MealDispatch.Web.Pages;

/// <summary>A page that speaks to the API as the person in front of it.</summary>
internal abstract class MealPage(MealApi api, WebSessions sessions) : PageModel
{
    /// <summary>For whoever has no right to this page.</summary>
    protected static readonly ApiProblem NotAllowed = new(403, "auth.not-allowed", null, null);

    public WebSession? Session { get; private set; }

    /// <summary>What went wrong with the last action, shown on top of the page; null when nothing did.</summary>
    public ApiProblem? Problem { get; protected set; }

    protected virtual bool NeedsSignIn => true;

    protected WebSessions Sessions => sessions;

    protected CancellationToken Aborted => HttpContext.RequestAborted;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Session = await sessions.OfAsync(HttpContext, Aborted);
        if (NeedsSignIn && Session is null)
            context.Result = PagePolicy.ToSignIn(HttpContext);
        else
            await next();
    }

    /// <summary>What the page cannot do without: a problem becomes the page.</summary>
    protected async Task<T> GetAsync<T>(string path)
        where T : class
    {
        var (value, problem) = await api.GetAsync<T>(path, Session?.AccessToken, Aborted);
        return value ?? throw new ApiProblemException(problem ?? ApiProblem.Unreachable);
    }

    /// <summary>What the page can do without; null then.</summary>
    protected async Task<T?> TryGetAsync<T>(string path)
        where T : class => (await api.GetAsync<T>(path, Session?.AccessToken, Aborted)).Value;

    /// <summary>All sites; none when they cannot be read now.</summary>
    protected async Task<IReadOnlyList<Site>> SitesAsync() => (await TryGetAsync<ListOf<Site>>("/api/sites?limit=500"))?.Items ?? [];

    /// <summary>Sites whose kitchen the caller may see: staff their own and the tables these supply, others all (what is not theirs is absent).</summary>
    protected async Task<IReadOnlyList<Site>> KitchenSitesAsync()
    {
        var own = Session!.IsStaff ? Session.Sites : null;
        return [.. (await SitesAsync()).Where(s => own is null || own.Contains(s.Code) || (s.SuppliedBy is { } canteen && own.Contains(canteen)))];
    }

    /// <summary>The names of people in a history; without them the page shows ids.</summary>
    protected async Task<PeopleNames> PeopleAsync(IEnumerable<Guid?> ids)
    {
        var asked = ids.OfType<Guid>().Distinct().Take(500).ToList();
        if (asked.Count == 0)
            return PeopleNames.None;
        var (named, _) = await api.SendAsync<ListOf<PersonName>>(HttpMethod.Post, "/api/people/names", new { ids = asked }, Session?.AccessToken, null, Aborted);
        return named is null ? PeopleNames.None : new PeopleNames(named.Items.ToDictionary(p => p.Id, p => p.Name));
    }

    /// <summary>An action; its problem is shown on the page.</summary>
    protected Task<T?> PostAsync<T>(string path, object? body = null, string? idempotencyKey = null)
        where T : class => SendAsync<T>(HttpMethod.Post, path, body, idempotencyKey);

    /// <inheritdoc cref="PostAsync{T}"/>
    protected async Task<T?> SendAsync<T>(HttpMethod method, string path, object? body = null, string? idempotencyKey = null, TimeSpan? patience = null)
        where T : class
    {
        var (value, problem) = await api.SendAsync<T>(method, path, body ?? new { }, Session?.AccessToken, idempotencyKey, Aborted, patience);
        if (problem is { Status: 401 } && NeedsSignIn)
            throw new ApiProblemException(problem);
        Problem = problem;
        return value;
    }

    /// <summary>An answer that is passed on as it is; dispose it.</summary>
    protected Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, string accept, object? body) =>
        api.OpenAsync(path, Session?.AccessToken, accept, Aborted, method, body);
}
