using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.OwnRiders.ListTasks;

/// <summary>Today's stops of a rider, those that the planner offers him, and open ones outside of any plan.</summary>
internal static class ListTasksEndpoint
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/rider/tasks", HandleAsync)
            .AllowRoles(Role.Rider)
            .WithName("Dispatch_ListRiderTasks")
            .WithSummary("A rider's tasks of today in planned order, those offered to him, and open ones that nobody was offered.");

    private static async Task<Ok<Page<RiderTask>>> HandleAsync(
        Caller caller, Database<DispatchDbContext> database, IClock clock, Town town, CancellationToken ct)
    {
        var today = town.DateOf(clock.GetCurrentInstant());
        await using var db = database.Read();
        var rows = await (
            from attempt in db.Attempts
            join delivery in db.Deliveries on attempt.DeliveryId equals delivery.Id
            join plan in db.PlannedStops on delivery.Id equals plan.DeliveryId into plans
            from planned in plans.DefaultIfEmpty()
            where attempt.Provider == DeliveryAttempt.OwnRidersProvider && delivery.ServiceDate == today
                && delivery.Subdistrict == caller.Subdistrict
                && (attempt.RiderPersonId == caller.Id
                    || attempt.Live && attempt.RiderPersonId == null && (planned == null || planned.RiderId == caller.Id)
                        && !db.DeclinedTasks.Any(d => d.DeliveryId == delivery.Id && d.RiderId == caller.Id))
            let doorAt = attempt.DoorPlannedAt ?? (planned == null ? null : (Instant?)planned.At)
            orderby doorAt == null, doorAt, planned.Position, delivery.ServeFrom, delivery.OrderNumber
            select new { attempt, delivery, planned }).Take(Most).ToListAsync(ct);

        var siteCodes = rows.Select(row => row.delivery.SiteCode).Distinct().ToList();
        var residentIds = rows.Select(row => row.delivery.ResidentId).Distinct().ToList();
        var sites = await db.Sites.Where(s => siteCodes.Contains(s.Code)).ToDictionaryAsync(s => s.Code, ct);
        var contacts = await db.ResidentContacts.Where(r => residentIds.Contains(r.ResidentId)).ToDictionaryAsync(r => r.ResidentId, ct);
        var ids = rows.Select(row => row.delivery.Id).ToList();
        var proofs = (await db.Proofs.Where(p => ids.Contains(p.DeliveryId) && p.Holds).Select(p => new { p.DeliveryId, p.Kind }).ToListAsync(ct)).ToLookup(p => p.DeliveryId, p => p.Kind);
        return TypedResults.Ok(new Page<RiderTask>(
            [.. rows.Select(row => RiderTask.Of(
                row.delivery, row.attempt, sites.GetValueOrDefault(row.delivery.SiteCode), contacts.GetValueOrDefault(row.delivery.ResidentId), row.planned,
                proofs[row.delivery.Id], caller.Id))],
            Next: null));
    }
}
