using MealDispatch.BuildingBlocks;
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

namespace MealDispatch.Registry.Residents.RegisterResident;

/// <summary>Enters an elder before anybody can order for them. The answer comes when the other services know them.</summary>
internal static class RegisterResidentEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/residents", HandleAsync).AllowRoles(Role.Officer)
            .WithName("Registry_RegisterResident").WithSummary("Registers a resident.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(422);

    internal static async Task<Results<Created<ResidentAnswer>, ProblemHttpResult>> HandleAsync(
        ResidentForm request, HttpContext http, Caller caller, Database<RegistryDbContext> database, IdNumberVault vault, ResidentAnswers answers, Town town,
        IClock clock, TimeProvider time, CancellationToken ct)
    {
        var today = town.DateOf(clock.GetCurrentInstant());
        var check = new Check();
        var entry = request.Read(check, today);
        if (check.Failed)
            return check.Error.ToProblem();
        if (!caller.IsOfficerOf(entry.Subdistrict))
            return new OtherSubdistrict().ToProblem();
        var key = IdempotencyKey.Of(http, caller, request);
        if (key.Failed)
            return key.Error.ToProblem();
        var registered = await database.WriteAndDeliverAsync<Result<Resident>>(
            async unit =>
            {
                var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
                if (repeat.Failed)
                    return repeat.Error;
                if (repeat.Value is { } id)
                    return await unit.Db.Residents.SingleAsync(r => r.Id == Guid.Parse(id), ct);
                var resident = await RegisterAsync(unit, entry, request.Status ?? ResidentStatus.Active, vault, ct);
                if (!resident.Failed)
                    unit.Db.KeepKey(key.Value, resident.Value.Id.ToString(), time);
                return resident;
            },
            ct);
        return registered.Match<Results<Created<ResidentAnswer>, ProblemHttpResult>>(
            resident => TypedResults.Created($"/api/residents/{resident.Id}", answers.Of(resident, today)), error => error.ToProblem());
    }

    internal static async Task<Result<Resident>> RegisterAsync(
        Unit<RegistryDbContext> unit, ResidentEntry entry, ResidentStatus status, IdNumberVault vault, CancellationToken ct, Guid? id = null)
    {
        var hash = vault.HashOf(entry.IdNumber!);
        if (await unit.Db.Residents.AnyAsync(r => r.IdNumberHash == hash, ct))
            return new IdNumberTaken();
        var resident = new Resident { Id = id ?? Ids.New() };
        resident.Enter(entry, vault);
        resident.Begin(status);
        unit.Db.Residents.Add(resident);
        resident.Tell(unit);
        await unit.GrantPhoneAsync(resident, phoneBefore: null, ct);
        return resident;
    }
}
