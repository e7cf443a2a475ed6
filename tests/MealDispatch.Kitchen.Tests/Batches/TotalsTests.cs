using FsCheck;
using FsCheck.Fluent;
using MealDispatch.Kitchen.Batches;
using MealDispatch.Kitchen.Tests.Tickets;
using MealDispatch.Kitchen.Tickets;

namespace MealDispatch.Kitchen.Tests.Batches;

public class TotalsTests
{
    [Fact]
    public void Totals_OfAnyOrders_AreTheSumsOfTheirLines()
    {
        var lines = Gen.Choose(0, 4).Zip(Gen.Choose(1, 9)).Select(x => new ServingLine($"I{x.Item1}", $"菜{x.Item1}", x.Item2, [])).NonEmptyListOf();
        var serving = lines.Zip(Gen.SubListOf("低盐", "低糖", "软食")).Zip(Gen.Choose(1, 3))
            .Select(x => Servings.Plain with { Lines = [.. x.Item1.Item1], DietTags = [.. x.Item1.Item2], Stop = $"{x.Item2}号楼" });

        Prop.ForAll(serving.ListOf().ToArbitrary(), servings =>
        {
            var items = Totals.Items(servings);
            Assert.Equal(servings.Sum(s => s.Lines.Sum(l => l.Quantity)), items.Sum(i => i.Quantity));
            Assert.All(items, i => Assert.Equal(servings.SelectMany(s => s.Lines).Where(l => l.ItemCode == i.ItemCode).Sum(l => l.Quantity), i.Quantity));
            Assert.Equal(servings.Count, Totals.Destinations(servings).Sum(d => d.Orders));
            Assert.Equal(servings.Sum(s => s.DietTags.Count), Totals.Diets(servings).Sum(d => d.Orders));
        }).QuickCheckThrowOnFailure();
    }
}
