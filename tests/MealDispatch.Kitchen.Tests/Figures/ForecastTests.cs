using MealDispatch.Contracts;
using MealDispatch.Kitchen.Figures.ForecastMeals;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Kitchen.Tests.Figures;

public sealed class ForecastTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    private static readonly LocalDate Tuesday = new(2025, 7, 1);

    /// <summary>Meals of the weeks before, the latest first; 0 is a day without any. Other weekdays do not count.</summary>
    [Theory]
    [InlineData("10 20", null)]
    [InlineData("10 30 20", 20)]
    [InlineData("10 20 30 41", 25)]
    [InlineData("10 20 31 41", 26)]
    [InlineData("0 12 0 0 0 0 14 16", 14)]
    [InlineData("1 2 3 4 5 6 1000 1000", 4)]
    [InlineData("5 5 5 900", 5)]
    [InlineData("0 0 0 0 0 0 0 0 10 20 30", null)]
    public void Forecast_OfTheSameWeekdays_IsTheirMedian(string weeks, int? meals)
    {
        var days = weeks.Split(' ').Select((n, week) => (Date: Tuesday.PlusWeeks(-1 - week), Meals: int.Parse(n, null)))
            .Where(d => d.Meals > 0).Append((Tuesday.PlusDays(-1), 7777)).ToDictionary(d => d.Item1, d => d.Item2);

        Assert.Equal(meals, MealForecast.Of(MealPeriod.Lunch, Tuesday, days, new Dictionary<LocalDate, int>()).Meals);
    }

    /// <summary>A day on which people ate only at the counter was open: nothing was ordered on it.</summary>
    [Fact]
    public void Forecast_CountsWhatIsEatenAtTheCounterApart()
    {
        var ordered = new Dictionary<LocalDate, int> { [Tuesday.PlusWeeks(-1)] = 10, [Tuesday.PlusWeeks(-2)] = 20 };
        var atCounter = new Dictionary<LocalDate, int> { [Tuesday.PlusWeeks(-2)] = 3, [Tuesday.PlusWeeks(-3)] = 7 };

        var forecast = MealForecast.Of(MealPeriod.Lunch, Tuesday, ordered, atCounter);

        Assert.Equal((10, 3), (forecast.Meals, forecast.AtCounter));
        Assert.Equal([(10, 0), (20, 3), (0, 7)], forecast.BasedOn.Select(d => (d.Meals, d.AtCounter)));
    }

    [Fact]
    public async Task Forecast_OfACanteen_HasItsTablesMealsToo_AndLeavesOutCancelledOnes()
    {
        var kitchen = await factory.NewCanteenAsync();
        var table = await factory.NewTableAsync(kitchen);
        var staff = await factory.SignedInAsync(Role.CanteenStaff, sites: [kitchen, table]);
        for (var week = 1; week <= 3; week++)
        {
            var cancelled = factory.AnOrder(kitchen) with { ServiceDate = KitchenFactory.Today.PlusWeeks(-week) };
            foreach (var order in new[] { factory.AnOrder(kitchen), factory.AnOrder(kitchen, table), cancelled })
                await factory.ConfirmAsync(order with { ServiceDate = cancelled.ServiceDate });
            await KitchenFactory.CloseBatchesAsync(staff, kitchen);
            await factory.CancelAsync(cancelled);
            await factory.ServeAtCounterAsync(table, cancelled.ServiceDate);
        }

        Assert.Equal((2, 1), await MealsAsync(staff, kitchen));
        Assert.Equal((1, 1), await MealsAsync(staff, table));
        var stranger = await factory.StaffOfAsync(await factory.NewCanteenAsync());
        await (await stranger.GetAsync($"/api/kitchen/forecast?siteCode={kitchen}&serviceDate=2025-07-01")).ProblemAsync(404, "request.not-found");
        await (await staff.GetAsync($"/api/kitchen/forecast?siteCode={kitchen}&serviceDate=tomorrow")).ProblemAsync(400, "request.invalid");
    }

    private static async Task<(int Meals, int AtCounter)> MealsAsync(HttpClient staff, string site)
    {
        var meal = (await staff.GetJsonAsync($"/api/kitchen/forecast?siteCode={site}&serviceDate=2025-07-01"))["items"]!.AsArray().Single()!;
        return ((int)meal["meals"]!, (int)meal["atCounter"]!);
    }
}
