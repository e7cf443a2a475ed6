using System.Text.RegularExpressions;
using MealDispatch.Testing;

namespace MealDispatch.Architecture.Tests;

/// <summary>Codes are stable and documented: what a program may get stands in problems.md.</summary>
public sealed partial class ProblemCodesTests
{
    /// <summary>Strings of the same form that are no codes.</summary>
    private static readonly string[] NoCodes = [];

    [Fact]
    public void EveryCodeInTheSources_StandsInTheDocument()
    {
        Assert.Empty(UsedCodes().Except(DocumentedCodes()).Order());
    }

    [Fact]
    public void EveryDocumentedCode_IsUsed()
    {
        Assert.Empty(DocumentedCodes().Except(UsedCodes()).Order());
    }

    [Fact]
    public void DocumentedCodes_HaveASentenceEach()
    {
        var headings = Document().Split("\n### ").Skip(1).Select(section => section.Split('\n', 2));

        Assert.Empty(headings.Where(s => s.Length < 2 || s[1].Trim().Length < 20).Select(s => s[0]));
    }

    private static string Document() => File.ReadAllText(Checkout.PathOf("services", "docs", "problems.md"));

    private static HashSet<string> DocumentedCodes() => [.. Heading().Matches(Document()).Select(m => m.Groups[1].Value)];

    private static HashSet<string> UsedCodes()
    {
        var prefixes = DocumentedCodes().Select(c => c.Split('.')[0]).ToHashSet();
        var files = Directory.GetDirectories(Checkout.PathOf("services")).Select(Path.GetFileName).SelectMany(f => Checkout.SourcesOf(f!));
        return
        [
            .. files.SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
                .Where(c => prefixes.Contains(c.Split('.')[0])).Except(NoCodes),
        ];
    }

    [GeneratedRegex("^### ([a-z0-9.-]+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)*\\.[a-z0-9]+(?:-[a-z0-9]+)+|[a-z]+(?:-[a-z]+)*\\.[a-z]{5,})\"")]
    private static partial Regex Code();
}
