using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Dispatch.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Deliveries.GetTrack;

/// <summary>Where the rider was. Residents and family see it only while the meal is on its way.</summary>
internal static class GetTrackEndpoint
{
    private const int MostPoints = 2000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/deliveries/{id:guid}/track", HandleAsync)
            .AllowSignedIn()
            .WithName("Dispatch_GetTrack")
            .WithSummary("The rider's positions, WGS-84, oldest first.")
            .ProducesProblem(StatusCodes.Status404NotFound);

    internal sealed record Track(string Datum, IReadOnlyList<TrackItem> Items);

    internal sealed record TrackItem(Instant At, double Lat, double Lng);

    private static async Task<Results<Ok<Track>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<DispatchDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var found = await db.FindVisibleAsync(id, caller, ct);
        if (found.Failed)
            return found.Error.ToProblem();

        var overseen = DeliveryAccess.MayOversee(caller, found.Value) || await DeliveryAccess.IsRiderOfAsync(db, caller, id, ct);
        var onTheWay = found.Value.Status is DeliveryStatus.PickedUp or DeliveryStatus.AtDoor;
        if (!overseen && !onTheWay)
            return TypedResults.Ok(new Track("wgs84", []));

        var since = overseen ? Instant.MinValue : await PickedUpAtAsync(db, id, ct);
        var points = await db.TrackPoints.Where(p => p.DeliveryId == id).OrderByDescending(p => p.At).Take(MostPoints).ToListAsync(ct);
        return TypedResults.Ok(new Track(
            "wgs84", [.. points.Where(p => p.At >= since).OrderBy(p => p.At).Select(p => new TrackItem(p.At, p.Lat, p.Lng))]));
    }

    private static async Task<Instant> PickedUpAtAsync(DispatchDbContext db, Guid deliveryId, CancellationToken ct) =>
        await db.Attempts.Where(a => a.DeliveryId == deliveryId && a.Live).Select(a => a.PickedUpAt).SingleOrDefaultAsync(ct) ?? Instant.MaxValue;
}
