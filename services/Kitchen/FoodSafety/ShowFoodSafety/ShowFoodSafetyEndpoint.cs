using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Batches;
using MealDispatch.Kitchen.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.FoodSafety.ShowFoodSafety;

/// <summary>A batch's food-safety record.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="SiteCode">The canteen that cooked.</param>
/// <param name="ServiceDate">Of the batch.</param>
/// <param name="MealPeriod">Of the batch.</param>
/// <param name="Wave">Of the batch.</param>
/// <param name="Version">What a correction must have seen; 0 before the first note.</param>
/// <param name="Current">What counts; null before the first note.</param>
/// <param name="History">What stood there before, oldest first.</param>
internal sealed record FoodSafetyView(
    Guid BatchId, string SiteCode, LocalDate ServiceDate, MealPeriod MealPeriod, int Wave, int Version, FoodSafetyEntry? Current, IReadOnlyList<FoodSafetyEntry> History)
{
    internal static FoodSafetyView Of(KitchenBatch batch, IReadOnlyList<FoodSafetyRecord> records) => new(
        batch.Id, batch.KitchenSiteCode, batch.ServiceDate, batch.MealPeriod, batch.Wave, records.Count,
        records is [.., var last] ? FoodSafetyEntry.Of(last) : null, [.. records.SkipLast(1).Select(FoodSafetyEntry.Of)]);
}

/// <summary>One version of a record; temperatures in tenths of a degree Celsius, <c>sampleKeepUntil</c> is 48 h after the sample was taken.</summary>
internal sealed record FoodSafetyEntry(
    int Version, Instant CookedAt, int CoreTemperatureTenths, string? Remark, int? PortionsCooked, int SampleGrams, string SamplePlace, Instant SampleTakenAt,
    Instant SampleKeepUntil, Instant? SampleDisposedAt, Instant? PackedAt, Guid NotedBy, Instant NotedAt)
{
    internal static FoodSafetyEntry Of(FoodSafetyRecord r) => new(
        r.Version, r.CookedAt, r.CoreTemperatureTenths, r.Remark, r.PortionsCooked, r.SampleGrams, r.SamplePlace, r.SampleTakenAt, r.SampleKeepUntil,
        r.SampleDisposedAt, r.PackedAt, r.NotedBy, r.NotedAt);
}

internal static class ShowFoodSafetyEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapGet("/batches/{id:guid}/food-safety", HandleAsync)
        .WithName("Kitchen_ShowFoodSafety").WithSummary("A batch's food-safety record with its corrections").AllowRoles(Role.CanteenStaff, Role.Officer, Role.Auditor)
        .ProducesProblem(404);

    private static async Task<Results<Ok<FoodSafetyView>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await db.Batches.SingleOrDefaultAsync(b => b.Id == id, ct) is not { } batch) return new Absent().ToProblem();
        if (!caller.WorksAt(batch.KitchenSiteCode))
        {
            var subdistrict = await db.Sites.Where(s => s.Code == batch.KitchenSiteCode).Select(s => s.Subdistrict).SingleOrDefaultAsync(ct);
            if (!caller.MayAudit(subdistrict)) return new Absent().ToProblem();
        }

        return TypedResults.Ok(FoodSafetyView.Of(batch, await db.FoodSafetyRecords.Where(r => r.BatchId == id).OrderBy(r => r.Version).ToListAsync(ct)));
    }
}
