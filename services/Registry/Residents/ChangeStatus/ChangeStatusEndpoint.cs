using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace MealDispatch.Registry.Residents.ChangeStatus;

/// <summary>Lays a status over a resident's history, from a day (today unless given, the past is allowed) to a day or for good.</summary>
internal static class ChangeStatusEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/residents/{id:guid}/status", HandleAsync).AllowRoles(Role.Officer)
            .WithName("Registry_ChangeStatus").WithSummary("Changes a resident's status from one day to another.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);

    internal static async Task<Results<Ok<ResidentAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, HttpContext http, Caller caller, Database<RegistryDbContext> database, ResidentAnswers answers, Town town, IClock clock,
        TimeProvider time, CancellationToken ct)
    {
        var today = town.DateOf(clock.GetCurrentInstant());
        var check = new Check();
        var change = request.Read(check, id, caller.Id, today, clock.GetCurrentInstant());
        if (check.Failed)
            return check.Error.ToProblem();
        var key = IdempotencyKey.Of(http, caller, request);
        if (key.Failed)
            return key.Error.ToProblem();
        var changed = await database.WriteAndDeliverAsync<Result<Resident>>(
            async unit =>
            {
                if (await unit.Db.Residents.FindAsync([id], ct) is not { } resident || !caller.IsOfficerOf(resident.Subdistrict))
                    return new Absent();
                var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
                if (repeat.Failed)
                    return repeat.Error;
                if (repeat.Value is not null)
                    return resident;
                resident.ChangeStatus(change.Status, change.From, change.To);
                unit.Db.StatusChanges.Add(change);
                resident.Tell(unit);
                unit.Db.KeepKey(key.Value, id.ToString(), time);
                return resident;
            },
            ct);
        return changed.Match<Results<Ok<ResidentAnswer>, ProblemHttpResult>>(
            resident => TypedResults.Ok(answers.Of(resident, today)), error => error.ToProblem());
    }

    internal sealed record Request(ResidentStatus? Status, LocalDate? From, LocalDate? To, string? Reason)
    {
        public StatusChange Read(Check check, Guid residentId, Guid by, LocalDate today, Instant now)
        {
            var status = check.Required("status", Status);
            var from = From ?? today;
            ResidentForm.MustBeOfOurTime(check, "from", from);
            ResidentForm.MustBeOfOurTime(check, "to", To);
            check.That(!(To < from), "to", "is before from");
            check.That(To is null || status != ResidentStatus.Deceased, "to", "has no meaning with deceased");
            return new StatusChange
            {
                Id = Ids.New(), ResidentId = residentId, Status = status, From = from, To = To, Reason = check.Text("reason", Reason, 500), ChangedBy = by,
                ChangedAt = now,
            };
        }
    }
}
