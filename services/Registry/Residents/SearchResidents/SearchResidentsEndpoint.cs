using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Residents.SearchResidents;

/// <summary>
/// Residents of one's own subdistrict by a part of the name or phone, or a whole identity number; by POST, so that no name stands in
/// an address. Each one shown is noted as read.
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
        var query = check.OptionalText("query", request.Query, 100);
        var limit = Paging.Limit(check, request.Limit);
        var after = Paging.After<Cursor>(check, request.After);
        check.That(after is null or { Name: not null }, "after", "is not a cursor of this list");
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var found = Matching(db.Residents.Where(r => r.Subdistrict == caller.Subdistrict), query, vault);
        if (after is not null)
            found = found.Where(r => r.Name.CompareTo(after.Name) > 0 || (r.Name == after.Name && r.Id > after.Id));
        var rows = await found.OrderBy(r => r.Name).ThenBy(r => r.Id).Take(limit + 1).ToListAsync(ct);
        var today = town.DateOf(clock.GetCurrentInstant());
        var page = rows.ConvertAll(r => answers.Of(r, today)).ToPage(limit, r => new Cursor(r.Name, r.Id));
        if (page.Items.Count > 0)
            await database.NoteReadAsync(caller, page.Items.Select(r => r.Id), RouteName, ct);
        return TypedResults.Ok(page);
    }

    private static IQueryable<Resident> Matching(IQueryable<Resident> residents, string? query, IdNumberVault vault)
    {
        if (query is null)
            return residents;
        if (IdNumber.Parse(query) is { } idNumber)
        {
            var hash = vault.HashOf(idNumber);
            return residents.Where(r => r.IdNumberHash == hash);
        }

        var digits = query.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return digits.Length >= 3 && digits.All(char.IsAsciiDigit)
            ? residents.Where(r => r.Name.Contains(query) || (r.Phone != null && r.Phone.Contains(digits)))
            : residents.Where(r => r.Name.Contains(query));
    }

    internal sealed record Request(string? Query, int? Limit, string? After);

    private sealed record Cursor(string? Name, Guid Id);
}
