using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.FoodSafety.ShowFoodSafety;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.FoodSafety.RecordFoodSafety;

internal sealed record RecordFoodSafetyRequest(
    Instant? CookedAt, int? CoreTemperatureTenths, string? Remark, int? PortionsCooked, int? SampleGrams, string? SamplePlace, Instant? SampleTakenAt,
    Instant? SampleDisposedAt, Instant? PackedAt, int? Version);

/// <summary>Staff of the kitchen note a batch's food-safety record, or correct it: what stood there before stays in its history.</summary>
internal static class RecordFoodSafetyEndpoint
{
    private static readonly Duration ClocksDiffer = Duration.FromMinutes(5);
    private static readonly Duration LongAgo = Duration.FromDays(60);

    internal static void Map(RouteGroupBuilder group) => group.MapPut("/batches/{id:guid}/food-safety", HandleAsync)
        .WithName("Kitchen_RecordFoodSafety").WithSummary("Note or correct a batch's food-safety record").AllowRoles(Role.CanteenStaff)
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Ok<FoodSafetyView>, ProblemHttpResult>> HandleAsync(
        Guid id, RecordFoodSafetyRequest request, Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var cookedAt = check.Required("cookedAt", request.CookedAt);
        var temperature = check.Range("coreTemperatureTenths", request.CoreTemperatureTenths, -300, 1500);
        var remark = check.OptionalText("remark", request.Remark, 500);
        var portions = request.PortionsCooked is null ? (int?)null : check.Range("portionsCooked", request.PortionsCooked, 0, 100_000);
        var grams = check.Range("sampleGrams", request.SampleGrams, FoodSafetyRecord.LeastSampleGrams, 5_000);
        var place = check.Text("samplePlace", request.SamplePlace, 100);
        var takenAt = check.Required("sampleTakenAt", request.SampleTakenAt);
        if (check.Failed) return check.Error.ToProblem();

        var noted = await database.WriteAsync(
            unit => NoteAsync(
                unit, id, caller, request.Version,
                version => new FoodSafetyRecord
                {
                    BatchId = id, Version = version, CookedAt = cookedAt, CoreTemperatureTenths = temperature, Remark = remark, PortionsCooked = portions,
                    SampleGrams = grams, SamplePlace = place, SampleTakenAt = takenAt, SampleDisposedAt = request.SampleDisposedAt,
                    PackedAt = request.PackedAt, NotedBy = caller.Id, NotedAt = unit.Now,
                },
                ct),
            ct);
        return noted.Match<Results<Ok<FoodSafetyView>, ProblemHttpResult>>(view => TypedResults.Ok(view), error => error.ToProblem());
    }

    private static async Task<Result<FoodSafetyView>> NoteAsync(
        Unit<KitchenDbContext> unit, Guid batchId, Caller caller, int? seenVersion, Func<int, FoodSafetyRecord> make, CancellationToken ct)
    {
        if (await unit.Db.Batches.SingleOrDefaultAsync(b => b.Id == batchId, ct) is not { } batch || !caller.WorksAt(batch.KitchenSiteCode)) return new Absent();
        var history = await unit.Db.FoodSafetyRecords.AsNoTracking().Where(r => r.BatchId == batchId).OrderBy(r => r.Version).ToListAsync(ct);
        if (seenVersion is not null && seenVersion != history.Count) return new Stale();
        var record = make(history.Count + 1);
        if (Refuse(record, unit.Now) is { } error) return error;

        unit.Db.FoodSafetyRecords.Add(record);
        return FoodSafetyView.Of(batch, [.. history, record]);
    }

    private static Error? Refuse(FoodSafetyRecord record, Instant now)
    {
        var latest = now + ClocksDiffer;
        foreach (var (field, at) in new[]
            { ("cookedAt", record.CookedAt), ("sampleTakenAt", record.SampleTakenAt), ("sampleDisposedAt", record.SampleDisposedAt), ("packedAt", record.PackedAt) })
        {
            if (at > latest) return new Invalid(field, "lies in the future");
            if (at < now - LongAgo) return new Invalid(field, "lies more than 60 days back");
        }

        if (record.SampleDisposedAt < record.SampleKeepUntil) return new SampleKeptTooShort();
        if (record.PackedAt < record.CookedAt) return new Invalid("packedAt", "lies before cookedAt");
        return record is { CoreTemperatureTenths: < FoodSafetyRecord.CookedThroughTenths, Remark: null } ? new TemperatureNeedsRemark() : null;
    }
}
