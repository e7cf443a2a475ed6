using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts.Registry;
using MealDispatch.Ordering.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.Residents;

/// <summary>
/// Finds a resident in the copy. An id that is not there yet may have been registered a moment ago: Registry is asked, and
/// the copy is waited for, at most two seconds.
/// </summary>
internal sealed class ResidentLookup(Database<OrderingDbContext> database, IMessageBus bus, TimeProvider time)
{
    private static readonly TimeSpan WaitAtMost = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private static readonly Func<OrderingDbContext, Guid, CancellationToken, Task<Resident?>> ById = EF.CompileAsyncQuery(
        (OrderingDbContext db, Guid id, CancellationToken ct) => db.Residents.SingleOrDefault(r => r.Id == id));

    public async Task<Result<Resident>> FindAsync(Guid id, CancellationToken ct)
    {
        if (await ReadAsync(id, ct) is { } known)
            return known;
        var answer = await bus.AskAsync<FindResident, ResidentFound>(new FindResident { ResidentId = id }, ct);
        if (answer.Failed)
            return answer.Error;
        if (!answer.Value.Exists)
            return new Absent();
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < WaitAtMost)
        {
            if (await ReadAsync(id, ct) is { } arrived)
                return arrived;
            await Task.Delay(LookEvery, time, ct);
        }

        return new Unavailable();
    }

    /// <summary>Whose card it is, among valid cards; null when it is none.</summary>
    public async Task<Guid?> FindByCardAsync(string cardCode, CancellationToken ct)
    {
        var hash = SecretToken.Hash(cardCode);
        await using var db = database.Read();
        var residents = await db.ResidentCards.Where(c => c.CardHash == hash).Select(c => c.ResidentId).Take(1).ToListAsync(ct);
        return residents is [var residentId] ? residentId : null;
    }

    private async Task<Resident?> ReadAsync(Guid id, CancellationToken ct)
    {
        await using var db = database.Read();
        return await ById(db, id, ct);
    }
}
