using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Staff.ReadStaff;

/// <summary>A staff account and who gave it its rights.</summary>
internal static class ReadStaffEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/staff/{id:guid}", HandleAsync).AllowRoles(Role.Admin, Role.Officer, Role.Auditor)
            .WithName("Registry_ReadStaff").WithSummary("A staff account with its history.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<RegistryDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await db.Persons.SingleOrDefaultAsync(p => p.Id == id, ct) is not { } person || !caller.MaySee(person))
            return new Absent().ToProblem();
        var changes = await db.StaffChanges.Where(c => c.PersonId == id).OrderBy(c => c.At).ThenBy(c => c.Id).ToListAsync(ct);
        var authors = changes.Select(c => c.By).OfType<Guid>().Distinct().ToList();
        var names = await db.Persons.Where(p => authors.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return TypedResults.Ok(new Response(
            StaffAnswer.Of(person),
            changes.ConvertAll(c => new Change(
                c.At, c.Action, c.By is { } by ? names.GetValueOrDefault(by) : null, c.Name, c.Roles, c.Subdistrict, c.Sites, c.Active))));
    }

    internal sealed record Response(StaffAnswer Account, IReadOnlyList<Change> History);

    /// <param name="By">The name of who did it; null for the first administrator and for demonstration accounts.</param>
    internal sealed record Change(
        Instant At, StaffAction Action, string? By, string Name, IReadOnlyList<Role> Roles, string? Subdistrict, IReadOnlyList<string> Sites, bool Active);
}
