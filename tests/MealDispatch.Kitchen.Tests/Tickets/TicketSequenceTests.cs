using FsCheck;
using FsCheck.Fluent;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Tickets;

namespace MealDispatch.Kitchen.Tests.Tickets;

public class TicketSequenceTests
{
    private static Serving At(string stop, string door, string number, params string[] diets) =>
        Servings.Plain with { OrderId = new Guid(int.Parse(number), 0, 0, new byte[8]), OrderNumber = number, Stop = stop, Destination = $"{stop} {door}", DietTags = diets };

    [Fact]
    public void Sequence_OfMixedOrders_PutsSpecialsFirstAndKeepsBuildingsTogether()
    {
        var arranged = TicketSequence.Arrange(
        [
            At("10号楼", "101", "1"), At("9号楼", "1002", "2"), At("10号楼", "102", "3", "低盐"),
            At("9号楼", "302", "4"), At("9号楼", "302", "5", "低糖"),
        ]);

        Assert.Equal(["5", "3", "4", "2", "1"], arranged.Select(s => s.OrderNumber));
    }

    [Theory]
    [InlineData("示范路1弄", "2号楼", "示范路1弄 2号楼", "2号楼 202室")]
    [InlineData("新华路8弄", "2号楼", "新华路8弄 2号楼", "2号楼 202室")]
    [InlineData("新华路8弄2号楼202室", "2号楼", "新华路8弄2号楼", "2号楼 202室")]
    [InlineData("新华路8弄2号楼", null, "新华路8弄2号楼", "新华路8弄2号楼")]
    public void Stop_IsABuildingOfAnEstate(string address, string? building, string stop, string destination)
    {
        Assert.Equal((stop, destination), TicketPlace.WayOf(Fulfilment.Delivery, "食堂", viaTable: false, new Door(address, building, "202室")));
    }

    [Fact]
    public void Sequence_OfAnyOrders_IsTheSameForEveryArrivalAndLosesNone()
    {
        var orders = Gen.Choose(1, 5).Zip(Gen.Choose(1, 30)).Zip(Gen.Elements(true, false)).ListOf()
            .Select(list => list.Select((x, i) => At($"{x.Item1.Item1}号楼", $"{x.Item1.Item2}", $"{i + 1}", x.Item2 ? ["软食"] : [])).ToList());

        Prop.ForAll(orders.ToArbitrary(), servings =>
        {
            var forward = TicketSequence.Arrange(servings);
            var backward = TicketSequence.Arrange(servings.AsEnumerable().Reverse());
            Assert.Equal(forward.Select(s => s.OrderId), backward.Select(s => s.OrderId));
            Assert.Equal(servings.Select(s => s.OrderId).Order(), forward.Select(s => s.OrderId).Order());
            Assert.Equal(forward.Select(s => s.IsSpecial).OrderDescending(), forward.Select(s => s.IsSpecial));
            foreach (var group in forward.GroupBy(s => s.IsSpecial))
            {
                var stops = group.Select(s => s.Stop).ToList();
                var visits = stops.Where((s, i) => i == 0 || stops[i - 1] != s).ToList();
                Assert.Equal(visits.Distinct(), visits);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Warnings_OfAnAvoidedIngredientThatIsInTheMeal_SaySoFirst()
    {
        var serving = Servings.Plain with { DietTags = ["低盐"], Avoid = ["花生", "猪肉"] };

        Assert.Equal(["本餐含猪肉", "低盐", "忌花生", "忌猪肉"], serving.Warnings);
    }
}
