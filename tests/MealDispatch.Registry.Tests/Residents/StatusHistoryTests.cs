using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Residents;
using NodaTime;

namespace MealDispatch.Registry.Tests.Residents;

public sealed class StatusHistoryTests
{
    private static readonly LocalDate July1 = new(2025, 7, 1);

    // Boundaries: the day before, the first, the last, the day after; within one period, over several, joining equals.
    [Fact]
    public void With_APauseBetween_KeepsWhatHeldBeforeAndAfter()
    {
        var history = StatusHistory.From(ResidentStatus.Active).With(ResidentStatus.Paused, July1, July1.PlusDays(2));

        Assert.Equal(
            [
                new ResidentStatusPeriod(ResidentStatus.Active, null, July1.PlusDays(-1)),
                new ResidentStatusPeriod(ResidentStatus.Paused, July1, July1.PlusDays(2)),
                new ResidentStatusPeriod(ResidentStatus.Active, July1.PlusDays(3), null),
            ],
            history);
        Assert.Equal(ResidentStatus.Active, history.On(July1.PlusDays(-1)));
        Assert.Equal(ResidentStatus.Paused, history.On(July1));
        Assert.Equal(ResidentStatus.Paused, history.On(July1.PlusDays(2)));
        Assert.Equal(ResidentStatus.Active, history.On(July1.PlusDays(3)));
    }

    [Fact]
    public void With_TheStatusThatHolds_ChangesNothing()
    {
        var history = StatusHistory.From(ResidentStatus.Active).With(ResidentStatus.Paused, July1, July1);
        Assert.Equal(StatusHistory.From(ResidentStatus.Active), history.With(ResidentStatus.Active, July1, July1));
    }

    [Fact]
    public void With_AnyChanges_CoversEachDateOnce()
    {
        var random = new Random(7);
        var history = StatusHistory.From(ResidentStatus.Pending);
        for (var change = 0; change < 200; change++)
        {
            var from = July1.PlusDays(random.Next(-30, 30));
            var to = random.Next(4) == 0 ? (LocalDate?)null : from.PlusDays(random.Next(0, 10));
            var status = (ResidentStatus)random.Next(5);
            var before = history;
            history = history.With(status, from, to);
            Assert.Null(history[0].From);
            Assert.Null(history[^1].To);
            Assert.All(history.Zip(history.Skip(1)), pair => Assert.Equal(pair.First.To!.Value.PlusDays(1), pair.Second.From));
            for (var day = July1.PlusDays(-35); day < July1.PlusDays(45); day = day.PlusDays(1))
                Assert.Equal(day >= from && !(day > to) ? status : before.On(day), history.On(day));
        }
    }
}
