using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Places;
using MealDispatch.Dispatch.Tracks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Memory;
using NodaTime;

namespace MealDispatch.Dispatch.OwnRiders.ReportPositions;

/// <summary>Where a rider is, for every delivery that he carries or goes to collect.</summary>
internal static class ReportPositionsEndpoint
{
    private const int Most = 500;
    private const double MostMeters = 100_000;

    /// <summary>Metres; such a point says nothing.</summary>
    private const double Useless = 1000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/rider/positions", HandleAsync)
            .AllowRoles(Role.Rider)
            .WithRememberedCallers()
            .WithName("Dispatch_ReportPositions")
            .WithSummary("A batch of a rider's positions, WGS-84.")
            .ProducesProblem(StatusCodes.Status400BadRequest);

    internal sealed record Item(Instant? At, double? Lat, double? Lng, double? AccuracyMeters);

    private static async Task<Results<Accepted, ProblemHttpResult>> HandleAsync(
        IReadOnlyList<Item?> items, Caller caller, LivePositions live, CancellationToken ct)
    {
        if (items.Count > Most || !items.All(IsRight))
            return WhatIsWrong(items).ToProblem();

        var positions = new List<Position>(items.Count);
        foreach (var item in items)
            if (item!.AccuracyMeters is not > Useless)
                positions.Add(new Position(item.At!.Value, new GeoPoint(item.Lat!.Value, item.Lng!.Value)));
        await live.AcceptAsync(caller.Id, positions, ct);
        return TypedResults.Accepted((string?)null);
    }

    private static bool IsRight(Item? item) =>
        item is { At: not null, Lat: >= -90 and <= 90, Lng: >= -180 and <= 180, AccuracyMeters: null or (>= 0 and <= MostMeters) };

    /// <summary>In words, for the few phones that need them.</summary>
    private static Invalid WhatIsWrong(IReadOnlyList<Item?> items)
    {
        var check = new Check();
        foreach (var (item, index) in check.List("items", items, Most).Select((item, index) => (item, index)))
        {
            check.Required($"[{index}].at", item.At);
            check.Range($"[{index}].lat", item.Lat, -90, 90);
            check.Range($"[{index}].lng", item.Lng, -180, 180);
            if (item.AccuracyMeters is { } meters)
                check.Range($"[{index}].accuracyMeters", meters, 0, MostMeters);
        }

        return check.Error;
    }

    private static RouteHandlerBuilder WithRememberedCallers(this RouteHandlerBuilder route)
    {
        var known = new MemoryCache(new MemoryCacheOptions());
        route.Finally(endpoint => endpoint.Metadata.Add(new RememberedCallers(endpoint.Metadata.OfType<ICallerSource>().Last(), known)));
        return route;
    }
}
