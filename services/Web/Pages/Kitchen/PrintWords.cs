using MealDispatch.Web.Api;

namespace MealDispatch.Web.Pages.Kitchen;

/// <summary>Printers and prints in the cook's words.</summary>
internal static class PrintWords
{
    public static string Condition(SitePrinter printer) => printer.Condition switch
    {
        "unknown" => T("还没有联系过"),
        "ready" => printer.AnswersStatus == false ? T("能打，但不报告状态") : T("正常"),
        "paper-out" => T("没纸了，请换纸"),
        "cover-open" => T("盖子开着，请合上"),
        "offline" => T("打印机说它打不了，请看看机器"),
        "not-reached" => T("联系不上，请看电源和网线"),
        var other => other,
    };

    /// <summary>Somebody must go to the machine.</summary>
    public static bool IsAlarm(SitePrinter printer) => printer.Condition is "paper-out" or "cover-open" or "offline" or "not-reached";

    /// <summary>All that somebody must go to the machine for.</summary>
    public static string Trouble(SitePrinter printer) => string.Join(T("；"), new[]
    {
        IsAlarm(printer) ? Condition(printer) : null, printer.Uncertain > 0 ? T("{0} 张小票不知道打出来没有，请去看一下", printer.Uncertain) : null,
    }.OfType<string>());

    public static string State(SitePrintJob job) => job.State switch
    {
        "queued" => T("排队中"),
        "printing" => T("正在打"),
        "sent" => job.Confirmed ? T("已打印") : T("已送出，打印机没有回话"),
        "uncertain" => T("不确定打没打出来"),
        "failed" => job.Decision == "print-again" ? T("没有打好，已补打") : T("没有打"),
        var other => other,
    };

    public static string Why(string? error) => error switch
    {
        null => "",
        "printer-not-reached" => T("联系不上打印机"),
        "paper-out" => T("没纸了"),
        "cover-open" => T("盖子开着"),
        "printer-offline" => T("打印机打不了"),
        "printer-broke-off" => T("打到一半断了"),
        "not-confirmed" => T("打印机没有回话"),
        "interrupted" => T("打到一半系统停了"),
        "withdrawn" => T("已撤下"),
        "meal-is-over" => T("这一餐已经结束"),
        _ => error,
    };
}
