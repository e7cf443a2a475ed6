using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Residents.UpdateResident;

/// <summary>Corrects a resident's data; their status has a route of its own. The identity number may come back masked: unchanged.</summary>
internal static class UpdateResidentEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/residents/{id:guid}", HandleAsync).AllowRoles(Role.Officer)
            .WithName("Registry_UpdateResident").WithSummary("Corrects a resident's data.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    internal static async Task<Results<Ok<ResidentAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, ResidentForm request, Caller caller, Database<RegistryDbContext> database, IdNumberVault vault, ResidentAnswers answers, Town town,
        IClock clock, CancellationToken ct)
    {
        var today = town.DateOf(clock.GetCurrentInstant());
        var updated = await database.WriteAndDeliverAsync<Result<Resident>>(
            async unit =>
            {
                if (await unit.Db.Residents.FindAsync([id], ct) is not { } resident || !caller.IsOfficerOf(resident.Subdistrict))
                    return new Absent();
                var check = new Check();
                var entry = request.Read(check, today, answers.MaskedIdNumber(resident));
                if (check.Failed)
                    return check.Error;
                if (!caller.IsOfficerOf(entry.Subdistrict))
                    return new OtherSubdistrict();
                if (entry.IdNumber is null && IdNumber.Parse(vault.Open(resident.SealedIdNumber)) is { } kept
                    && (kept.BirthDate != entry.BirthDate || kept.Gender != entry.Gender))
                    return new Invalid("idNumber", "does not agree with birthDate and gender");
                return request.Version is { } version && version != resident.Version ? new Stale() : await EnterAsync(unit, resident, entry, vault, ct);
            },
            ct);
        return updated.Match<Results<Ok<ResidentAnswer>, ProblemHttpResult>>(
            resident => TypedResults.Ok(answers.Of(resident, today)), error => error.ToProblem());
    }

    internal static async Task<Result<Resident>> EnterAsync(
        Unit<RegistryDbContext> unit, Resident resident, ResidentEntry entry, IdNumberVault vault, CancellationToken ct)
    {
        if (entry.IdNumber is { } idNumber)
        {
            var hash = vault.HashOf(idNumber);
            if (await unit.Db.Residents.AnyAsync(r => r.IdNumberHash == hash && r.Id != resident.Id, ct))
                return new IdNumberTaken();
        }

        var phoneBefore = resident.Phone;
        resident.Enter(entry, vault);
        resident.Tell(unit);
        await unit.GrantPhoneAsync(resident, phoneBefore, ct);
        return resident;
    }
}
