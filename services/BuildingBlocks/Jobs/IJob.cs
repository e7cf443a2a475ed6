namespace MealDispatch.BuildingBlocks.Jobs;

/// <summary>
/// A trigger: it looks for what is due by the business clock and is safe to run twice, late, or on two machines, because the
/// claim itself makes a double run harmless.
/// </summary>
public interface IJob
{
    /// <summary>Real time between runs.</summary>
    TimeSpan Every { get; }

    Task RunAsync(CancellationToken ct);
}
