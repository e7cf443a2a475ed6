using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Tests.Support;

namespace MealDispatch.Subsidy.Tests.Decisions;

/// <summary>No consumer relies on order of arrival: every story of an order ends alike, however its messages come.</summary>
public sealed class ArrivalOrderTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    private static readonly Dictionary<string, (Func<ATown, OrderPlaced, Task>[] Messages, string End)> Stories = new()
    {
        ["cancelled"] = ([(t, o) => t.CancelAsync(o)], "released 600"),
        ["served"] = ([(t, o) => t.ServeAsync(o)], "consumed 600"),
        ["handed over"] = ([(t, o) => t.HandOverAsync(o)], "consumed 600"),
        ["not collected"] = ([(t, o) => t.NotCollectedAsync(o)], "consumed 600 no-show"),
        ["delivered"] = ([(t, o) => t.PickUpAsync(o), (t, o) => t.DeliverAsync(o)], "consumed 600"),
        ["picked up, then lost"] = ([(t, o) => t.PickUpAsync(o), (t, o) => t.FailAsync(o, DeliveryFailure.Other)], "released 600"),
        ["picked up, no answer"] = ([(t, o) => t.PickUpAsync(o), (t, o) => t.FailAsync(o, DeliveryFailure.NoAnswer)], "consumed 600 no-show"),
        ["picked up only"] = ([(t, o) => t.PickUpAsync(o)], ""),
    };

    public static TheoryData<string> Names => [.. Stories.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task Story_InEveryOrderOfArrival_EndsAlike(string story)
    {
        var (messages, end) = Stories[story];
        var town = await ATown.OpenAsync(factory);
        Func<ATown, OrderPlaced, Task>[] all = [(t, o) => t.PlaceAsync(o), .. messages];
        foreach (var arrival in Permutations(all))
        {
            var order = town.AnOrder(fulfilment: Fulfilment.Delivery);
            foreach (var send in arrival)
                await send(town, order);

            Assert.Equal(end, town.EndOf(order));
        }
    }

    /// <summary>Two that contradict each other: whichever settles first stays, and the other changes nothing.</summary>
    [Fact]
    public async Task Contradiction_SettlesOnce()
    {
        var town = await ATown.OpenAsync(factory);
        Func<ATown, OrderPlaced, Task>[] ends = [.. Stories.Values.Where(s => s.Messages.Length == 1 && s.End.Length > 0).Select(s => s.Messages[0])];
        foreach (var first in ends)
        {
            foreach (var second in ends)
            {
                var order = town.AnOrder();
                await town.PlaceAsync(order);
                await first(town, order);
                var end = town.EndOf(order);
                await second(town, order);

                Assert.Equal(end, town.EndOf(order));
                Assert.DoesNotContain(",", end, StringComparison.Ordinal);
            }
        }
        Assert.Equal(0, (await town.BudgetAsync()).Reserved);
        Assert.Equal(0, (await town.BalancesAsync()).Values.Sum());
    }

    private static IEnumerable<T[]> Permutations<T>(T[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((item, i) => Permutations([.. items[..i], .. items[(i + 1)..]]).Select(rest => (T[])[item, .. rest]));
}
