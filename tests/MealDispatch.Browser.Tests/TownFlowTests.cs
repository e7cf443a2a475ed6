using System.Text.RegularExpressions;
using MealDispatch.BuildingBlocks.Demo;
using Microsoft.Playwright;

namespace MealDispatch.Browser.Tests;

/// <summary>The officer's day: from a number to its ledger entries, a table of residents, a site that two people change.</summary>
public sealed partial class TownFlowTests(RunningTown town) : IClassFixture<RunningTown>
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Number_OfTheDay_LeadsToItsDecisionAndLedgerEntries_InThreeClicks(bool scripts)
    {
        await town.PostAsync(
            "/api/sites/HX05/dine-in",
            new { residentId = DemoTown.ResidentId(scripts ? 21 : 22), mealPeriod = "lunch", foodFen = 1000, paymentMethod = "at-site", overrideReason = "忘带卡，认识本人" }, await town.TokenAsync("staff-HX05"));
        await using var auditor = await town.VisitAsync(scripts, width: 1280);
        await auditor.SignInByNameAsync("auditor-huaxin");
        var page = auditor.Page;
        await page.GotoAsync("/");
        await Assertions.Expect(page).ToHaveURLAsync(Day());
        var site = page.GetByRole(AriaRole.Region, new() { Name = "按助餐点" }).GetByRole(AriaRole.Row).Filter(new() { HasText = "陆象长者食堂" });
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "按助餐点", Exact = true })).ToBeVisibleAsync();

        await site.GetByRole(AriaRole.Link).Nth(1).ClickAsync();
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("陆象长者食堂");
        await Assertions.Expect(page.GetByLabel("助餐点")).ToHaveValueAsync("HX05");
        await page.Locator("tbody th a").First.ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "台账" }).GetByRole(AriaRole.Link).First.ClickAsync();

        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("预算支出 huaxin-2025");
        await page.GetByRole(AriaRole.Link, new() { Name = "看核定" }).First.ClickAsync();
        await Assertions.Expect(page.Locator(".now")).ToContainTextAsync("老人付");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "台账" })).ToContainTextAsync("应付助餐点 陆象长者食堂");
        Assert.Empty(auditor.ForeignRequests);
    }

    [BrowserFact]
    public async Task Lists_OfTheTown_AreDownloadedAsTheyAreFiltered()
    {
        await using var auditor = await town.VisitAsync();
        await auditor.SignInByNameAsync("auditor-huaxin");
        foreach (var list in new[]
                 {
                     "/subsidy", "/subsidy/decisions", "/subsidy/flags?status=confirmed&rule=after-death&site=HX01&month=2025-07", "/subsidy/reviews", "/subsidy/claw-backs",
                     "/subsidy/settlements?month=2025-07", "/subsidy/ledger/entries", "/staff", "/sites",
                 })
        {
            await auditor.Page.GotoAsync(list);
            var links = await auditor.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a')].map(a => a.href).filter(href => /\\/(csv|xlsx)(\\?|$)/.test(href))");
            Assert.True(links.Length > 1, list);
            foreach (var link in links)
            {
                var file = await auditor.Page.APIRequest.GetAsync(link);
                Assert.True(file.Ok && file.Headers["content-disposition"].StartsWith("attachment", StringComparison.Ordinal), $"{link}: {file.Status}");
            }
        }

        await auditor.Page.GotoAsync("/subsidy/flags?status=confirmed&rule=after-death&site=HX01&month=2025-07");
        Assert.Equal(
            "/subsidy/flags/csv?status=confirmed&rule=after-death&siteCode=HX01&month=2025-07",
            await auditor.Page.GetByRole(AriaRole.Link, new() { Name = "下载 CSV" }).GetAttributeAsync("href"));
    }

    [BrowserFact]
    public async Task Table_WithGoodAndBadRows_TakesTheGood_AndSaysWhatIsWrongWithTheOthers()
    {
        await using var officer = await town.VisitAsync(width: 390);
        await officer.SignInByNameAsync("officer-huaxin");
        var page = officer.Page;
        await page.GotoAsync("/residents/import");
        var table = "姓名,身份证号,地址,居委\n导入一,310118194001010033,华新镇1号,测试居委\n导入二,310118194001010030,华新镇2号,测试居委\n,310118194001020039,,测试居委\n";
        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "a.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(table) });
        await page.GetByRole(AriaRole.Button, new() { Name = "导入" }).ClickAsync();

        var result = page.Locator("#result");
        await Assertions.Expect(result).ToContainTextAsync("收下 1 行，没有收 2 行");
        await Assertions.Expect(result.Locator("tbody")).ToContainTextAsync("身份证号不对");
        await Assertions.Expect(result.Locator("tbody")).ToContainTextAsync("要填");
        var findings = new List<string>(await officer.SeriousFindingsAsync());
        Assert.False(await officer.ScrollsSidewaysAsync());
        await page.GotoAsync("/residents?community=" + Uri.EscapeDataString("测试居委"));
        await page.GetByRole(AriaRole.Link, new() { Name = "导入一" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("导入一");
        Assert.DoesNotContain(Uri.EscapeDataString("导入一"), page.Url, StringComparison.Ordinal);
        foreach (var path in new[] { "", "/town", "/residents", "/residents/new", "/sites", "/sites/HX08" })
        {
            if (path != "")
                await page.GotoAsync(path);
            findings.AddRange(await officer.SeriousFindingsAsync());
            if (await officer.ScrollsSidewaysAsync())
                findings.Add($"{page.Url} scrolls sideways");
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [BrowserFact]
    public async Task Site_ThatSomebodyElseChangedMeanwhile_KeepsWhatWasTyped_AndIsSavedTheSecondTime()
    {
        await using var first = await town.VisitAsync(scripts: false, width: 820);
        await using var second = await town.VisitAsync(scripts: false, width: 820);
        await first.SignInByNameAsync("officer-huaxin");
        await second.SignInByNameAsync("officer-huaxin-2");
        await first.Page.GotoAsync("/sites/HX11");
        await second.Page.GotoAsync("/sites/HX11");
        await second.Page.GetByLabel("送餐费（元）").FillAsync("2.50");
        await SaveAsync(second.Page);
        await Assertions.Expect(second.Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("已保存。");

        await first.Page.GetByLabel("送餐范围（米）").FillAsync("1234");
        await SaveAsync(first.Page);
        await Assertions.Expect(first.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("没有保存");
        await Assertions.Expect(first.Page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Listitem)).ToHaveTextAsync(["送餐范围（米）：3000", "送餐费（元）：2.50"]);
        await Assertions.Expect(first.Page.GetByLabel("送餐范围（米）")).ToHaveValueAsync("1234");
        await SaveAsync(first.Page);

        await Assertions.Expect(first.Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("已保存。");
        Assert.Equal(1234, (int)(await town.GetAsync("/api/sites/HX11", await town.TokenAsync("admin")))["deliveryRadiusMeters"]!);
    }

    private static Task SaveAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();

    [GeneratedRegex("/town$")]
    private static partial Regex Day();
}
