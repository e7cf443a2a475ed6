using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using MealDispatch.Registry.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.FamilyLinks.ConfirmLink;

/// <summary>Confirms a link by the code on the resident's phone, or by staff in the resident's presence, with a reason.</summary>
internal static class ConfirmLinkEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/family-links/{id:guid}/confirm", HandleAsync).AllowSignedIn()
            .WithName("Registry_ConfirmFamilyLink").WithSummary("Confirms a family link by code, or by staff with a reason.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    internal static async Task<Results<Ok<FamilyLinkAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, Caller caller, Database<RegistryDbContext> database, SecretHash secrets, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var code = check.OptionalText("code", request.Code, 20);
        var reason = check.OptionalText("presentReason", request.PresentReason, 500);
        check.That(code is null != reason is null, "code", "give either code or presentReason");
        if (check.Failed)
            return check.Error.ToProblem();
        var codeHash = code is null ? null : secrets.OfCode(id.ToString(), code);
        var (link, refusal) = await database.WriteAndDeliverAsync(unit => ConfirmAsync(unit, id, codeHash, reason, caller, time, ct), ct);
        return refusal is not null ? refusal.ToProblem() : TypedResults.Ok(FamilyLinkAnswer.Of(link!));
    }

    /// <summary>Answers a refusal as a plain value: a failed try is counted, so the unit must be kept.</summary>
    private static async Task<(FamilyLink? Link, Error? Refusal)> ConfirmAsync(
        Unit<RegistryDbContext> unit, Guid id, string? codeHash, string? reason, Caller caller, TimeProvider time, CancellationToken ct)
    {
        if (await unit.Db.FamilyLinks.FindAsync([id], ct) is not { } link || link.Status == FamilyLinkStatus.Withdrawn)
            return (null, new Absent());
        var resident = await unit.Db.Residents.SingleAsync(r => r.Id == link.ResidentId, ct);
        var person = await unit.Db.FindByPhoneAsync(link.Phone, ct);
        if (!caller.MayLink(resident) && person?.Id != caller.Id)
            return (null, new Absent());
        if (reason is not null && !caller.ServesInPerson(resident))
            return (null, new OnlyStaffConfirmInPresence());
        if (link.Status == FamilyLinkStatus.Confirmed)
            return (link, null);
        if (codeHash is not null && link.FailedTries >= FamilyLink.MaxFailedTries)
            return (null, new TooManyTries());
        if (codeHash is not null && !link.Accepts(codeHash, time.GetUtcNow().UtcDateTime))
        {
            link.FailedTries++;
            return (null, new WrongLinkCode());
        }

        if (person is null)
        {
            unit.Db.Persons.Add(person = new Person { Id = Ids.New(), Name = link.Relation, Phone = link.Phone, Roles = [Role.Resident] });
            person.Tell(unit);
        }

        link.Confirm(unit, person, caller.Id, reason);
        return (link, null);
    }

    internal sealed record Request(string? Code, string? PresentReason);
}
