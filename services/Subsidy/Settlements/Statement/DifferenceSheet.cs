using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Sheets;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace MealDispatch.Subsidy.Settlements.Statement;

/// <summary>What kitchen, courier and payments do not agree about, a row each.</summary>
internal static class DifferenceSheet
{
    private static readonly string[] Head = ["付款街道", "用餐日期", "订单号", "差异", "处理", "配送平台", "账单单号", "当时报的配送费（元）", "账单配送费（元）"];

    public static async Task<Sheet> OfAsync(SubsidyDbContext db, SettlementView view, CancellationToken ct)
    {
        var rows = await view.Differences(db).OrderBy(d => d.Number).ToListAsync(ct);
        return new Sheet($"{view.Settlement.SiteCode} {view.Settlement.Month}", Head, rows.Select(RowOf));
    }

    private static IReadOnlyList<SheetCell> RowOf(SettlementDifference d) =>
    [
        d.Payer, LocalDatePattern.Iso.Format(d.ServiceDate), d.OrderNumber, SheetWords.Of(d.Kind), d.Held ? "待复核，暂不结算" : "仅列出", d.Courier, d.CourierNumber,
        YuanOrNothing(d.FeeFen), YuanOrNothing(d.BilledFen),
    ];

    private static SheetCell YuanOrNothing(long? fen) => fen is { } there ? SheetCell.Yuan(there) : "";
}
