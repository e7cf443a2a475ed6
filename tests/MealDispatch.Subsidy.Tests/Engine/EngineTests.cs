using MealDispatch.Contracts;
using MealDispatch.Subsidy.Engine;
using NodaTime;
using static MealDispatch.Subsidy.Tests.Engine.Examples;

namespace MealDispatch.Subsidy.Tests.Engine;

/// <summary>What the worked cases leave out.</summary>
public sealed class EngineTests
{
    [Fact]
    public void Limits_OfAGroup_CountTheRightsOfAllItsMembers()
    {
        var facts = AMeal(AFixed("G1", 400, 5, "g"), AFixed("G2", 300, 6, "g")).Used("G1", new Usage(1, 1, 1, 400));

        var decision = SubsidyEngine.Decide(facts);

        Assert.Empty(decision.Grants);
        Assert.Equal([RefusalReason.DayRightUsed, RefusalReason.DayRightUsed], decision.Refusals.Select(r => r.Reason));
    }

    [Fact]
    public void Limits_OfASchemeOutsideTheGroup_AreItsOwn()
    {
        var facts = AMeal(AFixed("G1", 400, 5), AFixed("G2", 300, 6)).Used("G1", new Usage(1, 1, 1, 400));

        Assert.Equal(["G2"], SubsidyEngine.Decide(facts).Grants.Select(g => g.Scheme));
    }

    [Fact]
    public void DayRight_UsedElsewhere_NamesSiteAndOrder()
    {
        var by = new UsedBy(
            "HX03", "华新第三长者食堂", Guid.Parse("11111111-1111-1111-1111-111111111111"), "A17", MealPeriod.Lunch,
            new LocalDateTime(2025, 6, 30, 9, 5).WithOffset(Offset.FromHours(8)));

        var decision = SubsidyEngine.Decide(AMeal(HalfPrice).Used("HX-2025", new Usage(1, 0, 1, 600, by)));

        Assert.Equal(by, Assert.Single(decision.Refusals).UsedBy);
        Assert.Equal("本餐没有补贴：今日补贴已在华新第三长者食堂使用（6月30日 9:05 订的午餐，订单 A17）；您付 19.00 元。", decision.Explanation.Zh);
        Assert.Equal(
            "No subsidy for this meal: today's subsidy was used at 华新第三长者食堂 (lunch ordered 2025-06-30 09:05, order A17); you pay 19.00 yuan.",
            decision.Explanation.En);
    }

    [Fact]
    public void DayRight_OfAGroup_NamesTheMemberThatWasUsedLast()
    {
        UsedBy At(int hour) => new("HX0" + hour, "", Guid.Empty, "", MealPeriod.Lunch, new LocalDateTime(2025, 7, 1, hour, 0).WithOffset(Offset.FromHours(8)));
        var facts = AMeal(AFixed("G1", 400, 5, "g"), AFixed("G2", 300, 6, "g"))
            .Used("G1", new Usage(1, 0, 1, 400, At(8))).Used("G2", new Usage(1, 0, 1, 300, At(9)));

        Assert.All(SubsidyEngine.Decide(facts).Refusals, refusal => Assert.Equal("HX09", refusal.UsedBy!.SiteCode));
    }

    [Fact]
    public void NothingLeft_ComesBeforeAUsedLimit()
    {
        var facts = (AMeal(HalfPrice) with { FoodFen = 1 }).Used("HX-2025", new Usage(1, 1, 1, 600));

        Assert.Equal(RefusalReason.NothingLeft, Assert.Single(SubsidyEngine.Decide(facts).Refusals).Reason);
    }

    [Fact]
    public void OperatorPayee_IsGrantedBesideTheTotal_AndLeavesWhatTheResidentPays()
    {
        var toOperator = AFixed("OP", 200, 1) with { Payee = Payee.Operator };

        var decision = SubsidyEngine.Decide(AMeal(toOperator, HalfPrice) with { FoodFen = 1000 });

        Assert.Equal([("OP", 200L, Payee.Operator), ("HX-2025", 500L, Payee.Resident)], decision.Grants.Select(g => (g.Scheme, g.AmountFen, g.Payee)));
        Assert.Equal(500, decision.TotalFen);
    }

