using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.OwnRiders.Shifts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.OwnRiders.OpenShift;

/// <summary>A rider says when he comes, or staff write it down for him.</summary>
internal static class OpenShiftEndpoint
{
    private const int MostMeals = 100;
    private static readonly Duration Longest = Duration.FromHours(16);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/rider/shifts", HandleAsync)
            .AllowRoles(Role.Rider, Role.CanteenStaff, Role.Officer)
            .WithName("Dispatch_OpenShift")
            .WithSummary("A rider's shift at a kitchen; riders for themselves, staff of the kitchen and officers for a rider of the subdistrict.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <param name="RiderId">Left out by riders.</param>
    /// <param name="SiteCode">The kitchen where he collects.</param>
    /// <param name="From">Business time.</param>
    /// <param name="To">Back by then.</param>
    /// <param name="Capacity">Meals at once.</param>
    internal sealed record Request(Guid? RiderId, string? SiteCode, Instant? From, Instant? To, int? Capacity);

    private static async Task<Results<Created<ShiftView>, ProblemHttpResult>> HandleAsync(
        Request request, HttpContext http, Caller caller, Database<DispatchDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var siteCode = check.Code("siteCode", request.SiteCode);
        var (from, to) = (check.Required("from", request.From), check.Required("to", request.To));
        if (request is { From: not null, To: not null })
            check.That(to > from && to - from <= Longest, "to", "after from, within 16 hours");
        var capacity = check.Range("capacity", request.Capacity, 1, MostMeals);
        if (!caller.Is(Role.Rider))
            check.Required("riderId", request.RiderId);
        if (check.Failed)
            return check.Error.ToProblem();
        var key = IdempotencyKey.Of(http, caller, request);
        if (key.Failed)
            return key.Error.ToProblem();

        var opened = await database.WriteAsync(
            async unit =>
            {
                var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
                if (repeat.Failed)
                    return repeat.Error;
                if (repeat.Value is { } earlier)
                    return await ShiftView.OfAsync(unit.Db, await unit.Db.RiderShifts.SingleAsync(s => s.Id == Guid.Parse(earlier), ct), ct);

                var site = await unit.Db.Sites.FindAsync([siteCode], ct);
                var riderId = request.RiderId ?? caller.Id;
                if (site is null || !await MayOpenAsync(unit.Db, caller, siteCode, site.Subdistrict, riderId, ct))
                    return (Result<ShiftView>)new Absent();
                if (await unit.Db.RiderShifts.AnyAsync(s => s.RiderId == riderId && s.StartsAt < to && from < s.EndsAt, ct))
                    return new ShiftOverlaps();
                var shift = new RiderShift
                {
                    Id = Ids.New(), RiderId = riderId, Subdistrict = site.Subdistrict, SiteCode = siteCode, StartsAt = from, EndsAt = to, Capacity = capacity,
                };
                unit.Db.RiderShifts.Add(shift);
                unit.Db.KeepKey(key.Value, shift.Id.ToString(), time);
                return await ShiftView.OfAsync(unit.Db, shift, ct);
            },
            ct);
        return opened.Failed ? opened.Error.ToProblem() : TypedResults.Created($"/api/rider/shifts/{opened.Value.Id}", opened.Value);
    }

    private static async Task<bool> MayOpenAsync(
        DispatchDbContext db, Caller caller, string siteCode, string subdistrict, Guid riderId, CancellationToken ct)
    {
        if (riderId == caller.Id && caller.Is(Role.Rider))
            return caller.BelongsTo(subdistrict);
        if (!caller.WorksAt(siteCode) && !caller.IsOfficerOf(subdistrict))
            return false;
        var rider = await db.People.SingleOrDefaultAsync(p => p.PersonId == riderId, ct);
        return rider is not null && rider.Subdistrict == subdistrict && rider.Roles.Split(' ').Contains(Json.Word(Role.Rider));
    }
}
