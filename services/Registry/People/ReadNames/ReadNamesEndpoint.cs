using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.People.ReadNames;

/// <summary>
/// What the people are called whose ids stand in histories: officers, auditors, riders and staff of the caller's subdistrict, and administrators;
/// staff see no other site's staff. Names only. Whoever else stands there is left out, as is who is not known.
/// </summary>
internal static class ReadNamesEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/people/names", HandleAsync).AllowRoles(Role.Officer, Role.Auditor, Role.CanteenStaff)
            .WithName("Registry_ReadNames").WithSummary("The names of people who work here, by id.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        Request request, Caller caller, Database<RegistryDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        check.That(request.Ids is { Count: <= Paging.MaxLimit }, "ids", $"at most {Paging.MaxLimit}");
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var people = await db.Persons.AsNoTracking().Where(p => request.Ids!.Contains(p.Id)).ToListAsync(ct);
        return TypedResults.Ok(new Response([.. people.Where(p => MaySee(caller, p)).Select(p => new PersonName(p.Id, p.Name))]));
    }

    private static bool MaySee(Caller caller, Person person) =>
        person.Roles.Contains(Role.Admin)
        || (caller.BelongsTo(person.Subdistrict)
            && (person.Roles.Contains(Role.Officer) || person.Roles.Contains(Role.Auditor) || person.Roles.Contains(Role.Rider)
                || (person.Roles.Contains(Role.CanteenStaff) && (caller.MayAudit(person.Subdistrict) || person.Sites.Any(caller.Sites.Contains)))));

    internal sealed record Request(IReadOnlyList<Guid>? Ids);

    internal sealed record Response(IReadOnlyList<PersonName> Items);

    internal sealed record PersonName(Guid Id, string Name);
}