    [Fact]
    public void Budget_UnknownOrMissing_HasNothing()
    {
        var decision = SubsidyEngine.Decide(AMeal(HalfPrice) with { Budgets = [] });

        Assert.Equal(RefusalReason.BudgetExhausted, Assert.Single(decision.Refusals).Reason);
    }

    [Fact]
    public void Explanation_OfHalfPrice_ReadsAsPeopleSpeak()
    {
        var decision = SubsidyEngine.Decide(AMeal(HalfPrice) with { FoodFen = 1300 });

        Assert.Equal("半价 6.50 元，每餐最高补贴 6.00 元，今日第 1 餐；本餐共补贴 6.00 元，您付 10.00 元。", decision.Explanation.Zh);
        Assert.Equal("half price 6.50 yuan, at most 6.00 yuan a meal, meal 1 of the day; subsidy 6.00 yuan in all, you pay 10.00 yuan.", decision.Explanation.En);
    }

    // Boundaries: the day before, the day, 28 and 29 February and 1 March, common and leap years, before birth.
    [Theory]
    [InlineData("1965-07-01", "2025-06-30", 59)]
    [InlineData("1965-07-01", "2025-07-01", 60)]
    [InlineData("1964-02-29", "2024-02-28", 59)]
    [InlineData("1964-02-29", "2024-02-29", 60)]
    [InlineData("1964-02-29", "2025-02-27", 60)]
    [InlineData("1964-02-29", "2025-02-28", 61)]
    [InlineData("1964-02-29", "1900-02-28", -64)]
    [InlineData("1964-02-28", "2024-02-28", 60)]
    [InlineData("1964-03-01", "2025-02-28", 60)]
    [InlineData("1965-12-31", "2025-12-30", 59)]
    [InlineData("2025-07-02", "2025-07-01", -1)]
    public void Age_IsReachedOnTheBirthday(string birthDate, string on, int age) =>
        Assert.Equal(age, Age.InFullYears(Date(birthDate), Date(on)));

    // Exact halves, multiples and the fen on either side.
    [Theory]
    [InlineData(1000, "33.33", false, 1, 333)]
    [InlineData(1000, "33.33", true, 10, 330)]
    [InlineData(1000, "33.5", true, 10, 340)]
    [InlineData(999, "33.5", true, 10, 330)]
    [InlineData(1, "50", true, 1, 1)]
    [InlineData(1, "49.99", true, 1, 0)]
    [InlineData(1199, "50", false, 1, 599)]
    [InlineData(1600, "50", false, 100, 800)]
    [InlineData(1599, "50", false, 100, 700)]
    [InlineData(7, "100", false, 10, 0)]
    [InlineData(5, "100", true, 10, 10)]
    [InlineData(1000, "50", false, 0, 500)]
    public void Percent_IsExact(long fen, string percent, bool halfUp, long unit, long expected) =>
        Assert.Equal(expected, (long)Fen.PercentOf(fen, decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture), new Rounding(halfUp ? RoundingMode.HalfUp : RoundingMode.Down, unit)));

    [Theory]
    [InlineData(601, new[] { 83.33, 16.67 }, new[] { 501L, 100L })]
    [InlineData(1, new[] { 50.0, 50.0 }, new[] { 1L, 0L })]
    [InlineData(100, new[] { 33.33, 33.33, 33.34 }, new[] { 34L, 33L, 33L })]
    [InlineData(100, new[] { 80.0, 80.0 }, new[] { 20L, 80L })]
    [InlineData(100, new[] { 10.0, 150.0 }, new[] { 0L, 100L })]
    public void Shares_AreRoundedDown_AndTheRestGoesToTheFirst(long amount, double[] percents, long[] expected)
    {
        var funders = percents.Select((percent, i) => new Funder("b" + i, (decimal)percent)).ToList();

        Assert.Equal(expected, FunderSplit.SharesOf(amount, funders).Select(share => share.ShareFen));
    }

    private static LocalDate Date(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
