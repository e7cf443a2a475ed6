using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using MealDispatch.Testing;
using MealDispatch.Web.Texts;

namespace MealDispatch.Architecture.Tests;

/// <summary>Every text of a page goes through <c>T</c> or <c>H</c> and has its English in <c>services/Web/Texts</c>, and nothing lies there that no page says.</summary>
public sealed partial class PageTextsTests
{
    private static readonly string Web = Checkout.PathOf("services", "Web");

    [Fact]
    public void Chinese_StandsNowhereElse() => Assert.Empty(Sources().SelectMany(s => s.Outside));

    [Fact]
    public void EveryText_HasItsEnglish()
    {
        var english = English().Select(t => t.Chinese).ToHashSet();

        Assert.Empty(Sources().SelectMany(s => s.Texts.Where(t => Chinese().IsMatch(t) && !english.Contains(t)).Select(t => $"{s.Name}: {t}")));
    }

    [Fact]
    public void EveryEnglishText_IsUsed()
    {
        var used = Sources().SelectMany(s => s.Texts).ToHashSet();

        Assert.Empty(English().Where(t => !used.Contains(t.Chinese)).Select(t => $"{t.Area}: {t.Chinese}"));
    }

    [Fact]
    public void OneChineseText_HasOneEnglish()
    {
        Assert.Empty(English().GroupBy(t => t.Chinese).Where(g => g.Select(t => t.Text).Distinct().Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void EnglishTexts_FillInWhatTheChineseFillIn()
    {
        Assert.Empty(English().Where(t => !Holes(t.Chinese).SetEquals(Holes(t.Text))).Select(t => $"{t.Area}: {t.Chinese}"));
    }

    [Fact]
    public void EnglishTexts_HoldNoChinese()
    {
        Assert.Empty(English().Where(t => Chinese().IsMatch(t.Text)).Select(t => $"{t.Area}: {t.Text}"));
    }

    /// <summary>A static field would keep the language of who read it first.</summary>
    [Fact]
    public void Texts_AreAskedForEachTime()
    {
        Assert.Empty(Sources().Where(s => KeptText().IsMatch(s.Code)).Select(s => s.Name));
    }

    [Fact]
    public void EveryProblemThatAPageCanMeet_HasAnEnglishSentence()
    {
        string[] forPrograms = ["request.method-not-allowed", "request.not-acceptable", "dispatch.callback-signature"];
        var documented = ProblemHeading().Matches(File.ReadAllText(Checkout.PathOf("services", "docs", "problems.md"))).Select(m => m.Groups[1].Value);
        var told = Read("problems.en.json").Keys.Concat(forPrograms).ToHashSet();

        Assert.Equal([], documented.Where(code => !told.Contains(code)));
        Assert.Equal([], told.Except(documented));
    }

    [Theory]
    [InlineData("zh-Hans", 1, "还有 1 份")]
    [InlineData("en", 1, "1 portion left")]
    [InlineData("en", 2, "2 portions left")]
    public void Numbers_TakeTheWordThatFitsThem(string language, int count, string text)
    {
        Assert.Equal(text, Language.In(language, () => Text.Filled(Text.English ? "{0} {0:portion|portions} left" : "还有 {0} 份", [count])));
    }

    [Fact]
    public void WhatIsFilledIntoMarkup_IsEncoded()
    {
        Assert.Equal("为 <strong>&lt;b&gt;</strong> 点餐", Language.In("zh-Hans", () =>
        {
            using var written = new StringWriter();
            Text.H("为 <strong>{0}</strong> 点餐", "<b>").WriteTo(written, HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
            return written.ToString();
        }));
    }

    [Fact]
    public void Texts_FollowTheReader()
    {
        Assert.Equal(("星期一", "Monday"), (Language.In("zh-Hans", () => Text.T("星期一")), Language.In("en", () => Text.T("星期一"))));
    }

    private static HashSet<string> Holes(string text) => [.. Hole().Matches(text).Select(m => m.Groups[1].Value)];

    private static IEnumerable<(string Area, string Chinese, string Text)> English() =>
        Directory.GetFiles(Path.Combine(Web, "Texts"), "*.en.json").Select(f => Path.GetFileName(f)!).Where(f => f != "problems.en.json")
            .SelectMany(area => Read(area).Select(t => (area, t.Key, t.Value)));

    /// <exception cref="ArgumentException">The file says one text twice.</exception>
    private static Dictionary<string, string> Read(string area)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Web, "Texts", area)));
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
    }

    private static IEnumerable<Source> Sources() =>
        Directory.EnumerateFiles(Web, "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".cshtml" or ".js" && Path.GetFileName(f) != "Languages.cs")
            .Select(f => Source.Of(Path.GetRelativePath(Web, f).Replace('\\', '/'), File.ReadAllText(f)));

    [GeneratedRegex("[\\u3000-\\u303f\\u3400-\\u9fff\\uff00-\\uffef]")]
    private static partial Regex Chinese();

    [GeneratedRegex("\\{(\\d+)")]
    private static partial Regex Hole();

    [GeneratedRegex("static readonly [^;{]*\\b[TH]\\(\"")]
    private static partial Regex KeptText();

    [GeneratedRegex("^### ([a-z0-9.-]+)$", RegexOptions.Multiline)]
    private static partial Regex ProblemHeading();

    /// <summary>Strings stay, comments go; a string comes first, so that an address in one is no comment.</summary>
    [GeneratedRegex("""(?<text>"(?:[^"\\\n]|\\.)*")|@\*.*?\*@|/\*.*?\*/|(?<![:"'])//[^\n]*""", RegexOptions.Singleline)]
    private static partial Regex StringOrComment();

    /// <summary>A character alone is what people type, not what they read. A word of the wire may be Chinese where it becomes a text.</summary>
    [GeneratedRegex("""\b[TH]\(\s*"(?<text>(?:[^"\\]|\\.)*)"|'.'|"(?<word>[^"]*)" => T\("(?<text>\k<word>)"\)""")]
    private static partial Regex TextOrCharacter();

    private sealed record Source(string Name, string Code, IReadOnlyList<string> Texts, IReadOnlyList<string> Outside)
    {
        public static Source Of(string name, string content)
        {
            var code = StringOrComment().Replace(content, m => m.Groups["text"].Success ? m.Value : new string('\n', m.Value.Count(c => c == '\n')));
            var texts = TextOrCharacter().Matches(code).Where(m => m.Groups["text"].Success).Select(m => Regex.Unescape(m.Groups["text"].Value)).ToList();
            var rest = TextOrCharacter().Replace(code, "");
            return new Source(name, code, texts, [.. rest.Split('\n').Select((line, i) => (line, i)).Where(l => Chinese().IsMatch(l.line)).Select(l => $"{name}:{l.i + 1}: {l.line.Trim()}")]);
        }
    }
}
