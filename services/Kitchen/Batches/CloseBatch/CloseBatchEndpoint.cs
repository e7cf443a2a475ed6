using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Batches.ShowBatch;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.Batches.CloseBatch;

/// <summary>Staff of the kitchen close early; later orders go to the next wave. Closing a closed batch changes nothing.</summary>
internal static class CloseBatchEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapPost("/batches/{id:guid}/close", HandleAsync)
        .WithName("Kitchen_CloseBatch").WithSummary("Close a batch before its cutoff").AllowRoles(Role.CanteenStaff).ProducesProblem(404).ProducesProblem(422);

    private static async Task<Results<Ok<BatchDetails>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<KitchenDbContext> database, IClock clock, CancellationToken ct)
    {
        var closed = await database.WriteAndDeliverAsync(unit => CloseAsync(unit, id, caller, ct), ct);
        if (closed.Failed) return closed.Error.ToProblem();

        await using var db = database.Read();
        return TypedResults.Ok((await LoadedBatch.LoadAsync(db, id, caller, ct))!.ToDetails(clock.GetCurrentInstant()));
    }

    private static async Task<Result<Done>> CloseAsync(Unit<KitchenDbContext> unit, Guid id, Caller caller, CancellationToken ct)
    {
        var batch = await unit.Db.Batches.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (batch is null || !caller.WorksAt(batch.KitchenSiteCode)) return new Absent();
        if (batch.Status == BatchStatus.Closed) return Done.Instance;
        if (!await unit.Db.Tickets.AnyAsync(t => t.BatchId == id && t.Status == TicketStatus.Waiting, ct)) return new BatchIsEmpty();

        await unit.CloseAsItIsAsync(batch, ct);
        return Done.Instance;
    }
}
