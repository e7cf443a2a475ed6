using MealDispatch.Kitchen.Batches.CloseDueBatches;
using NodaTime;

namespace MealDispatch.Kitchen.Tests.Batches;

/// <summary>The kitchen whose patience after the cutoff is none.</summary>
public sealed class ImpatientKitchen : KitchenFactory
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Kitchen:CloseAnywayAfter"] = "00:00:00" };
}

public class CloseDueBatchesTests(ImpatientKitchen factory) : IClassFixture<ImpatientKitchen>
{
    [Fact]
    public async Task Batch_BeforeItsCutoff_IsLeftOpen()
    {
        var kitchen = await factory.NewCanteenAsync();
        await factory.ConfirmAsync(factory.AnOrder(kitchen));
        factory.Clock.Now = KitchenFactory.Cutoff - Duration.FromMilliseconds(1);

        await factory.RunJobAsync<CloseDueBatchesJob>();

        Assert.Empty(factory.ClosedOf(kitchen));
    }

    [Fact]
    public async Task Batch_AtItsCutoffAndPatienceOver_ClosesWithWhatItHasAndTheRestFollows()
    {
        var kitchen = await factory.NewCanteenAsync();
        var (here, missing) = (factory.AnOrder(kitchen), factory.AnOrder(kitchen));
        await factory.ConfirmAsync(here);
        await factory.CloseWindowAsync(kitchen, kitchen, here, missing);
        factory.Clock.Now = KitchenFactory.Cutoff;

        await factory.RunJobAsync<CloseDueBatchesJob>();
        Assert.Equal([here.OrderId], Assert.Single(factory.ClosedOf(kitchen)).Tickets.Select(t => t.OrderId));
        Assert.Contains(factory.LoggedErrors, e => e.Contains(kitchen, StringComparison.Ordinal));
        await factory.ConfirmAsync(missing);

        Assert.Equal([1, 2], factory.ClosedOf(kitchen).Select(b => b.Wave));
    }

    [Fact]
    public async Task Batch_WithoutAnyWordFromOrdering_StillCloses()
    {
        var kitchen = await factory.NewCanteenAsync();
        await factory.ConfirmAsync(factory.AnOrder(kitchen));
        factory.Clock.Now = KitchenFactory.Cutoff;
        await factory.RunJobAsync<CloseDueBatchesJob>();
        await factory.ConfirmAsync(factory.AnOrder(kitchen));
        await factory.RunJobAsync<CloseDueBatchesJob>();

        Assert.Equal([1, 2], factory.ClosedOf(kitchen).Select(b => b.Wave));
    }

    [Fact]
    public async Task Batch_OfATableWithAnEarlierCutoff_WaitsForItsCanteens()
    {
        var kitchen = await factory.NewCanteenAsync();
        var table = await factory.NewTableAsync(kitchen);
        var early = KitchenFactory.Cutoff - Duration.FromHours(1);
        await factory.ConfirmAsync(factory.AnOrder(kitchen, table) with { CutoffAt = early });
        factory.Clock.Now = early + Duration.FromMinutes(1);

        await factory.RunJobAsync<CloseDueBatchesJob>();

        Assert.Empty(factory.ClosedOf(kitchen));
    }

    [Fact]
    public async Task Job_RunByEightInstancesAtOnce_ClosesTheBatchOnce()
    {
        var kitchen = await factory.NewCanteenAsync();
        foreach (var _ in Enumerable.Range(0, 20)) await factory.ConfirmAsync(factory.AnOrder(kitchen));
        factory.Clock.Now = KitchenFactory.Cutoff;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => factory.RunJobAsync<CloseDueBatchesJob>()));

        Assert.Equal(20, Assert.Single(factory.ClosedOf(kitchen)).Tickets.Count);
    }
}

public class PatientKitchenTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    [Fact]
    public async Task Batch_PastItsCutoffWithPatienceLeft_WaitsForWhatIsMissing()
    {
        var kitchen = await factory.NewCanteenAsync();
        await factory.ConfirmAsync(factory.AnOrder(kitchen));
        factory.Clock.Now = KitchenFactory.Cutoff + Duration.FromHours(1);

        await factory.RunJobAsync<CloseDueBatchesJob>();
        await factory.RunJobAsync<CloseDueBatchesJob>();

        Assert.Empty(factory.ClosedOf(kitchen));
        Assert.Empty(factory.LoggedErrors);
    }
}
