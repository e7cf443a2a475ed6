using MealDispatch.Kitchen.Tickets;

namespace MealDispatch.Kitchen.Tests.Tickets;

public class DietWordsTests
{
    [Theory]
    [InlineData("low-salt", "低盐")]
    [InlineData("low-sugar", "低糖")]
    [InlineData("low-fat", "低脂")]
    [InlineData("soft", "软食")]
    [InlineData("halal", "清真")]
    [InlineData("vegetarian", "素食")]
    [InlineData("gluten-free", "gluten-free")]
    [InlineData("少油", "少油")]
    [InlineData("忌soft", "忌soft")]
    [InlineData("", "")]
    public void Warning_ForPeople_IsAWordWhereThereIsOne(string warning, string words) => Assert.Equal(words, DietWords.Of(warning));
}
