using System.Text.RegularExpressions;
using MealDispatch.BuildingBlocks.Demo;
using Microsoft.Playwright;

namespace MealDispatch.Browser.Tests;

/// <summary>Family order and follow, staff see, print and pack, the officer sees the month; also with scripts off.</summary>
public sealed partial class MainFlowTests(RunningTown town) : IClassFixture<RunningTown>
{
    [BrowserTheory]
    [InlineData(true, 1, "HX01")]
    [InlineData(false, 2, "HX02")]
    public async Task Meal_OrderedByFamilyAndPackedByStaff_IsFollowedOnItsPage(bool scripts, int family, string site)
    {
        await using var daughter = await town.VisitAsync(scripts);
        await daughter.SignInByPhoneAsync(DemoTown.FamilyPhone(family));
        await OrderAsync(daughter.Page, site);
        await Assertions.Expect(daughter.Page.Locator(".timeline")).ToContainTextAsync("订单已确认");
        await Assertions.Expect(daughter.Page.Locator(".acting")).ToContainTextAsync("居民");

        await using var cook = await town.VisitAsync(scripts, width: 1280);
        await cook.SignInByNameAsync($"staff-{site}");
        await cook.Page.GotoAsync("/kitchen");
        await Assertions.Expect(cook.Page.Locator("#live")).ToContainTextAsync("份订单");
        await cook.Page.GetByRole(AriaRole.Link, new() { Name = "查看", Exact = true }).First.ClickAsync();
        await cook.Page.GetByText("现在就截单").ClickAsync();
        await cook.Page.GetByRole(AriaRole.Button, new() { Name = "确定截单" }).ClickAsync();
        await cook.Page.Locator(".tickets a").First.ClickAsync();
        await Assertions.Expect(cook.Page.Locator(".code").First).ToHaveTextAsync(TicketCode());
        await Assertions.Expect(cook.Page.FrameLocator("#slip").Locator("body")).ToContainTextAsync("骑手反馈");
        await cook.Page.GetByRole(AriaRole.Button, new() { Name = "已打包" }).ClickAsync();
        await Assertions.Expect(cook.Page.Locator("h1")).ToContainTextAsync("已打包");
        await UnpackAndScanAsync(cook.Page);
        await NoteFoodSafetyAndRecallAsync(cook.Page);
        await cook.Page.GotoAsync("/kitchen/printers");
        await Assertions.Expect(cook.Page.Locator("main")).ToContainTextAsync("最近一次打印成功");

        if (!scripts)
            await daughter.Page.GetByRole(AriaRole.Link, new() { Name = "刷新" }).ClickAsync();
        await Assertions.Expect(daughter.Page.Locator(".timeline")).ToContainTextAsync("打包");
        Assert.Empty(daughter.ForeignRequests);
        Assert.Empty(cook.ForeignRequests);
    }

    /// <summary>From the ticket's page: takes packing back, and packs again with the scanner on the batch's page.</summary>
    private static async Task UnpackAndScanAsync(IPage page)
    {
        await page.Locator("summary", new() { HasText = "撤销打包" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "确定撤销" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("待打包");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("撤销打包 扫错了");
        var code = await page.Locator(".code").First.TextContentAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "回到这一批" }).ClickAsync();
        await page.Locator("#code").FillAsync(code!);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("已打包。");
    }

