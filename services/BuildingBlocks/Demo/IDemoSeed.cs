namespace MealDispatch.BuildingBlocks.Demo;

/// <summary>
/// What a service adds to the demonstration town. Runs at every start in demo mode and must change nothing when its part is
/// there already.
/// </summary>
public interface IDemoSeed
{
    Task SeedAsync(CancellationToken ct);
}
