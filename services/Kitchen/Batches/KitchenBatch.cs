using System.Globalization;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Kitchen.Batches;

internal enum BatchStatus
{
    Open,
    Closed,
}

/// <summary>What is cooked together: one kitchen, service date and meal period.</summary>
internal sealed record Meal(string KitchenSiteCode, LocalDate ServiceDate, MealPeriod MealPeriod);

/// <summary>备餐批次: the orders of one meal that are cooked together. At most one of a meal is open.</summary>
internal sealed class KitchenBatch
{
    public required Guid Id { get; init; }

    /// <summary>Sorts by service date; unique: <c>20250625-HX01-lunch-001</c>.</summary>
    public required string Name { get; init; }

    public required string KitchenSiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    /// <summary>1 for the batch of the cutoff, then 2, 3 … for supplementary waves.</summary>
    public required int Wave { get; init; }

    public BatchStatus Status { get; private set; } = BatchStatus.Open;

    /// <summary>The latest cutoff among its orders.</summary>
    public Instant CutoffAt { get; private set; }

    /// <summary>Null while open.</summary>
    public Instant? ClosedAt { get; private set; }

    /// <summary>Real time, UTC, since when it is seen past its cutoff and not complete; null before that.</summary>
    public DateTime? OverdueSince { get; set; }

    public int Version { get; private set; }

    public Meal Meal => new(KitchenSiteCode, ServiceDate, MealPeriod);

    public static KitchenBatch Open(Guid id, Meal meal, int wave) => new()
    {
        Id = id,
        Name = string.Create(
            CultureInfo.InvariantCulture, $"{meal.ServiceDate:yyyyMMdd}-{meal.KitchenSiteCode}-{Json.Word(meal.MealPeriod)}-{wave:D3}"),
        KitchenSiteCode = meal.KitchenSiteCode,
        ServiceDate = meal.ServiceDate,
        MealPeriod = meal.MealPeriod,
        Wave = wave,
    };

    /// <summary>An order came in, or left: whoever closes it meanwhile must look again.</summary>
    public void Touch(Instant? cutoffAt = null)
    {
        if (cutoffAt > CutoffAt) CutoffAt = cutoffAt.Value;
        Version++;
    }

    public void Close(Instant now)
    {
        Status = BatchStatus.Closed;
        ClosedAt = now;
        Version++;
    }
}

/// <summary>Ordering said which orders of one site and meal are confirmed at the cutoff.</summary>
internal sealed class ClosedWindow
{
    public required string SiteCode { get; init; }

    public required string KitchenSiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required IReadOnlyList<Guid> OrderIds { get; init; }
}
