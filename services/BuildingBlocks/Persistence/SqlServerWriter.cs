using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.BuildingBlocks.Persistence;

/// <summary>
/// On SQL Server each unit is a transaction of its own, retried whole when it was a deadlock's victim (1205) or lost a race
/// that a unique index (2601, 2627) or a row's version decided: run again, it sees the winner.
/// </summary>
internal sealed class SqlServerWriter<TContext>(Func<TContext> open, UnitFactory<TContext> units) : IUnitWriter<TContext>
    where TContext : ServiceDbContext
{
    private const int MaxAttempts = 5;

    public async Task<Unit<TContext>?> RunAsync(Func<Unit<TContext>, Task<bool>> work, CancellationToken ct)
    {
        UnitFactory<TContext>.RefuseNesting();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = open();
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                var (unit, save) = await units.RunAsync(db, work, ct);
                if (!save)
                    return null;
                await transaction.CommitAsync(ct);
                return unit;
            }
            catch (Exception exception) when (attempt < MaxAttempts && IsWorthRetrying(exception))
            {
            }
        }
    }

    public void ForgetDelivered(Guid messageId) =>
        _ = Task.Run(async () =>
        {
            await using var db = open();
            await db.Outbox.Where(m => m.Id == messageId).ExecuteDeleteAsync();
        });

    public Task FlushAsync(CancellationToken ct) => Task.CompletedTask;

    private static bool IsWorthRetrying(Exception exception) =>
        exception is DbUpdateConcurrencyException
        || (exception as SqlException ?? exception.InnerException as SqlException) is { Number: 1205 or 2601 or 2627 };
}
