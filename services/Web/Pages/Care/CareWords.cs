namespace MealDispatch.Web.Pages.Care;

/// <summary>The care pages' words for the words of the wire, beside those of <see cref="Words"/>; an unknown one is shown as it is.</summary>
internal static class CareWords
{
    public static string Cause(string word) => word switch
    {
        "report" => T("送餐时发现"),
        "repeated-no-answer" => T("多次没人应门"),
        "missed-meal" => T("平时都订，今天没订"),
        _ => word,
    };

    public static string Step(string? word) => word switch
    {
        "rider-calls" => T("联系本人"),
        "family" => T("家属"),
        "canteen" => T("食堂"),
        "grid-steward" => T("网格管家"),
        "officer" => T("街道"),
        "emergency" => T("急救、报警"),
        null => "",
        _ => word!,
    };

    /// <summary>A relation is free text; those that Care itself writes are translated.</summary>
    public static string Relation(string? word) => word switch
    {
        "本人" => T("本人"),
        "骑手" => T("骑手"),
        "网格管家" => T("网格管家"),
        "街道值班" => T("街道值班"),
        _ => word ?? "",
    };

    /// <summary>Those whom Care tells by their post and not by name; null for anybody else.</summary>
    public static string? Post(string? whom) => whom switch
    {
        "食堂" => T("食堂"),
        "街道" => T("街道"),
        _ => null,
    };

    public static string Result(string word) => word switch
    {
        "open" => T("还没打"),
        "reached" => T("打通了"),
        "not-reached" => T("没打通"),
        _ => word,
    };

    public static readonly IReadOnlyList<string> Outcomes = ["safe", "was-out", "family-took-over", "visited", "emergency-called", "false-alarm", "other"];

    public static string Outcome(string word) => word switch
    {
        "safe" => T("老人平安"),
        "was-out" => T("外出或没听见，平安"),
        "family-took-over" => T("家属已接手"),
        "visited" => T("已上门看过"),
        "emergency-called" => T("已叫急救或报警"),
        "false-alarm" => T("误报"),
        "other" => T("其他情况"),
        _ => word,
    };

    public static string Entry(string kind) => kind switch
    {
        "raised" => T("发出告警"),
        "report-joined" => T("又有反馈"),
        "step-begun" => T("到这一步"),
        "nobody-there" => T("没有可联系的人，跳过"),
        "left-lying" => T("接手后没有处理完"),
        "acknowledged" => T("接手处理"),
        "told" => T("已告知"),
        "not-told" => T("没能告知"),
        "reached" => T("电话打通"),
        "not-reached" => T("电话没打通"),
        "at-top" => T("所有人都已告知"),
        "closed" => T("关闭"),
        _ => kind,
    };
}
