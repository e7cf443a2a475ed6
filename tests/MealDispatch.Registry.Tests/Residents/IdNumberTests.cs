using MealDispatch.Registry.Residents;
using NodaTime;

namespace MealDispatch.Registry.Tests.Residents;

public sealed class IdNumberTests
{
    [Theory]
    [InlineData("11010519491231002X")]
    [InlineData("11010519491231002x")]
    public void Parse_TheStandardsExample_ReadsBirthDateAndGender(string text)
    {
        var number = IdNumber.Parse(text)!;
        Assert.Equal(new LocalDate(1949, 12, 31), number.BirthDate);
        Assert.Equal(Gender.Female, number.Gender);
        Assert.Equal("110***********002X", number.Masked);
        Assert.Equal("110***********002X", number.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("110105194912310021")]
    [InlineData("11010519491231002")]
    [InlineData("1101051949123100２X")]
    [InlineData("11010519491331002X")]
    [InlineData("X1010519491231002X")]
    [InlineData("11010519491231002X\n0")]
    public void Parse_AnythingElse_IsNone(string? text) => Assert.Null(IdNumber.Parse(text));
}
