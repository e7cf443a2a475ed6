using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Residents;

/// <summary>A resident that this service may not have heard of yet: asks Registry, then waits up to two seconds for the copy.</summary>
internal sealed class KnownResident(Database<SubsidyDbContext> database, IMessageBus bus, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task<Result<ResidentCopy>> FindAsync(Guid residentId, CancellationToken ct)
    {
        if (await ReadAsync(residentId, ct) is { } known)
            return known;
        var asked = await bus.AskAsync<FindResident, ResidentFound>(new FindResident { ResidentId = residentId }, ct);
        if (asked.Failed)
            return asked.Error;
        if (!asked.Value.Exists)
            return new Absent();
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Pause)
        {
            await Task.Delay(Pause, time, ct);
            if (await ReadAsync(residentId, ct) is { } arrived)
                return arrived;
        }
        return new Unavailable();
    }

    private async Task<ResidentCopy?> ReadAsync(Guid residentId, CancellationToken ct)
    {
        await using var db = database.Read();
        return await db.Residents.SingleOrDefaultAsync(r => r.ResidentId == residentId, ct);
    }
}
