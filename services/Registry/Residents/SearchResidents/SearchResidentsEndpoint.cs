using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace MealDispatch.Registry.Residents.SearchResidents;

/// <summary>
/// Residents of one's own subdistrict by a part of the name or phone, or a whole identity number, by community, category and status; by
/// POST, so that no name stands in an address. Each one shown is noted as read.
/// </summary>
internal static class SearchResidentsEndpoint
{
    private const string RouteName = "Registry_SearchResidents";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/residents/search", HandleAsync).AllowRoles(Role.Officer, Role.Auditor)
            .WithName(RouteName).WithSummary("Finds residents by name, phone or identity number.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);

    internal static async Task<Results<Ok<Page<ResidentAnswer>>, ProblemHttpResult>> HandleAsync(
        Request request, Caller caller, Database<RegistryDbContext> database, IdNumberVault vault, ResidentAnswers answers, Town town, IClock clock,
        CancellationToken ct)
    {
        var check = new Check();
        var search = ResidentSearch.Read(check, request.Query, request.Community, request.Category, request.Status);
        var limit = Paging.Limit(check, request.Limit);
        var after = Paging.After<ResidentSearch.Place>(check, request.After);
        check.That(after is null or { Name: not null }, "after", "is not a cursor of this list");
        if (check.Failed)
            return check.Error.ToProblem();
        var today = town.DateOf(clock.GetCurrentInstant());
        await using var db = database.Read();
        var rows = await search.OfAsync(db, caller.Subdistrict, after, today, vault, ct).Take(limit + 1).ToListAsync(ct);
        var page = rows.ConvertAll(r => answers.Of(r, today)).ToPage(limit, r => new ResidentSearch.Place(r.Name, r.Id));
        if (page.Items.Count > 0)
            await database.NoteReadAsync(caller, page.Items.Select(r => r.Id), RouteName, ct);
        return TypedResults.Ok(page);
    }

    internal sealed record Request(string? Query, int? Limit, string? After, string? Community, string? Category, string? Status);
}
