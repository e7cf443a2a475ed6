using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace MealDispatch.Kitchen.Batches.ShowBatch;

internal static class ShowBatchEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapGet("/batches/{id:guid}", HandleAsync)
        .WithName("Kitchen_ShowBatch").WithSummary("One batch: totals, and tickets once it is closed").AllowRoles(Role.CanteenStaff).ProducesProblem(404);

    private static async Task<Results<Ok<BatchDetails>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<KitchenDbContext> database, IClock clock, CancellationToken ct)
    {
        await using var db = database.Read();
        return await LoadedBatch.LoadAsync(db, id, caller, ct) is { } batch ? TypedResults.Ok(batch.ToDetails(clock.GetCurrentInstant())) : new Absent().ToProblem();
    }
}
