using MealDispatch.BuildingBlocks.Demo;
using Microsoft.Playwright;

namespace MealDispatch.Browser.Tests;

/// <summary>
/// An officer builds a scheme and sees what elders would pay; another one compares and activates it; also with scripts off. And
/// what looks wrong is looked into, without scripts at all.
/// </summary>
public sealed class SchemeFlowTests(RunningTown town) : IClassFixture<RunningTown>
{
    [BrowserTheory]
    [InlineData(true, "FLOW-1")]
    [InlineData(false, "FLOW-2")]
    public async Task Scheme_BuiltByOneOfficer_IsActivatedByAnother(bool scripts, string code)
    {
        await using var author = await town.VisitAsync(scripts, width: 1280);
        await author.SignInByNameAsync("officer-huaxin");
        var page = author.Page;
        await page.GotoAsync("/subsidy/schemes/edit");
        await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync("第 1 个出资预算：须为预算代码");
        await Assertions.Expect(page.Locator("#preview")).Not.ToContainTextAsync("没有代码为");
        await Assertions.Expect(page.Locator("#preview").GetByRole(AriaRole.Link, new() { Name = "代码", Exact = true })).ToHaveAttributeAsync("href", "#code");
        await page.GetByLabel("名称", new() { Exact = true }).First.FillAsync("高龄加补");
        await page.Locator("[name=code]").FillAsync(code);
        await page.Locator("[name='funders[0].budget']").FillAsync("huaxin-2025");
        await page.Locator("[name='tiers[0].kind']").SelectOptionAsync("fixed");
        await page.Locator("[name='tiers[0].cap']").FillAsync("");
        await page.Locator("[name='tiers[0].value']").FillAsync("两块");
        if (!scripts)
            await page.GetByRole(AriaRole.Button, new() { Name = "算一算", Exact = true }).Last.ClickAsync();
        await Assertions.Expect(page.Locator("[data-error='tiers[0].value']")).ToContainTextAsync("请填金额（元）");

        await page.Locator("[name='tiers[0].value']").FillAsync("2.50");
        await page.GetByRole(AriaRole.Button, new() { Name = "加一档" }).ClickAsync();
        await page.Locator("[name='tiers[1].name']").FillAsync("80岁及以上");
        await page.Locator("[name='tiers[1].minAge']").FillAsync("80");
        await page.Locator("[name='tiers[1].kind']").SelectOptionAsync("fixed");
        await page.Locator("[name='tiers[1].value']").FillAsync("30");
        await page.GetByRole(AriaRole.Button, new() { Name = "第 2 档上移" }).ClickAsync();
        await Assertions.Expect(page.Locator("[name='tiers[0].name']")).ToHaveValueAsync("80岁及以上");
        await Assertions.Expect(page.Locator("#preview tbody tr").Last).ToContainTextAsync("80 岁");
        if (scripts)
        {
            await page.Locator("[name='tiers[1].value']").FillAsync("3.50");
            await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync("付 2.25");
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "保存草稿" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(code);
        await Assertions.Expect(page.Locator(".note")).ToContainTextAsync("等另一位专员");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "启用" })).ToHaveCountAsync(0);

        await using var second = await town.VisitAsync(scripts, width: 1280);
        await second.SignInByNameAsync("officer-huaxin-2");
        await second.Page.GotoAsync("/subsidy/schemes");
        await second.Page.Locator("li", new() { HasText = code }).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(second.Page.Locator("main")).ToContainTextAsync("每餐补 30.00 元");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "核对无误，启用第 1 版" }).ClickAsync();
        await Assertions.Expect(second.Page.Locator(".timeline")).ToContainTextAsync("启用");
        Assert.Empty(author.ForeignRequests);
    }

    [BrowserFact]
    public async Task Flag_OfAMealAfterDeath_IsFoundConfirmedAndAskedBack()
    {
        var (staff, resident) = (await town.TokenAsync("staff-HX05"), DemoTown.ResidentId(255));
        var officerToken = await town.TokenAsync("officer-huaxin");
        await town.PostAsync("/api/sites/HX05/dine-in", new { residentId = resident, mealPeriod = "lunch", foodFen = 1300, overrideReason = "忘带卡" }, staff);
        await town.PostAsync($"/api/residents/{resident}/status", new { status = "deceased", from = "2025-01-01", reason = "派出所通报" }, officerToken);

        await using var officer = await town.VisitAsync(scripts: false, width: 320);
        await officer.SignInByNameAsync("officer-huaxin");
        await using var second = await town.VisitAsync(width: 320);
        await second.SignInByNameAsync("officer-huaxin-2");
        var page = officer.Page;
        await page.GotoAsync("/subsidy/flags");
        await page.GetByRole(AriaRole.Button, new() { Name = "检查这个月" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("新发现");
        await page.Locator("#rule").SelectOptionAsync("after-death");
        await page.GetByRole(AriaRole.Button, new() { Name = "查看" }).ClickAsync();
        await LookAsync(second, page.Url);
        await page.GetByRole(AriaRole.Link, new() { Name = "去世后仍有补贴餐" }).ClickAsync();
        await LookAsync(second, page.Url);
        await page.GetByLabel("核实了什么、结论是什么").FillAsync("家属证实");
        await page.GetByRole(AriaRole.Button, new() { Name = "属实", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".state")).ToHaveTextAsync("属实");
        await LookAsync(second, page.Url);
        await page.GetByRole(AriaRole.Button, new() { Name = "申请追回" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("已申请追回 1 笔");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("待审批");

        await page.GotoAsync("/subsidy/flags/rules");
        await LookAsync(second, page.Url);
        var rule = page.Locator("#after-death");
        await rule.Locator("[name='value.graceDays']").FillAsync("2");
        await rule.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await page.Locator("#after-death").GetByRole(AriaRole.Link, new() { Name = "修改过 1 次" }).ClickAsync();
        await Assertions.Expect(page.Locator("#after-death li")).ToContainTextAsync("从第几天起算 2");
    }

    [BrowserFact]
    public async Task Decision_AndWhatIf_AreReadAndReplayed()
    {
        var staff = await town.TokenAsync("staff-HX07");
        await town.PostAsync(
            "/api/sites/HX07/dine-in",
            new { residentId = BuildingBlocks.Demo.DemoTown.ResidentId(7), mealPeriod = "lunch", foodFen = 1000, paymentMethod = "at-site", overrideReason = "忘带卡，认识本人" }, staff);
        await using var officer = await town.VisitAsync(width: 1280);
        await officer.SignInByNameAsync("officer-huaxin");
        await officer.Page.GotoAsync("/subsidy");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "补贴核定" }).ClickAsync();
        await officer.Page.Locator("tbody a").First.ClickAsync();
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "按当时的事实重算" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".done")).ToContainTextAsync("结果相同");
        await Assertions.Expect(officer.Page.Locator("#evidence")).ToContainTextAsync("没有刷卡，工作人员说明：忘带卡");

        await officer.Page.GotoAsync("/subsidy");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "用这个月推演" }).ClickAsync();
        await officer.Page.GetByRole(AriaRole.Combobox).SelectOptionAsync("-HX-2025");
        await officer.Page.EvaluateAsync(
            "window.told = []; var place = document.querySelector('form [role=status]'); new MutationObserver(() => told.push(place.textContent)).observe(place, { childList: true })");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "推演", Exact = true }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".now")).ToContainTextAsync("财政少支出");
        Assert.Contains(await officer.Page.EvaluateAsync<string[]>("window.told"), text => text.StartsWith("正在推演，已算 0 餐，共 ", StringComparison.Ordinal));
        await officer.Page.RunAndWaitForDownloadAsync(() => officer.Page.GetByRole(AriaRole.Button, new() { Name = "下载 CSV" }).ClickAsync());

        await using var plain = await town.VisitAsync(scripts: false, width: 1280);
        await plain.SignInByNameAsync("officer-huaxin");
        await plain.Page.GotoAsync(officer.Page.Url);
        await plain.Page.GetByRole(AriaRole.Combobox).SelectOptionAsync("-HX-2025");
        await plain.Page.GetByRole(AriaRole.Button, new() { Name = "推演", Exact = true }).ClickAsync();
        await Assertions.Expect(plain.Page.Locator(".now")).ToContainTextAsync("财政少支出");
    }

    [BrowserFact]
    public async Task CourierStatement_IsUploaded_AndItsBadRowIsTold()
    {
        await using var officer = await town.VisitAsync(scripts: false, width: 320);
        await officer.SignInByNameAsync("officer-huaxin");
        var page = officer.Page;
        await page.GotoAsync("/subsidy/courier-statements");
        var month = await page.Locator("#month").InputValueAsync();
        var table = $"配送平台,运单号,助餐点,完成时间,状态,配送费\n蜂鸟,F1,HX03,{month}-01 11:30,已送达,5\n蜂鸟,F2,HX03,{month}-01 11:30,路上,5\n";
        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "账单.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(table) });
        await page.GetByRole(AriaRole.Button, new() { Name = "上传并核对" }).ClickAsync();

        await Assertions.Expect(page.Locator(".done")).ToHaveTextAsync("已收下 1 行，1 行没有收。");
        await Assertions.Expect(page.Locator("tbody").First).ToContainTextAsync("填 已送达、异常 或 已取消");
        await Assertions.Expect(page.Locator("tbody").Last).ToContainTextAsync("专员01");
        await page.GetByRole(AriaRole.Link, new() { Name = "蜂鸟" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("F1");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("已送达");
        await using var second = await town.VisitAsync(width: 320);
        await second.SignInByNameAsync("officer-huaxin");
        await LookAsync(second, page.Url);
        await LookAsync(second, "/subsidy/courier-statements");
    }

    private static async Task LookAsync(Visitor visitor, string url)
    {
        await visitor.Page.GotoAsync(url);
        Assert.Empty(await visitor.SeriousFindingsAsync());
        Assert.False(await visitor.ScrollsSidewaysAsync(), visitor.Page.Url);
    }
}
