using MealDispatch.Web.Api;

namespace MealDispatch.Web.Pages.Shared;

/// <summary>What a welfare report asks for, and what was already answered.</summary>
/// <param name="Key">Tells apart several such forms on one page.</param>
internal sealed record WelfareFields(string Key, string? Level, IReadOnlyList<string> Codes, string? Note)
{
    public static ApiProblem LevelMissing => new(400, "web.level-missing", T("请先选一项：情况怎么样。"), null);

    public static IReadOnlyList<string> AllLevels { get; } = ["well", "concern", "urgent"];

    public static IReadOnlyList<string> AllCodes { get; } = ["no-answer", "fall", "confused", "unwell", "gas-smell", "mail-piling-up", "other"];
}
