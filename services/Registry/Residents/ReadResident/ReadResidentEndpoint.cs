using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Residents.ReadResident;

/// <summary>One resident, for officers and auditors of the subdistrict, the resident and family. Each reading is noted.</summary>
internal static class ReadResidentEndpoint
{
    private const string Name = "Registry_ReadResident";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/residents/{id:guid}", HandleAsync).AllowSignedIn()
            .WithName(Name).WithSummary("One resident; the identity number is masked.")
            .ProducesProblem(401).ProducesProblem(404);

    internal static async Task<Results<Ok<ResidentAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<RegistryDbContext> database, ResidentAnswers answers, Town town, IClock clock, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await db.Residents.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } resident
            || !(caller.MayAudit(resident.Subdistrict) || caller.ActsFor(id)))
            return new Absent().ToProblem();
        await database.NoteReadAsync(caller, [id], Name, ct);
        return TypedResults.Ok(answers.Of(resident, town.DateOf(clock.GetCurrentInstant())));
    }
}
