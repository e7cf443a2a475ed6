using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Tracks.FollowTrack;

/// <summary>
/// Server-sent events of a delivery's way: <c>event: rider</c> with each position at once, and the whole view (status, arrival in words) when
/// the status changes, when the rider has moved for a while, and at the start.
/// </summary>
internal static class FollowTrackEndpoint
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ViewEvery = TimeSpan.FromSeconds(15);

    private static readonly Func<DispatchDbContext, Guid, CancellationToken, Task<DeliveryStatus>> StatusOf = EF.CompileAsyncQuery(
        (DispatchDbContext db, Guid id, CancellationToken ct) => db.Deliveries.Where(d => d.Id == id).Select(d => d.Status).Single());

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/deliveries/{id:guid}/track/stream", HandleAsync)
            .AllowSignedIn()
            .WithName("Dispatch_FollowTrack")
            .WithSummary("Server-sent events of a delivery's way; who cannot read them asks for the track again.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid id, HttpContext http, Caller caller, Database<DispatchDbContext> database, Hints hints, ReadTrack track, IClock clock, TimeProvider time,
        CancellationToken ct)
    {
        Delivery delivery;
        TrackReader reader;
        await using (var db = database.Read())
        {
            var found = await db.FindVisibleAsync(id, caller, ct);
            if (found.Failed)
                return found.Error.ToProblem();
            delivery = found.Value;
            reader = await ReadTrack.ReaderAsync(db, caller, delivery, ct);
        }

        using var subscription = hints.Subscribe(delivery.OrderId);
        return await EventStream.AnswerAsync(http, FollowAsync);

        async Task FollowAsync(EventStream events, CancellationToken token)
        {
            var shown = await SendViewAsync(events, token);
            var viewedAt = time.GetTimestamp();
            while (!shown.IsEnded())
            {
                var hint = await subscription.NextAsync(LookEvery, token);
                var status = await StatusNowAsync(token);
                if (hint?.Position is { } position && (reader.SeesAll || ReadTrack.IsOnTheWay(status)))
                    await events.SendAsync("rider", new RiderMoved("wgs84", clock.GetCurrentInstant(), position.Lat, position.Lng), token);
                if (status == shown && time.GetElapsedTime(viewedAt) < ViewEvery)
                    continue;
                shown = await SendViewAsync(events, token);
                viewedAt = time.GetTimestamp();
            }
        }

        async Task<DeliveryStatus> StatusNowAsync(CancellationToken token)
        {
            await using var db = database.Read();
            return await StatusOf(db, id, token);
        }

        async Task<DeliveryStatus> SendViewAsync(EventStream events, CancellationToken token)
        {
            await using var db = database.Read();
            var now = await db.Deliveries.SingleAsync(d => d.Id == id, token);
            var view = await track.OfAsync(db, now, reader, token);
            await events.SendAsync(null, view, token);
            return view.Status;
        }
    }
}

/// <summary>Where the rider is now.</summary>
internal sealed record RiderMoved(string Datum, Instant At, double Lat, double Lng);
