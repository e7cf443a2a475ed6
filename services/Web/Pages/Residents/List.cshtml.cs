using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace MealDispatch.Web.Pages.Residents;

/// <summary>
/// The register: by community, category and status, which stand in the address; and by name, phone or identity number, which never
/// do: they come by POST, and so does the next page.
/// </summary>
internal sealed class ListModel(MealApi api, WebSessions sessions) : ResidentPage(api, sessions)
{
    public ResidentFilter Filter { get; private set; } = new(null, null, null);

    /// <summary>Null when nobody was searched for by name.</summary>
    public string? Query { get; private set; }

    public IReadOnlyList<Resident> Items { get; private set; } = [];

    public string? Next { get; private set; }

    public Task OnGetAsync(string? community, string? category, string? status, string? after) => LoadAsync(null, new ResidentFilter(community, category, status), after);

    public async Task<IActionResult> OnPostAsync(string? query, string? community, string? category, string? status, string? after)
    {
        var filter = new ResidentFilter(community, category, status);
        if (string.IsNullOrWhiteSpace(query))
            return LocalRedirect(filter.Address(null));
        await LoadAsync(query.Trim(), filter, after);
        return Page();
    }

    public async Task<IActionResult> OnPostExportAsync(string? query, string? community, string? category, string? status, string? format)
    {
        var filter = new ResidentFilter(community, category, status);
        var extension = format == "xlsx" ? "xlsx" : "csv";
        using var answer = await OpenAsync(HttpMethod.Post, $"/api/residents/export.{extension}", "*/*", filter.Body(query, null));
        if (answer.IsSuccessStatusCode)
            return File(await answer.Content.ReadAsByteArrayAsync(Aborted), answer.Content.Headers.ContentType!.ToString(), answer.Content.Headers.ContentDisposition?.FileName?.Trim('"') ?? $"residents.{extension}");
        var problem = await ApiProblem.ReadAsync(answer, Aborted);
        await LoadAsync(query, filter, null);
        Problem = problem;
        return Page();
    }

    private async Task LoadAsync(string? query, ResidentFilter filter, string? after)
    {
        await BeginAsync();
        (Query, Filter) = (query, filter);
        if (await PostAsync<ListOf<Resident>>("/api/residents/search", filter.Body(query, after)) is { } page)
            (Items, Next) = (page.Items, page.Next);
        Explain();
    }
}

/// <summary>What of a search may stand in an address.</summary>
internal sealed record ResidentFilter(string? Community, string? Category, string? Status)
{
    public string Address(string? after)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("community", Community), ("category", Category), ("status", Status), ("after", after) })
        {
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        }

        return "/residents" + query;
    }

    public object Body(string? query, string? after) => new { query, community = Typed.OrNull(Community), category = Typed.OrNull(Category), status = Typed.OrNull(Status), after = Typed.OrNull(after) };
}
