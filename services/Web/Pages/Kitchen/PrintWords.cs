using MealDispatch.Web.Api;

namespace MealDispatch.Web.Pages.Kitchen;

/// <summary>Printers and prints in the cook's words.</summary>
internal static class PrintWords
{
    public static string Condition(SitePrinter printer) => printer.Condition switch
    {
        "unknown" => "还没有联系过",
        "ready" => printer.AnswersStatus == false ? "能打，但不报告状态" : "正常",
        "paper-out" => "没纸了，请换纸",
        "cover-open" => "盖子开着，请合上",
        "offline" => "打印机说它打不了，请看看机器",
        "not-reached" => "联系不上，请看电源和网线",
        var other => other,
    };

    /// <summary>Somebody must go to the machine.</summary>
    public static bool IsAlarm(SitePrinter printer) => printer.Condition is "paper-out" or "cover-open" or "offline" or "not-reached";

    /// <summary>All that somebody must go to the machine for.</summary>
    public static string Trouble(SitePrinter printer) => string.Join("；", new[]
    {
        IsAlarm(printer) ? Condition(printer) : null, printer.Uncertain > 0 ? $"{printer.Uncertain} 张小票不知道打出来没有，请去看一下" : null,
    }.OfType<string>());

    public static string State(SitePrintJob job) => job.State switch
    {
        "queued" => "排队中",
        "printing" => "正在打",
        "sent" => job.Confirmed ? "已打印" : "已送出，打印机没有回话",
        "uncertain" => "不确定打没打出来",
        "failed" => job.Decision == "print-again" ? "没有打好，已补打" : "没有打",
        var other => other,
    };

    public static string Why(string? error) => error switch
    {
        null => "",
        "printer-not-reached" => "联系不上打印机",
        "paper-out" => "没纸了",
        "cover-open" => "盖子开着",
        "printer-offline" => "打印机打不了",
        "printer-broke-off" => "打到一半断了",
        "not-confirmed" => "打印机没有回话",
        "interrupted" => "打到一半系统停了",
        "withdrawn" => "已撤下",
        "meal-is-over" => "这一餐已经结束",
        _ => error,
    };
}
