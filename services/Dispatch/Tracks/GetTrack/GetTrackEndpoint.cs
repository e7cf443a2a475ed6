using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Dispatch.Tracks.GetTrack;

/// <summary>Where the rider was, and when the meal will be there.</summary>
internal static class GetTrackEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/deliveries/{id:guid}/track", HandleAsync)
            .AllowSignedIn()
            .WithName("Dispatch_GetTrack")
            .WithSummary("The rider's positions, WGS-84, oldest first, and the expected arrival: a range, what it rests on, and in Chinese words.")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<Track>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<DispatchDbContext> database, LivePositions live, ReadTrack track, CancellationToken ct)
    {
        await live.StoreForAsync(id, ct);
        await using var db = database.Read();
        var found = await db.FindVisibleAsync(id, caller, ct);
        if (found.Failed)
            return found.Error.ToProblem();
        var reader = await ReadTrack.ReaderAsync(db, caller, found.Value, ct);
        return TypedResults.Ok(await track.OfAsync(db, found.Value, reader, ct));
    }
}
