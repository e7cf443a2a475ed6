using System.Text.RegularExpressions;

namespace MealDispatch.Subsidy.CourierStatements;

/// <summary>A courier company has one statement, through whichever version of its API an order went: <c>fengniao</c> for <c>fengniao-v2</c>.</summary>
internal static partial class CourierNames
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["蜂鸟"] = "fengniao", ["蜂鸟即配"] = "fengniao", ["蜂鸟配送"] = "fengniao", ["饿了么"] = "fengniao", ["美团"] = "meituan", ["美团配送"] = "meituan",
        ["达达"] = "dada", ["达达快送"] = "dada",
    };

    /// <param name="provider">A provider's code, or what a courier calls itself.</param>
    public static string Of(string provider) => Names.GetValueOrDefault(provider) ?? Version().Replace(provider.ToLowerInvariant(), "");

    [GeneratedRegex("-v[0-9]+$")]
    private static partial Regex Version();
}
