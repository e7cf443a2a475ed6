using MealDispatch.BuildingBlocks.Sheets;

namespace MealDispatch.Subsidy.WhatIf;

/// <summary>The difference as a table for a spreadsheet.</summary>
internal static class WhatIfSheet
{
    private static readonly string[] Head = ["分组", "项目", "原餐数", "新餐数", "原补贴（元）", "新补贴（元）", "原运营补贴（元）", "新运营补贴（元）", "差额（元）"];

    public static Sheet Of(WhatIfResult result) => new(result.Month, Head,
    [
        Row("合计", result.Total with { Key = result.Month }),
        .. result.BySite.Select(line => Row("助餐点", line)),
        .. result.ByTier.Select(line => Row("档次", line)),
        .. result.ByDay.Select(line => Row("日期", line)),
        .. result.ByBudget.Select(line => Row("预算", line)),
    ]);

    private static IReadOnlyList<SheetCell> Row(string group, WhatIfLine l) =>
    [
        group, l.Key, l.MealsBefore, l.MealsAfter, SheetCell.Yuan(l.SubsidyFenBefore), SheetCell.Yuan(l.SubsidyFenAfter), SheetCell.Yuan(l.OperatorFenBefore),
        SheetCell.Yuan(l.OperatorFenAfter), SheetCell.Yuan(l.DifferenceFen),
    ];
}