    /// <summary>From the batch's page.</summary>
    private static async Task NoteFoodSafetyAndRecallAsync(IPage page)
    {
        var batch = page.Url.Split('?')[0];
        await page.GetByRole(AriaRole.Link, new() { Name = "食品安全记录" }).ClickAsync();
        await page.Locator("#temperature").FillAsync("69.9");
        await page.GetByRole(AriaRole.Button, new() { Name = "记下" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("低于 70.0 ℃");
        await page.Locator("#temperature").FillAsync("75.2");
        await page.GetByRole(AriaRole.Button, new() { Name = "记下" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("已记下。");
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync("75.2 ℃");

        await page.GotoAsync(batch);
        var dish = await page.Locator("td").First.TextContentAsync();
        await page.Locator("#main").GetByRole(AriaRole.Link, new() { Name = "召回" }).ClickAsync();
        await page.Locator("#item").FillAsync(dish!);
        await page.GetByRole(AriaRole.Button, new() { Name = "查找" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("已打包，还在食堂");
    }

    [BrowserFact]
    public async Task Ticket_WhosePrintBrokeOff_WaitsForTheCookAndIsPrintedAgain()
    {
        await using var daughter = await town.VisitAsync();
        await daughter.SignInByPhoneAsync(DemoTown.FamilyPhone(9));
        await OrderAsync(daughter.Page, "HX04");
        await town.PostAsync("/sandbox/printers/HX04/faults", new { dropAfterBytes = 300 }, await town.TokenAsync("admin"));

        await using var cook = await town.VisitAsync(width: 320);
        await cook.SignInByNameAsync("staff-HX04");
        await cook.Page.GotoAsync("/kitchen");
        await cook.Page.GetByRole(AriaRole.Link, new() { Name = "查看", Exact = true }).First.ClickAsync();
        await cook.Page.GetByText("现在就截单").ClickAsync();
        await cook.Page.GetByRole(AriaRole.Button, new() { Name = "确定截单" }).ClickAsync();
        await cook.Page.GetByRole(AriaRole.Link, new() { Name = "打印机", Exact = true }).ClickAsync();
        var live = cook.Page.Locator("#live");
        await Assertions.Expect(live).ToContainTextAsync("请去看一下", new() { Timeout = 20_000 });
        var findings = new List<string>();
        await LookAsync(cook, findings);
        await cook.Page.GotoAsync("/kitchen");
        await Assertions.Expect(cook.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("不知道打出来没有");
        await LookAsync(cook, findings);
        Assert.Empty(findings);

        await cook.Page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).ClickAsync();
        await cook.Page.GetByRole(AriaRole.Button, new() { Name = "没有，补打一张" }).ClickAsync();

        await Assertions.Expect(cook.Page.Locator(".done")).ToContainTextAsync("已排队补打");
        await Assertions.Expect(live.Locator("tbody tr").First).ToContainTextAsync("已打印", new() { Timeout = 20_000 });
        await Assertions.Expect(live.Locator("tbody tr").First).ToContainTextAsync("补打 2");
    }

    [BrowserFact]
    public async Task Meal_CancelledByFamily_IsShownAsCancelled()
    {
        await using var son = await town.VisitAsync();
        await son.SignInByPhoneAsync(DemoTown.FamilyPhone(3));
        await OrderAsync(son.Page, "HX03");

        await son.Page.GetByText("取消这份订单").ClickAsync();
        await son.Page.GetByRole(AriaRole.Button, new() { Name = "确定取消" }).ClickAsync();

        await Assertions.Expect(son.Page.Locator(".now")).ToHaveTextAsync("已取消");
        await Assertions.Expect(son.Page.GetByText("取消这份订单")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Order_WithNothingChosen_SaysWhatToDo()
    {
        await using var son = await town.VisitAsync();
        await son.SignInByPhoneAsync(DemoTown.FamilyPhone(4));
        await son.Page.GotoAsync("/order");

        await son.Page.GetByRole(AriaRole.Button, new() { Name = "下一步：核对" }).ClickAsync();

        await Assertions.Expect(son.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("还没有选菜");
        await Assertions.Expect(son.Page.Locator("#problem")).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Month_AfterAMealEatenIn_ShowsTheOfficerItsSubsidyBySite()
    {
        var staff = await town.TokenAsync("staff-HX05");
        var served = await town.PostAsync(
            "/api/sites/HX05/dine-in",
            new { residentId = DemoTown.ResidentId(5), mealPeriod = "lunch", foodFen = 1000, paymentMethod = "at-site", overrideReason = "忘带卡，认识本人" },
            staff);
        var subsidy = (long)served["subsidyFen"]!;

        await using var officer = await town.VisitAsync(width: 1280);
        await officer.SignInByNameAsync("officer-huaxin");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "本月补贴" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("tfoot")).ToContainTextAsync("合计");
        Assert.True(subsidy > 0, served.ToJsonString());
        await Assertions.Expect(officer.Page.Locator("tbody")).ToContainTextAsync($"{subsidy / 100}.{subsidy % 100:00}");

        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "台账", Exact = true }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("main strong").First).ToHaveTextAsync("0.00");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "现在核对" }).ClickAsync();
        await Assertions.Expect(officer.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("台账完好");
    }

    [BrowserFact]
    public async Task Budget_ToppedUpByAnOfficer_IsAnEntryWithItsReason()
    {
        await using var officer = await town.VisitAsync(scripts: false, width: 1280);
        await officer.SignInByNameAsync("officer-huaxin");
        await officer.Page.GotoAsync("/subsidy/budgets");
        await officer.Page.GetByText("追加预算").ClickAsync();
        await officer.Page.GetByLabel("金额（元）").First.FillAsync("12.50");
        await officer.Page.GetByLabel("事由（记入台账）").First.FillAsync("区里追加");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "追加", Exact = true }).ClickAsync();
        await Assertions.Expect(officer.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("已追加");

        await officer.Page.GotoAsync($"/subsidy/ledger/entries?account=allotted:{DemoTown.BudgetCode}");
        await Assertions.Expect(officer.Page.Locator("tbody")).ToContainTextAsync("区里追加");
        await Assertions.Expect(officer.Page.Locator("tbody")).ToContainTextAsync("-12.50");
    }

    [BrowserFact]
    public async Task Reader_WhoChoosesHowPagesLook_FindsThemSoOnEveryPage()
    {
        await using var reader = await town.VisitAsync(scripts: false, width: 320);
        var page = reader.Page;
        await page.GotoAsync("/canteens");
        await page.GetByRole(AriaRole.Link, new() { Name = "字号、颜色、语言" }).ClickAsync();
        await page.Locator("#size-30").CheckAsync();
        await page.Locator("#contrast-high").CheckAsync();
        await page.Locator("#language-en").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back", Exact = true }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(town.Address + "/canteens");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Assertions.Expect(page.Locator("html")).ToHaveClassAsync("size-30 contrast-high");
        await page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hans");
    }

    [BrowserFact]
    public async Task Design_InEverySizeAndBothColours_IsReadableByAll()
    {
        await using var reader = await town.VisitAsync(width: 320);
        var findings = new List<string>();
        foreach (var contrast in new[] { "normal", "high" })
        {
            foreach (var size in new[] { "20", "30" })
            {
                await reader.Page.Context.AddCookiesAsync([new() { Name = "text-size", Value = size, Url = town.Address }, new() { Name = "contrast", Value = contrast, Url = town.Address }]);
                await reader.Page.GotoAsync("/design");
                await Assertions.Expect(reader.Page.Locator("html")).ToHaveClassAsync($"size-{size} contrast-{contrast} js");
                findings.AddRange(await reader.SeriousFindingsAsync());
                Assert.False(await reader.ScrollsSidewaysAsync(), $"{size} {contrast}");
            }
        }

        Assert.Empty(findings);
    }

    [BrowserFact]
    public async Task Account_MadeByAnOfficer_OpensWithItsTemporaryPasswordAndANewOne()
    {
        await using var officer = await town.VisitAsync(width: 320);
        await officer.SignInByNameAsync("officer-huaxin");
        var page = officer.Page;
        await page.GotoAsync("/staff");
        await page.GetByText("新建账号").First.ClickAsync();
        await page.GetByLabel("用户名").FillAsync("chen.li");
        await page.GetByLabel("姓名").FillAsync("陈丽");
        await page.GetByLabel("食堂员工", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("街道").FillAsync("huaxin");
        await page.GetByRole(AriaRole.Button, new() { Name = "新建账号" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("助餐点：");
        await page.GetByLabel("HX02").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "新建账号" }).ClickAsync();
        var temporary = await page.Locator("#temporary-password").InnerTextAsync();

        await using var cook = await town.VisitAsync(scripts: false, width: 320);
        await cook.Page.GotoAsync("/sign-in");
        await cook.Page.GetByText("食堂、街道工作人员登录").ClickAsync();
        await cook.Page.GetByLabel("用户名").FillAsync("chen.li");
        await cook.Page.GetByLabel("密码", new() { Exact = true }).FillAsync(temporary);
        await cook.Page.Locator("details[open] button").ClickAsync();
        await Assertions.Expect(cook.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("临时密码");
        await cook.Page.GetByLabel("临时密码").FillAsync(temporary);
        await cook.Page.GetByLabel("新密码").FillAsync("清晨食堂开门卖包子了吗");
        await cook.Page.Locator("details[open] button").ClickAsync();
        await Assertions.Expect(cook.Page.GetByRole(AriaRole.Link, new() { Name = "厨房" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "陈丽" }).ClickAsync();
        var findings = new List<string>();
        await LookAsync(officer, findings);
        await page.GetByRole(AriaRole.Button, new() { Name = "重设密码" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("专员01 重设密码");
        await cook.Page.GotoAsync("/kitchen");
        await Assertions.Expect(cook.Page).ToHaveURLAsync(SignInPage());
        await page.GotoAsync("/staff");
        await page.GetByRole(AriaRole.Link, new() { Name = "专员02" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "重设密码" })).ToHaveCountAsync(0);
        Assert.Empty(findings);
    }

    [BrowserFact]
    public async Task Page_OfAnotherRole_IsRefusedWithoutSigningOut()
    {
        await using var officer = await town.VisitAsync(scripts: false, width: 1280);
        await officer.SignInByNameAsync("officer-huaxin");
        await officer.Page.GotoAsync("/operations");
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("您没有办这件事的权限");
        await Assertions.Expect(officer.Page.GetByRole(AriaRole.Navigation)).ToContainTextAsync("补贴");
    }

    [BrowserFact]
    public async Task Month_OfASite_IsDraftedReviewedConfirmedAndApprovedByThreePeople()
    {
        var staff = await town.TokenAsync("staff-HX07");
        foreach (var (resident, reason) in new[] { (7, "忘带卡，认识本人"), (8, (string?)null) })
            await town.PostAsync(
                "/api/sites/HX07/dine-in",
                new { residentId = DemoTown.ResidentId(resident), mealPeriod = "lunch", foodFen = 1000, paymentMethod = "at-site", overrideReason = reason }, staff);

        await using var officer = await town.VisitAsync(width: 1280);
        await officer.SignInByNameAsync("officer-huaxin");
        await officer.Page.GotoAsync("/subsidy/settlements");
        await officer.Page.Locator("#site").SelectOptionAsync("HX07");
        await officer.Page.Locator("form button.primary").ClickAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("本月用餐 1 餐 5.00 元");
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("待复核 1 餐");
        var settlement = officer.Page.Url;
        await officer.Page.GotoAsync("/subsidy/reviews");
        await officer.Page.GetByLabel("理由").First.FillAsync("电话问过本人");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "接受，列入结算" }).First.ClickAsync();
        await Assertions.Expect(officer.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("已接受");

        await using var cook = await town.VisitAsync(scripts: false, width: 1280);
        await cook.SignInByNameAsync("staff-HX07");
        await cook.Page.GotoAsync(settlement);
        await cook.Page.GetByRole(AriaRole.Button, new() { Name = "重新汇总" }).ClickAsync();
        await cook.Page.GetByLabel("说明（可不填）").FillAsync("两餐都在");
        await cook.Page.GetByRole(AriaRole.Button, new() { Name = "确认金额 10.00 元无误" }).ClickAsync();
        await Assertions.Expect(cook.Page.Locator(".state")).ToHaveTextAsync("食堂已确认，待批准");

        await using var second = await town.VisitAsync(width: 1280);
        await second.SignInByNameAsync("officer-huaxin-2");
        await second.Page.GotoAsync(settlement);
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "批准并锁定" }).ClickAsync();
        await Assertions.Expect(second.Page.Locator(".state")).ToHaveTextAsync("已批准锁定");
        await second.Page.GetByRole(AriaRole.Link, new() { Name = "打印对账单" }).ClickAsync();
        await Assertions.Expect(second.Page.Locator("tfoot")).ToContainTextAsync("10.00");
        var findings = new List<string>();
        await LookAsync(second, findings, "/subsidy/settlements", "/subsidy/reviews", new Uri(settlement).AbsolutePath, new Uri(settlement).AbsolutePath + "/statement");
        await second.Page.GotoAsync(settlement);
        await second.Page.GetByRole(AriaRole.Link, new() { Name = "申请追回" }).First.ClickAsync();
        await LookAsync(second, findings);
        await second.Page.GetByLabel("为什么要追回").FillAsync("冒名领取");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "申请追回" }).ClickAsync();
        await officer.Page.GotoAsync("/subsidy/claw-backs");
        await LookAsync(officer, findings);
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "批准追回" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("tbody")).ToContainTextAsync("更正");
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [BrowserFact]
    public async Task Pages_InTheMiddleOfSomething_HaveNoSeriousFindingsAndNoSidewaysScroll()
    {
        var findings = new List<string>();
        await using var family = await town.VisitAsync(width: 320);
        await family.SignInByPhoneAsync(DemoTown.FamilyPhone(6));
        await OrderAsync(family.Page, "HX06", checkedBeforePlacing: () => LookAsync(family, findings));
        await LookAsync(family, findings);

        await using var cook = await town.VisitAsync(width: 320);
        await cook.SignInByNameAsync("staff-HX06");
        await cook.Page.GotoAsync("/kitchen");
        await cook.Page.GetByRole(AriaRole.Link, new() { Name = "查看", Exact = true }).First.ClickAsync();
        await LookAsync(cook, findings);
        await cook.Page.GetByText("现在就截单").ClickAsync();
        await cook.Page.GetByRole(AriaRole.Button, new() { Name = "确定截单" }).ClickAsync();
        await LookAsync(cook, findings);
        var batch = cook.Page.Url.Split('?')[0];
        await cook.Page.Locator(".tickets a").First.ClickAsync();
        await LookAsync(cook, findings);
        var staff = await town.TokenAsync("staff-HX06");
        var delivery = (await town.GetAsync("/api/deliveries?siteCode=HX06&limit=1", staff))["items"]![0]!["id"];
        Task ReportAsync(string code) => town.PostAsync($"/api/deliveries/{delivery}/welfare-reports", new { level = "urgent", codes = new[] { code } }, staff);
        await ReportAsync("no-answer");
        await LookAsync(cook, findings, "/care");
        await LookAfterAsync(cook.Page, () => ReportAsync("fall"));
        await LookAsync(cook, findings);
        await LookAsync(cook, findings, $"{new Uri(batch).AbsolutePath}/food-safety", "/kitchen/recalls?site=HX06&date=2025-07-01&item=A");

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [BrowserFact]
    public async Task Text_OfAnElder_IsLargeAndGrowsByTheButton()
    {
        await using var elder = await town.VisitAsync(width: 320);
        await elder.Page.GotoAsync("/sign-in");
        var sizes = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            sizes.Add(await elder.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('label')).fontSize"));
            Assert.False(await elder.ScrollsSidewaysAsync());
            var small = await elder.Page.EvaluateAsync<string[]>(
                "[...document.querySelectorAll('main button, main input, footer a')].filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 60).map(e => e.outerHTML)");
            Assert.Empty(small);
            await elder.Page.Locator("header button").First.ClickAsync();
        }

        Assert.Equal(["20px", "24px", "30px", "20px"], sizes);
    }

    private static async Task OrderAsync(IPage page, string site, Func<Task>? checkedBeforePlacing = null)
    {
        await page.GotoAsync($"/order?site={site}");
        await page.Locator(".menu select").First.SelectOptionAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步：核对" }).ClickAsync();
        await Assertions.Expect(page.Locator("p.sum")).ToContainTextAsync("您付");
        if (checkedBeforePlacing is not null)
            await checkedBeforePlacing();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Place() }).ClickAsync();
        await page.WaitForURLAsync(OrderPage());
    }

    /// <summary>From the care desk: calls, takes the alert, closes it; what is typed meanwhile stays, and so does the focus. Ends on its record.</summary>
    private static async Task LookAfterAsync(IPage page, Func<Task> reportAgain)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = NotReached() }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("已记下：没打通。")).ToBeVisibleAsync();
        await page.GetByText("处理完了，记下结果").First.ClickAsync();
        var note = page.GetByLabel("备注（可不填）").First;
        await note.FillAsync("管家去看");
        // Another report comes in: the desk shows it by itself.
        await reportAgain();
        await Assertions.Expect(page.Locator("#live")).ToContainTextAsync("摔倒", new() { Timeout = 15_000 });
        await Assertions.Expect(note).ToHaveValueAsync("管家去看");
        await Assertions.Expect(note).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Take() }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("已记下由您处理。")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = Record() }).First.ClickAsync();
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("接手处理");
    }

    /// <summary>Looks at these pages, or at the page as it is.</summary>
    private static async Task LookAsync(Visitor visitor, List<string> findings, params string[] paths)
    {
        foreach (var path in paths.Length == 0 ? [""] : paths)
        {
            if (path.Length > 0)
                await visitor.Page.GotoAsync(path);
            findings.AddRange(await visitor.SeriousFindingsAsync());
            if (await visitor.ScrollsSidewaysAsync())
                findings.Add($"{visitor.Page.Url} scrolls sideways");
        }
    }

    [GeneratedRegex("^确认下单")]
    private static partial Regex Place();

    [GeneratedRegex("^没打通")]
    private static partial Regex NotReached();

    [GeneratedRegex("^我来处理")]
    private static partial Regex Take();

    [GeneratedRegex("^看记录")]
    private static partial Regex Record();

    [GeneratedRegex("/sign-in")]
    private static partial Regex SignInPage();

    [GeneratedRegex("/orders/[0-9a-f-]{36}$")]
    private static partial Regex OrderPage();

    [GeneratedRegex("^HX0[0-9]-[0-9]{8}-[LD]-[0-9]{3}$")]
    private static partial Regex TicketCode();
}
