using System.Text;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using NodaTime.Text;

namespace MealDispatch.Kitchen.Recalls;

/// <summary>A recall as CSV for a spreadsheet: UTF-8 with BOM, CRLF, phones as text, cells that would be formulas defused.</summary>
internal static class RecallSheet
{
    private static readonly LocalDateTimePattern LocalTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    internal static byte[] Csv(Recall recall, Town town)
    {
        var text = new StringBuilder();
        Row("小票", "助餐点", "方式", "老人", "电话", "地址", "菜品", "状态", "时间");
        foreach (var meal in recall.Items)
        {
            Row(
                meal.TicketCode, meal.SiteCode, FulfilmentText(meal.Fulfilment), meal.Name ?? "", meal.Phone ?? "", meal.Door ?? "", string.Join("、", meal.Items),
                StateText(meal.State), meal.At is { } at ? LocalTime.Format(town.LocalOf(at)) : "");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];

        void Row(params string[] cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
    }

    /// <summary>Quoted; what a spreadsheet would take for a formula or a number of many digits begins with an apostrophe or a tab.</summary>
    private static string Cell(string value)
    {
        var defused = value.Length > 0 && value[0] is '=' or '+' or '-' or '@' ? "'" + value : value;
        var asText = defused.Length >= 7 && defused.All(char.IsAsciiDigit) ? "\t" + defused : defused;
        return $"\"{asText.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string FulfilmentText(Fulfilment fulfilment) => fulfilment switch
    {
        Fulfilment.Delivery => "送餐",
        Fulfilment.Pickup => "自取",
        Fulfilment.DineIn => "堂食",
    };

    private static string StateText(MealState state) => state switch
    {
        MealState.WithResident => "已到老人手里",
        MealState.OnTheWay => "骑手在送",
        MealState.Packed => "已打包未取走",
        MealState.ToPack => "还没打包",
        MealState.NotCollected => "没有人来取",
    };
}
