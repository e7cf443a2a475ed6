using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Ordering.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.Orders.StreamOrder;

/// <summary>
/// Server-sent events: the order again at each change, and <c>event: rider</c> with a position while the meal is on its way.
/// A hint wakes it; because hints may be lost, it also looks at the order's version every 250 ms.
/// </summary>
internal static class StreamOrderEndpoint
{
    private static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(15);

    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/api/orders/{id:guid}/stream", HandleAsync)
            .WithName("Ordering_StreamOrder").WithSummary("Server-sent events of an order.")
            .AllowSignedIn().Produces(200, contentType: "text/event-stream").ProducesProblem(404);

    internal static async Task<IResult> HandleAsync(
        Guid id, HttpContext http, Caller caller, Database<OrderingDbContext> database, OrderWatch watch, TimeProvider time,
        CancellationToken ct)
    {
        using var subscription = watch.Subscribe(id);
        if (await FindAsync(database, id, ct) is not { } order || !caller.MaySee(order))
            return new Absent().ToProblem();
        return await EventStream.AnswerAsync(http, (events, token) => FollowAsync(events, order, database, subscription, watch, time, token));
    }

    private static async Task FollowAsync(
        EventStream events, Order order, Database<OrderingDbContext> database, Hints.Subscription subscription, OrderWatch watch,
        TimeProvider time, CancellationToken ct)
    {
        await events.SendAsync(null, OrderAnswer.Of(order), ct);
        var sentAt = time.GetTimestamp();
        while (true)
        {
            var hint = await subscription.NextAsync(OrderWatch.ReadEvery, ct);
            // A position from before the pickup may be read together with the news of it: it is nobody's business yet.
            var wasOnTheWay = IsOnTheWay(order);
            if (await HasChangedAsync(database, order, ct))
            {
                order = await watch.ReadAsync(order.Id, ct);
                await events.SendAsync(null, OrderAnswer.Of(order), ct);
                sentAt = time.GetTimestamp();
            }

            if (hint?.Position is { } position && wasOnTheWay && IsOnTheWay(order))
            {
                await events.SendAsync("rider", new RiderPosition("wgs84", position.Lat, position.Lng), ct);
                sentAt = time.GetTimestamp();
            }

            if (time.GetElapsedTime(sentAt) >= KeepAliveEvery)
            {
                await events.CommentAsync("still here", ct);
                sentAt = time.GetTimestamp();
            }
        }
    }

    private static bool IsOnTheWay(Order order) => order.Delivery?.Status is DeliveryStatus.PickedUp or DeliveryStatus.AtDoor;

    private static async Task<bool> HasChangedAsync(Database<OrderingDbContext> database, Order order, CancellationToken ct)
    {
        await using var db = database.Read();
        return await db.Orders.AnyAsync(o => o.Id == order.Id && o.Version != order.Version, ct);
    }

    private static async Task<Order?> FindAsync(Database<OrderingDbContext> database, Guid id, CancellationToken ct)
    {
        await using var db = database.Read();
        return await db.Orders.SingleOrDefaultAsync(o => o.Id == id, ct);
    }
}

internal sealed record RiderPosition(string Datum, double Lat, double Lng);
