using MealDispatch.Kitchen.Tickets;

namespace MealDispatch.Kitchen.Tests.Tickets;

public class ShortNameTests
{
    [Theory]
    [InlineData("王兰", "王*")]
    [InlineData("王小兰", "王*兰")]
    [InlineData("王张小兰", "王*兰")]
    [InlineData("欧阳兰", "欧阳*")]
    [InlineData("欧阳娜娜", "欧阳*娜")]
    [InlineData("欧阳", "欧*")]
    [InlineData("王", "王*")]
    [InlineData("阿依古丽·买买提", "阿*提")]
    [InlineData("𠀀小𫟹", "𠀀*𫟹")]
    [InlineData("𠀀兰", "𠀀*")]
    [InlineData("  王小兰 ", "王*兰")]
    [InlineData("居民001", "居*1")]
    [InlineData("", "*")]
    public void Name_OfAnyForm_ShowsOnlyItsEnds(string name, string expected) => Assert.Equal(expected, ShortName.Of(name));
}
