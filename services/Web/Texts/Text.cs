using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Html;

namespace MealDispatch.Web.Texts;

/// <summary>
/// What a page says, in the language of the request. The Chinese stands where it is used and is the key; its English stands in
/// <c>Texts/&lt;area&gt;.en.json</c>. Call it while a page is made, never to fill a static field: that would keep the first reader's language.
/// </summary>
internal static class Text
{
    private const string Prefix = "texts/";

    private static readonly FrozenDictionary<string, string> Sentences = Read(name => name.EndsWith(".en.json", StringComparison.Ordinal) && name != "problems.en.json");
    private static readonly FrozenDictionary<string, string> ChineseProblems = Read(name => name == "problems.zh.json");
    private static readonly FrozenDictionary<string, string> EnglishProblems = Read(name => name == "problems.en.json");

    /// <summary>The reader chose English.</summary>
    public static bool English => CultureInfo.CurrentUICulture.Name == Languages.English;

    /// <summary>
    /// The text, its <c>{0}</c> filled in. <c>{0:portion|portions}</c> is the first word when the number is 1, otherwise the
    /// second. A text without English stays Chinese.
    /// </summary>
    public static string T(string chinese, params object?[] args) => args.Length == 0 ? Of(chinese) : Filled(Of(chinese), args);

    /// <summary>As <see cref="T"/>, with markup in the text; what is filled in is encoded, unless it is content itself.</summary>
    public static IHtmlContent H(string chinese, params object?[] args) =>
        args.Length == 0 ? new HtmlString(Of(chinese)) : new HtmlContentBuilder().AppendFormat(Plurals.Provider, Of(chinese), args!);

    /// <summary>What a problem of this code means and what to do, from <c>problems.zh.json</c> and <c>problems.en.json</c>; null when nobody wrote it.</summary>
    public static string? OfProblem(string code) => (English ? EnglishProblems : ChineseProblems).GetValueOrDefault(code);

    internal static string Filled(string text, object?[] args) => string.Format(Plurals.Provider, text, args);

    private static string Of(string chinese) => English ? Sentences.GetValueOrDefault(chinese, chinese) : chinese;

    private static FrozenDictionary<string, string> Read(Func<string, bool> isWanted)
    {
        var assembly = typeof(Text).Assembly;
        var all = new Dictionary<string, string>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && isWanted(n[Prefix.Length..])))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
                all[key] = text;
        }

        return all.ToFrozenDictionary();
    }

    private sealed class Plurals : IFormatProvider, ICustomFormatter
    {
        public static readonly Plurals Provider = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider)
        {
            if (format?.Split('|') is not [var one, var many])
                return arg is IFormattable value ? value.ToString(format, CultureInfo.InvariantCulture) : arg?.ToString() ?? "";
            return arg is IConvertible number && number.ToInt64(CultureInfo.InvariantCulture) == 1 ? one : many;
        }
    }
}
