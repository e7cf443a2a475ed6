using System.Text.RegularExpressions;
using MealDispatch.BuildingBlocks.Demo;

namespace MealDispatch.Browser.Tests;

/// <summary>
/// Follows every link from each role's home and looks at one page of each kind: a new page is looked at without being named here. The rules are
/// those of ui.md, in a telephone, a tablet and a desk's window.
/// </summary>
[Collection(nameof(TownAfterAMorning))]
public sealed partial class EveryPageTests(TownAfterAMorning town)
{
    private static readonly (int Width, int Text, string Contrast)[] Sizes = [(320, 30, "normal"), (820, 24, "high"), (1280, 20, "normal")];

    /// <param name="kinds">At least so many kinds of pages are found; a walk that finds none proves nothing.</param>
    [BrowserTheory]
    [InlineData("visitor", 4)]
    [InlineData("family", 6)]
    [InlineData("staff-HX01", 10)]
    [InlineData("officer-huaxin", 20)]
    [InlineData("admin", 3)]
    [InlineData("rider-01", 1)]
    public async Task Pages_OfARole_KeepTheRules(string who, int kinds)
    {
        await using var visitor = await VisitAsAsync(who);
        var findings = new List<string>();

        var seen = await WalkAsync(visitor, who, findings, async () =>
        {
            foreach (var (width, text, contrast) in Sizes)
                findings.AddRange(await visitor.BrokenRulesAsync(width, text, contrast));
        });

        Assert.True(findings.Count == 0, string.Join('\n', findings));
        Assert.True(seen.Count >= kinds, string.Join('\n', seen));
    }

    /// <summary>English words are longer, and break elsewhere.</summary>
    [BrowserTheory]
    [InlineData("visitor")]
    [InlineData("family")]
    [InlineData("staff-HX01")]
    [InlineData("officer-huaxin")]
    [InlineData("admin")]
    [InlineData("rider-01")]
    public async Task Pages_InEnglish_FitANarrowWindowWithTheLargestText(string who)
    {
        await using var visitor = await VisitAsAsync(who);
        await visitor.ReadAsync("en");
        var findings = new List<string>();

        await WalkAsync(
            visitor, who, findings, async () => findings.AddRange(await visitor.BrokenMeasuresAsync(Sizes[0].Width, Sizes[0].Text, Sizes[0].Contrast)));

        await visitor.Page.GotoAsync("/");
        Assert.Equal("en", await visitor.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [BrowserFact]
    public async Task Rules_OnAPageThatBreaksThem_AreEachFound()
    {
        await using var visitor = await town.VisitAsync(width: Sizes[0].Width);
        await visitor.Page.SetContentAsync(
            """
            <html lang="zh"><head><title>坏页</title></head><body><main id="main" style="font-size: 30px">
            <p style="color: #767676; background: #fff">七比一以下</p><p style="width: 2000px">太宽</p><p style="font-size: 12px">太小</p><button>太矮</button><img src="data:,">
            </main></body></html>
            """);

        var findings = string.Join('\n', await visitor.BrokenRulesAsync(Sizes[0].Width, Sizes[0].Text, Sizes[0].Contrast));

        foreach (var rule in new[] { "color-contrast-enhanced", "七比一以下", "scrolls sideways", "text is small: <p style=\"font-size: 12px\"", "low target: <button>", "image-alt" })
            Assert.Contains(rule, findings, StringComparison.Ordinal);
    }

    private async Task<Visitor> VisitAsAsync(string who)
    {
        var visitor = await town.VisitAsync(width: Sizes[0].Width);
        if (who == "family")
            await visitor.SignInByPhoneAsync(DemoTown.FamilyPhone(1));
        else if (who != "visitor")
            await visitor.SignInByNameAsync(who);
        return visitor;
    }

    /// <summary>Does something on one page of each kind; the kinds.</summary>
    private static async Task<IReadOnlyCollection<string>> WalkAsync(Visitor visitor, string who, List<string> findings, Func<Task> look)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var left = new Queue<string>(["/"]);
        if (who == "visitor")
            foreach (var path in new[] { "/s/HX01", "/r/no-such-token", "/demo/messages" })
                left.Enqueue(path);
        while (left.TryDequeue(out var path))
        {
            if (!seen.Add(KindOf(path)))
                continue;
            var answer = await visitor.Page.GotoAsync(path);
            if (answer is not { Ok: true } && path != "/r/no-such-token")
                findings.Add($"{path}: {answer?.Status}");
            foreach (var link in await visitor.LinksAsync())
                left.Enqueue(link);
            await look();
        }

        findings.AddRange(visitor.Troubles);
        return seen;
    }

    /// <summary>Two addresses that differ in what they show, not in how.</summary>
    private static string KindOf(string path) => Varying().Replace(path.Split('?', '#')[0], "/*");

    [GeneratedRegex("/([0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{2}-?[0-9]+[^/]*|[0-9][^/]*)(?=/|$)")]
    private static partial Regex Varying();
}
