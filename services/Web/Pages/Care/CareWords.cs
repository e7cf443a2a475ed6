namespace MealDispatch.Web.Pages.Care;

/// <summary>The care pages' words for the words of the wire, in both languages; an unknown one is shown as it is.</summary>
internal static class CareWords
{
    public static string Level(string word, bool english) => english
        ? word switch { "well" => "Well", "concern" => "Concern", "urgent" => "Urgent", _ => word }
        : Words.WelfareLevel(word);

    public static string Code(string word, bool english) => english
        ? word switch
        {
            "no-answer" => "nobody opened",
            "refused" => "meal refused",
            "fall" => "fall",
            "confused" => "confused",
            "unwell" => "unwell",
            "gas-smell" => "smell of gas",
            "mail-piling-up" => "mail piling up",
            "other" => "other",
            _ => word,
        }
        : Words.WelfareCode(word);

    public static string Source(string word, bool english) => english
        ? word switch { "rider" => "Rider", "staff" => "Canteen", "officer" => "Subdistrict", "platform" => "Courier", "bag" => "Code on the bag", _ => word }
        : Words.ReportSource(word);

    public static string Cause(string word, bool english) => (word, english) switch
    {
        ("report", false) => "送餐时发现",
        ("report", true) => "Seen at the door",
        ("repeated-no-answer", false) => "多次没人应门",
        ("repeated-no-answer", true) => "Nobody opened, again",
        ("missed-meal", false) => "平时都订，今天没订",
        ("missed-meal", true) => "Usually orders, did not today",
        _ => word,
    };

    public static string Step(string? word, bool english) => (word, english) switch
    {
        ("rider-calls", false) => "联系本人",
        ("rider-calls", true) => "Resident",
        ("family", false) => "家属",
        ("family", true) => "Family",
        ("canteen", false) => "食堂",
        ("canteen", true) => "Canteen",
        ("grid-steward", false) => "网格管家",
        ("grid-steward", true) => "Grid steward",
        ("officer", false) => "街道",
        ("officer", true) => "Subdistrict officer",
        ("emergency", false) => "急救、报警",
        ("emergency", true) => "Emergency",
        (null, _) => "",
        _ => word!,
    };

    /// <summary>A relation is free text; those that Care itself writes have an English word.</summary>
    public static string Relation(string? word, bool english) => (word, english) switch
    {
        ("本人", true) => "Resident",
        ("骑手", true) => "Rider",
        ("网格管家", true) => "Grid steward",
        ("街道值班", true) => "Subdistrict officer",
        _ => word ?? "",
    };

    public static string Result(string word, bool english) => (word, english) switch
    {
        ("open", false) => "还没打",
        ("open", true) => "Not called yet",
        ("reached", false) => "打通了",
        ("reached", true) => "Reached",
        ("not-reached", false) => "没打通",
        ("not-reached", true) => "Not reached",
        _ => word,
    };

    public static readonly IReadOnlyList<string> Outcomes = ["safe", "was-out", "family-took-over", "visited", "emergency-called", "false-alarm", "other"];

    public static string Outcome(string word, bool english) => (word, english) switch
    {
        ("safe", false) => "老人平安",
        ("safe", true) => "Safe",
        ("was-out", false) => "外出或没听见，平安",
        ("was-out", true) => "Was out or did not hear, safe",
        ("family-took-over", false) => "家属已接手",
        ("family-took-over", true) => "Family took over",
        ("visited", false) => "已上门看过",
        ("visited", true) => "Visited at home",
        ("emergency-called", false) => "已叫急救或报警",
        ("emergency-called", true) => "Emergency service called",
        ("false-alarm", false) => "误报",
        ("false-alarm", true) => "False alarm",
        ("other", false) => "其他",
        ("other", true) => "Other",
        _ => word,
    };

    public static string Entry(string kind, bool english) => (kind, english) switch
    {
        ("raised", false) => "发出告警",
        ("raised", true) => "Raised",
        ("report-joined", false) => "又有反馈",
        ("report-joined", true) => "Another report",
        ("step-begun", false) => "到这一步",
        ("step-begun", true) => "Step begins",
        ("nobody-there", false) => "没有可联系的人，跳过",
        ("nobody-there", true) => "Nobody known, passed over",
        ("left-lying", false) => "接手后没有处理完",
        ("left-lying", true) => "Taken, not closed in time",
        ("acknowledged", false) => "接手处理",
        ("acknowledged", true) => "Taken",
        ("told", false) => "已告知",
        ("told", true) => "Told",
        ("not-told", false) => "没能告知",
        ("not-told", true) => "Could not be told",
        ("reached", false) => "电话打通",
        ("reached", true) => "Reached by telephone",
        ("not-reached", false) => "电话没打通",
        ("not-reached", true) => "Not reached by telephone",
        ("at-top", false) => "所有人都已告知",
        ("at-top", true) => "Everybody was told",
        ("closed", false) => "关闭",
        ("closed", true) => "Closed",
        _ => kind,
    };
}
