using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Deliveries.GetDelivery;

/// <summary>One delivery with every attempt and everything that couriers said.</summary>
internal static class GetDeliveryEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/deliveries/{id:guid}", HandleAsync)
            .AllowSignedIn()
            .WithName("Dispatch_GetDelivery")
            .WithSummary("A delivery with its attempts, riders, fees and events.")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<DeliveryView>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<DispatchDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var found = await db.FindVisibleAsync(id, caller, ct);
        if (found.Failed)
            return found.Error.ToProblem();

        var attempts = await db.Attempts.Where(a => a.DeliveryId == id).OrderBy(a => a.Number).ToListAsync(ct);
        var events = DeliveryAccess.MayOversee(caller, found.Value) ? await EventsAsync(db, attempts, ct) : [];
        return TypedResults.Ok(DeliveryView.Of(found.Value, attempts, events.ToLookup(e => e.AttemptId)));
    }

    private static async Task<List<AttemptEvent>> EventsAsync(DispatchDbContext db, List<DeliveryAttempt> attempts, CancellationToken ct)
    {
        var ids = attempts.Select(a => (Guid?)a.Id).ToList();
        return await db.AttemptEvents.Where(e => ids.Contains(e.AttemptId)).ToListAsync(ct);
    }
}
