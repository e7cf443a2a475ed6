using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Ordering.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.Orders.ReadOrders;

/// <summary>One order with its timeline.</summary>
internal static class GetOrderEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/api/orders/{id:guid}", HandleAsync)
            .WithName("Ordering_GetOrder").WithSummary("An order with its price, subsidy, timeline and delivery.")
            .AllowSignedIn().ProducesProblem(404);

    internal static async Task<Results<Ok<OrderAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<OrderingDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var order = await db.Orders.SingleOrDefaultAsync(o => o.Id == id, ct);
        return order is not null && caller.MaySee(order) ? TypedResults.Ok(OrderAnswer.Of(order)) : new Absent().ToProblem();
    }
}
