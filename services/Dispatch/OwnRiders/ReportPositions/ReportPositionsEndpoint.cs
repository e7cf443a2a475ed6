using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Places;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.OwnRiders.ReportPositions;

/// <summary>Where a rider is, for every delivery that he carries or goes to collect.</summary>
internal static class ReportPositionsEndpoint
{
    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/rider/positions", HandleAsync)
            .AllowRoles(Role.Rider)
            .WithName("Dispatch_ReportPositions")
            .WithSummary("A batch of a rider's positions, WGS-84.")
            .ProducesProblem(StatusCodes.Status400BadRequest);

    internal sealed record Item(Instant? At, double? Lat, double? Lng, double? AccuracyMeters);

    private static async Task<Results<Accepted, ProblemHttpResult>> HandleAsync(
        IReadOnlyList<Item?> items, Caller caller, Database<DispatchDbContext> database, RecordPosition record, CancellationToken ct)
    {
        var check = new Check();
        var positions = new List<Position>();
        foreach (var (item, index) in check.List("items", items, Most).Select((item, index) => (item, index)))
        {
            var at = check.Required($"[{index}].at", item.At);
            var lat = check.Range($"[{index}].lat", item.Lat, -90, 90);
            var lng = check.Range($"[{index}].lng", item.Lng, -180, 180);
            if (item.AccuracyMeters is { } meters)
                check.Range($"[{index}].accuracyMeters", meters, 0, 100_000);
            positions.Add(new Position(at, new GeoPoint(lat, lng)));
        }

        if (check.Failed)
            return check.Error.ToProblem();

        foreach (var deliveryId in await CarriedByAsync(database, caller.Id, ct))
            await record.RecordAsync(deliveryId, positions, ct);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<List<Guid>> CarriedByAsync(Database<DispatchDbContext> database, Guid riderId, CancellationToken ct)
    {
        await using var db = database.Read();
        return await db.Attempts.Where(a => a.RiderPersonId == riderId && a.Live).Select(a => a.DeliveryId).ToListAsync(ct);
    }
}
