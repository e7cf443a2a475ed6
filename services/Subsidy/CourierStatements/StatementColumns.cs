using System.Globalization;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Money;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.BuildingBlocks.Time;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Subsidy.CourierStatements;

/// <summary>A row of a courier's table that makes sense.</summary>
/// <param name="Site">Code or name, as it stands there.</param>
internal sealed record StatementRow(string Courier, string Site, string? CourierNumber, string? OurNumber, LocalDateTime At, BilledState State, long FeeFen);

/// <summary>What the columns of couriers' tables are called, and how a row is read.</summary>
internal static class StatementColumns
{
    private const long MostFen = 10_000_00;
    private static readonly LocalDateTime ExcelEpoch = new(1899, 12, 30, 0, 0);

    private static readonly Dictionary<string, string> Names = Map(
        ("provider", "provider courier 平台 配送平台 配送商 配送公司 承运商 服务商"),
        ("orderNumber", "orderNumber providerReference 运单号 平台单号 平台订单号 配送单号 骑手单号"),
        ("ourNumber", "ourNumber deliveryNumber merchantOrderNumber 商户订单号 商家订单号 外部订单号 我方单号 订单号"),
        ("site", "site siteCode shop 助餐点 助餐点编号 门店 门店编号 门店名称"),
        ("time", "time at 时间 完成时间 送达时间 完单时间 下单时间"),
        ("state", "state status 状态 订单状态 运单状态"),
        ("fee", "fee feeYuan 费用 配送费 运费 金额 结算金额"));

    private static readonly Dictionary<string, BilledState> States = Map(
        (BilledState.Delivered, "delivered completed 送达 已送达 完成 已完成"),
        (BilledState.Failed, "failed returned exception 异常 失败 配送失败 未送达 已退回 拒收 已拒收"),
        (BilledState.Cancelled, "cancelled canceled 取消 已取消 关闭 已关闭"));

    private static readonly LocalDateTimePattern[] Times =
    [
        .. new[] { "uuuu-M-d H:mm:ss", "uuuu-M-d H:mm", "uuuu-M-d'T'H:mm:ss" }.Select(LocalDateTimePattern.CreateWithInvariantCulture),
    ];

    /// <summary>A unit in brackets behind the name does not matter: <c>配送费（元）</c>.</summary>
    public static string NameOf(string head)
    {
        var text = head.Split('（', '(')[0].Trim();
        return Names.GetValueOrDefault(text, text);
    }

    /// <summary>What is wrong stands in <paramref name="check"/>.</summary>
    public static StatementRow Read(SheetRow row, Town town, Check check)
    {
        var (courierNumber, ourNumber) = (Number(check, row, "orderNumber"), Number(check, row, "ourNumber"));
        check.That(courierNumber is not null || ourNumber is not null, "orderNumber", "is required");
        var state = ReadState(check, row["state"]);
        return new StatementRow(
            CourierNames.Of(check.Text("provider", row["provider"], 40)), check.Text("site", row["site"], 200), courierNumber, ourNumber,
            ReadTime(check, row["time"], town), state, ReadFee(check, row["fee"] ?? (state == BilledState.Cancelled ? "0" : null)));
    }

    /// <summary>A spreadsheet that took a long number for an amount shows <c>1.2E+17</c>: digits are lost, and nobody could find the order.</summary>
    private static string? Number(Check check, SheetRow row, string field) =>
        row[field]?.TrimStart('\'') is { Length: > 0 } text ? check.Code(field, text, 100) : null;

    private static LocalDateTime ReadTime(Check check, string? text, Town town)
    {
        if (text is null)
        {
            check.Fail("time", "is required");
            return default;
        }

        var written = text.Replace('/', '-');
        if (OffsetDateTimePattern.Rfc3339.Parse(written) is { Success: true, Value: var exact })
            return exact.ToInstant().InZone(town.Zone).LocalDateTime;
        foreach (var pattern in Times)
        {
            if (pattern.Parse(written) is { Success: true, Value: var local })
                return local;
        }

        // A date in xlsx is a number: days since the end of 1899, the time of day behind the point.
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) && days is >= 1 and < 100_000)
            return ExcelEpoch.PlusSeconds((long)Math.Round(days * 86_400));
        check.Fail("time", "is not a time like 2025-07-01 11:32");
        return default;
    }

    private static BilledState ReadState(Check check, string? text)
    {
        if (text is not null && States.TryGetValue(text, out var state))
            return state;
        check.Fail("state", text is null ? "is required" : "is not one of delivered, failed, cancelled (已送达、异常、已取消)");
        return default;
    }

    private static long ReadFee(Check check, string? text)
    {
        if (Fen.TryParseYuan(text?.TrimStart('¥', '￥').Trim(), out var fen) && fen.Value is >= 0 and <= MostFen)
            return fen.Value;
        check.Fail("fee", text is null ? "is required" : $"yuan with at most two decimals, 0 to {MostFen / 100}");
        return 0;
    }

    private static Dictionary<string, T> Map<T>(params (T Value, string Words)[] lists) => lists
        .SelectMany(l => l.Words.Split(' ').Select(word => (word, l.Value))).ToDictionary(p => p.word, p => p.Value, StringComparer.OrdinalIgnoreCase);
}
