using MealDispatch.Contracts;
using MealDispatch.Kitchen.Tickets;
using NodaTime;

namespace MealDispatch.Kitchen.Tests.Tickets;

public class TicketCodeTests
{
    [Theory]
    [InlineData(MealPeriod.Breakfast, 1, "HX01-20250625-B-001")]
    [InlineData(MealPeriod.Lunch, 12, "HX01-20250625-L-012")]
    [InlineData(MealPeriod.Dinner, 999, "HX01-20250625-D-999")]
    [InlineData(MealPeriod.Lunch, 1000, "HX01-20250625-L-1000")]
    public void Code_OfATicket_NamesSiteDateMealAndNumber(MealPeriod meal, int number, string expected) =>
        Assert.Equal(expected, TicketCode.Of("HX01", new LocalDate(2025, 6, 25), meal, number));
}
