using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Tracks.DeleteOldRows;

/// <summary>Where riders were, and when, and what they photographed is kept for a limited time only; a piece at a time, so that the writer is not held up.</summary>
internal sealed class DeleteOldRowsJob(Database<DispatchDbContext> database, TrackOptions options, IClock clock) : IJob
{
    private const int Piece = 5000;

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var before = now - Duration.FromDays(options.KeepDays);
        while (await database.WriteAsync(unit => DeletePieceAsync(unit, before, ct), ct))
        {
        }

        var photosBefore = now - Duration.FromDays(options.KeepPhotoDays);
        await database.WriteAsync(unit => DeletePhotosAsync(unit, photosBefore, ct), ct);
        await database.WriteAsync(unit => DeleteShiftsAsync(unit, before, ct), ct);
    }

    /// <summary>That there was one stays.</summary>
    private static Task DeletePhotosAsync(Unit<DispatchDbContext> unit, Instant before, CancellationToken ct) =>
        unit.Db.Proofs.Where(p => p.Photo != null && p.At < before).ExecuteUpdateAsync(set => set.SetProperty(p => p.Photo, (byte[]?)null), ct);

    private static async Task DeleteShiftsAsync(Unit<DispatchDbContext> unit, Instant before, CancellationToken ct)
    {
        await unit.Db.RiderShifts.Where(s => s.EndsAt < before).ExecuteDeleteAsync(ct);
        await unit.Db.ManualStops.Where(m => !unit.Db.RiderShifts.Any(s => s.Id == m.ShiftId)).ExecuteDeleteAsync(ct);
        await unit.Db.DeclinedTasks.Where(d => d.DeclinedAt < before).ExecuteDeleteAsync(ct);
    }

    /// <summary>Whether there may be more.</summary>
    private static async Task<bool> DeletePieceAsync(Unit<DispatchDbContext> unit, Instant before, CancellationToken ct)
    {
        var upTo = await unit.Db.TrackPoints.Where(p => p.At < before).OrderBy(p => p.At).Skip(Piece).Select(p => (Instant?)p.At).FirstOrDefaultAsync(ct);
        var end = upTo ?? before;
        await unit.Db.TrackPoints.Where(p => p.At < end || p.At == upTo).ExecuteDeleteAsync(ct);
        return upTo is not null;
    }
}

/// <summary>Section <c>Tracks</c>.</summary>
internal sealed class TrackOptions
{
    public int KeepDays { get; init; } = 30;

    public int KeepPhotoDays { get; init; } = 90;
}
