using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Kitchen.Batches.CloseBatch;
using MealDispatch.Kitchen.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace MealDispatch.Kitchen.Batches.CloseDueBatches;

/// <summary>Settings <c>Kitchen__*</c>.</summary>
internal sealed class KitchenOptions
{
    /// <summary>Real time after the cutoff after which a batch closes with what it has.</summary>
    public TimeSpan CloseAnywayAfter { get; set; } = TimeSpan.FromMinutes(2);
}

/// <summary>
/// Closes batches past their cutoff that still wait for an order or for a site's word: the kitchen must begin. What comes
/// later goes to a supplementary wave, which this job closes in the same way.
/// </summary>
internal sealed partial class CloseDueBatchesJob(
    Database<KitchenDbContext> database, Town town, IClock clock, TimeProvider time, IOptions<KitchenOptions> options,
    ILogger<CloseDueBatchesJob> logger) : IJob
{
    public TimeSpan Every => TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = database.Read();
        var open = await db.Batches.Where(b => b.Status == BatchStatus.Open).ToListAsync(ct);
        if (open.Count == 0) return;

        var kitchens = open.Select(b => b.KitchenSiteCode).Distinct().ToList();
        var sites = await db.Sites.Where(s => kitchens.Contains(s.Code)).ToDictionaryAsync(s => s.Code, ct);
        foreach (var batch in open)
        {
            // A table's cutoff may be earlier than its canteen's; the canteen's counts.
            var local = sites.GetValueOrDefault(batch.KitchenSiteCode)?.CutoffOf(batch.ServiceDate, batch.MealPeriod);
            var cutoffAt = local is { } at ? Instant.Max(batch.CutoffAt, town.At(at.Date, at.TimeOfDay)) : batch.CutoffAt;
            if (clock.GetCurrentInstant() >= cutoffAt && await database.WriteAsync(unit => CloseAsync(unit, batch.Id, ct), ct) is { } closed)
                LogClosedIncomplete(closed.Name);
        }
    }

    /// <summary>The batch when it was closed although not complete.</summary>
    private async Task<KitchenBatch?> CloseAsync(Unit<KitchenDbContext> unit, Guid batchId, CancellationToken ct)
    {
        var batch = await unit.Db.Batches.SingleAsync(b => b.Id == batchId, ct);
        if (batch.Status == BatchStatus.Open) await unit.CloseIfCompleteAsync(batch.Meal, ct);
        if (batch.Status == BatchStatus.Closed) return null;

        var now = time.GetUtcNow().UtcDateTime;
        batch.OverdueSince ??= now;
        if (now - batch.OverdueSince < options.Value.CloseAnywayAfter) return null;

        await unit.CloseAsItIsAsync(batch, ct);
        return batch;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Batch {Batch} was closed without all orders of its cutoff: what is missing goes to a supplementary wave")]
    private partial void LogClosedIncomplete(string batch);
}
