using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Tracks.DeleteOldTracks;

/// <summary>Where riders were is kept for a limited time only; a piece at a time, so that the writer is not held up.</summary>
internal sealed class DeleteOldTracksJob(Database<DispatchDbContext> database, TrackOptions options, IClock clock) : IJob
{
    private const int Piece = 5000;

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetCurrentInstant() - Duration.FromDays(options.KeepDays);
        while (await database.WriteAsync(unit => DeletePieceAsync(unit, before, ct), ct))
        {
        }
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
}
