using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Subsidy.CourierStatements;
using Microsoft.Extensions.Options;

namespace MealDispatch.Subsidy.Tests.CourierStatements;

/// <summary>
/// One meal and what its courier's statement has of it. Boundaries: no line, one, several; each of delivered, failed and cancelled on both
/// sides; a fee known, not known, a fen apart; another courier's line; a meal that is not subsidised; a no-show that is paid or not.
/// </summary>
public sealed class CourierMatchTests
{
    private static readonly CarriedMeal Delivered = new(Ids.New(), "HX01", "fengniao", ["F1", "A1", "N1"], Subsidised: true, Delivered: true, KeptNoShow: false, FeeFen: 500);

    [Theory]
    [InlineData("delivered", "F1 Delivered 500", "")]
    [InlineData("delivered", "A1 Delivered 500", "")]
    [InlineData("delivered", "N1 Delivered 500", "")]
    [InlineData("delivered", "", "NotOnStatement")]
    [InlineData("delivered", "F1 Delivered 501", "FeeDiffers")]
    [InlineData("delivered", "F1 Failed 500", "StatementSaysNotDelivered")]
    [InlineData("delivered", "F1 Cancelled 0", "StatementSaysNotDelivered")]
    [InlineData("delivered", "F1 Delivered 500, F1 Delivered 500", "TwiceOnStatement")]
    [InlineData("delivered", "F1 Delivered 500, N1 Failed 200", "TwiceOnStatement")]
    [InlineData("delivered", "F1 Delivered 500, F1 Cancelled 0", "")]
    [InlineData("delivered", "F1 Delivered 500, F2 Cancelled 0", "")]
    [InlineData("delivered", "F1 Delivered 500, F2 Cancelled 200", "OnStatementOnly")]
    [InlineData("delivered", "F1 Delivered 500, C1 Cancelled 200", "")]
    [InlineData("delivered", "F1 Delivered 500, C1 Cancelled 201", "FeeDiffers")]
    [InlineData("delivered", "F1 Delivered 500, C1 Cancelled 0", "FeeDiffers")]
    [InlineData("delivered", "F1 Delivered 500, C1 Delivered 200", "OnStatementOnly")]
    [InlineData("not delivered", "C1 Cancelled 200", "")]
    [InlineData("delivered", "F1 Delivered 500, F2 Delivered 500, F2 Delivered 500", "OnStatementOnly TwiceOnStatement")]
    [InlineData("not delivered", "F1 Failed 500", "")]
    [InlineData("not delivered", "F1 Cancelled 0", "")]
    [InlineData("not delivered", "", "")]
    [InlineData("not delivered", "F1 Delivered 500", "StatementSaysDelivered")]
    [InlineData("no-show that is paid", "F1 Failed 500", "")]
    [InlineData("no-show that is paid", "", "NotOnStatement")]
    [InlineData("of another courier", "F1 Delivered 500", "OnStatementOnly")]
    [InlineData("of another courier", "", "")]
    [InlineData("of nobody yet", "N1 Delivered 500", "StatementSaysDelivered")]
    [InlineData("not subsidised", "F1 Delivered 999", "")]
    [InlineData("not subsidised", "", "")]
    [InlineData("of unknown fee", "F1 Delivered 999", "")]
    [InlineData("of another site", "F1 Cancelled 0", "")]
    public void Meal_BesideItsLines(string meal, string lines, string kinds)
    {
        var ours = meal switch
        {
            "not delivered" => Delivered with { Delivered = false, FeeFen = null },
            "no-show that is paid" => Delivered with { Delivered = false, FeeFen = null, KeptNoShow = true },
            "of another courier" => Delivered with { Courier = "dada" },
            "of nobody yet" => Delivered with { Courier = null, Delivered = false, FeeFen = null },
            "not subsidised" => Delivered with { Subsidised = false },
            "of unknown fee" => Delivered with { FeeFen = null },
            "of another site" => Delivered with { SiteCode = "HX02" },
            _ => Delivered,
        };

        var found = CourierMatch.Of("HX01", new HashSet<string> { "fengniao" }, [ours], [new CancelledGo(ours.OrderId, "fengniao", ["C1"], 200)], [.. lines.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(LineOf)]);

        Assert.Equal(kinds, string.Join(' ', found.Select(d => d.Kind)));
    }

    [Theory]
    [InlineData("2025-07-01 11:32:05", "2025-07-01T11:32:05")]
    [InlineData("2025/7/1 9:05", "2025-07-01T09:05:00")]
    [InlineData("2025-07-01T11:32:05", "2025-07-01T11:32:05")]
    [InlineData("2025-06-30T16:00:00Z", "2025-07-01T00:00:00")]
    [InlineData("2025-07-01T11:32:05+08:00", "2025-07-01T11:32:05")]
    [InlineData("45839.480613425927", "2025-07-01T11:32:05")]
    [InlineData("2025-02-29 10:00", null)]
    [InlineData("昨天", null)]
    [InlineData("1E300", null)]
    public void Time_AsCouriersAndSpreadsheetsWriteIt(string text, string? expected)
    {
        var check = new Check();
        var row = StatementColumns.Read(Row("F1", text, "5"), new Town(Options.Create(new TownOptions())), check);

        Assert.Equal(expected is null, check.Failed);
        if (expected is not null)
            Assert.Equal(expected, row.At.ToString("uuuu-MM-dd'T'HH:mm:ss", null));
    }

    [Theory]
    [InlineData("F-1", "0", true)]
    [InlineData("'8000000001", "10000.00", true)]
    [InlineData("8E+17", "5", false)]
    [InlineData("F1", "10000.01", false)]
    [InlineData("F1", "-0.01", false)]
    [InlineData("F1", "5.001", false)]
    [InlineData("F1", "", false)]
    [InlineData("F1", "￥5.50", true)]
    public void NumberAndFee_AtTheirEdges(string number, string fee, bool good)
    {
        var check = new Check();
        StatementColumns.Read(Row(number, "2025-07-01 11:32", fee), new Town(Options.Create(new TownOptions())), check);

        Assert.Equal(good, !check.Failed);
    }

    private static SheetRow Row(string number, string time, string fee) => new(2, new Dictionary<string, string>
    {
        ["provider"] = "蜂鸟", ["orderNumber"] = number, ["site"] = "HX01", ["time"] = time, ["state"] = "已送达", ["fee"] = fee,
    });

    private static BilledLine LineOf(string text)
    {
        var parts = text.Split(' ');
        return new BilledLine("HX01", "fengniao", new CourierStatementLine
        {
            StatementId = default, Number = 1, CourierNumber = parts[0], OurNumber = null, At = default, On = default, State = Enum.Parse<BilledState>(parts[1]),
            FeeFen = long.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture),
        });
    }
}
