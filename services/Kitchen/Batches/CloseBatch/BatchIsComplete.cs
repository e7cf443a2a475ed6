namespace MealDispatch.Kitchen.Batches.CloseBatch;

/// <summary>What the kitchen knows of one meal when it asks whether its batch may close.</summary>
internal sealed record CompletenessFacts
{
    /// <summary>The canteen and every table it supplies that take orders for this meal.</summary>
    public required IReadOnlySet<string> ServingSites { get; init; }

    /// <summary>By site: the orders that Ordering named when the site's ordering ended.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Guid>> ClosedWindows { get; init; }

    /// <summary>Orders that the kitchen holds, in any wave, and cancelled ones.</summary>
    public required IReadOnlySet<Guid> Known { get; init; }
}

/// <summary>A batch is complete when ordering has ended at every site it cooks for and all orders named then have arrived.</summary>
internal static class BatchIsComplete
{
    internal static bool Decide(CompletenessFacts facts) =>
        facts.ServingSites.Count > 0
        && facts.ServingSites.All(facts.ClosedWindows.ContainsKey)
        && facts.ClosedWindows.Values.SelectMany(ids => ids).All(facts.Known.Contains);
}
