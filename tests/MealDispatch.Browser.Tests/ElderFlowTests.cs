using System.Text.RegularExpressions;
using MealDispatch.BuildingBlocks.Demo;
using Microsoft.Playwright;

namespace MealDispatch.Browser.Tests;

/// <summary>An elder of eighty with an old phone: few screens, and nothing that was typed is lost.</summary>
public sealed partial class ElderFlowTests(RunningTown town) : IClassFixture<RunningTown>
{
    private const string SessionCookie = "mealdispatch";
    private const string FormCookie = "mealdispatch-form";

    [BrowserFact]
    public async Task Elder_WithLargestTextAndNoScripts_OrdersInThreeScreensAndAgainInTwoTaps()
    {
        await using var elder = await town.VisitAsync(scripts: false, width: 320);
        var page = elder.Page;
        await elder.SignInByPhoneAsync(DemoTown.ResidentPhone(11));
        await LargestTextAsync(page);
        await ExpectToFitAsync(elder);
        await page.GetByRole(AriaRole.Link, new() { Name = "看菜单点餐" }).ClickAsync();
        await ExpectToFitAsync(elder);
        await page.Locator(".menu select").First.SelectOptionAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步：核对" }).ClickAsync();
        await ExpectToFitAsync(elder);
        var first = await page.Locator("p.now").TextContentAsync();
        await PlaceAsync(page);
        await Assertions.Expect(page.Locator(".now")).ToHaveTextAsync("订好了");
        await Assertions.Expect(page.Locator("#live")).ToContainTextAsync("9:30 前可以取消");
        await ExpectToFitAsync(elder);

        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("订好了");
        await ExpectToFitAsync(elder);
        var again = page.GetByRole(AriaRole.Link, new() { Name = "再来一份：" });
        var next = (await again.TextContentAsync())!.Split('：')[1];
        Assert.NotEqual(first, next);
        await again.ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync($"{first} 已经订过了");
        await Assertions.Expect(page.Locator("p.now")).ToHaveTextAsync(next);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("前可以取消");
        await ExpectToFitAsync(elder);
        await PlaceAsync(page);
        await Assertions.Expect(page.Locator(".now")).ToHaveTextAsync("订好了");

        await page.GotoAsync("/orders?status=open");
        await Assertions.Expect(page.Locator("main .card h2")).ToHaveCountAsync(2);
        await page.GotoAsync("/orders?status=cancelled");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("没有这样的订单");
        Assert.Empty(elder.ForeignRequests);
    }

    [BrowserFact]
    public async Task Order_OfSomebodySignedOutInTheMiddle_IsThereAfterSigningIn()
    {
        await using var elder = await town.VisitAsync(scripts: false);
        var page = elder.Page;
        await page.GotoAsync("/s/HX02");
        await page.GetByRole(AriaRole.Link, new() { Name = "在这里点餐" }).ClickAsync();
        await SignInHereAsync(page, "139-0000 0012");
        var site = await page.Locator("main .card h2").First.TextContentAsync();
        await page.Locator(".menu select").First.SelectOptionAsync("2");
        await page.GetByLabel("有什么要交代食堂的").FillAsync("门铃坏了，请敲门");

        await page.Context.ClearCookiesAsync(new() { Name = SessionCookie });
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步：核对" }).ClickAsync();
        Assert.Matches("/sign-in\\?returnUrl=%2Forder%2Fcheck$", page.Url);
        await SignInHereAsync(page, DemoTown.ResidentPhone(12));
        await ExpectChosenAsync();

        await page.Context.ClearCookiesAsync(new() { Name = SessionCookie });
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Place() }).ClickAsync();
        await SignInHereAsync(page, DemoTown.ResidentPhone(12));
        await ExpectChosenAsync();
        await PlaceAsync(page);

        await page.GetByText("取消这份订单").ClickAsync();
        await page.GetByLabel("为什么取消").FillAsync("女儿来了");
        await page.Context.ClearCookiesAsync(new() { Name = SessionCookie });
        await page.GetByRole(AriaRole.Button, new() { Name = "确定取消" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "去登录" }).ClickAsync();
        await SignInHereAsync(page, DemoTown.ResidentPhone(12));
        await page.GetByRole(AriaRole.Button, new() { Name = "接着提交" }).ClickAsync();
        await Assertions.Expect(page.Locator(".now")).ToHaveTextAsync("已取消");

        async Task ExpectChosenAsync()
        {
            await Assertions.Expect(page.Locator(".lines")).ToContainTextAsync("× 2");
            await Assertions.Expect(page.Locator("dl")).ToContainTextAsync("门铃坏了，请敲门");
            await Assertions.Expect(page.Locator("dl")).ToContainTextAsync(site!);
        }
    }

    [BrowserFact]
    public async Task Order_SentTwiceFromTwoWindowsAndByTheBackButton_IsOneOrder()
    {
        await using var elder = await town.VisitAsync();
        var page = elder.Page;
        await elder.SignInByPhoneAsync(DemoTown.ResidentPhone(13));
        await ChooseAsync(page, "HX03");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/order/check");
        var twice = await page.EvaluateAsync<string[]>(
            "() => { const form = document.querySelector('form[action*=Place]'); const send = () => fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) }).then(a => a.url);"
            + " return Promise.all([send(), send()]); }");
        Assert.Equal(twice[0], twice[1]);
        Assert.Matches(OrderPage(), twice[0]);
        await PlaceAsync(other);
        Assert.Equal(twice[0], other.Url);

        await other.GoBackAsync();
        await Assertions.Expect(other.Locator("h1")).ToHaveTextAsync("点餐");
        await Assertions.Expect(other.Locator("main .note")).ToContainTextAsync("订过了");
    }

    [BrowserFact]
    public async Task Form_WhoseTokenIsTooOld_ComesBackFilled()
    {
        await using var elder = await town.VisitAsync();
        var page = elder.Page;
        await elder.SignInByPhoneAsync(DemoTown.ResidentPhone(14));
        await ChooseAsync(page, "HX04");

        await page.Context.ClearCookiesAsync(new() { Name = FormCookie });
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Place() }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("再按一次");
        await PlaceAsync(page);

        await page.GetByText("取消这份订单").ClickAsync();
        await page.Context.ClearCookiesAsync(new() { Name = FormCookie });
        await page.GetByRole(AriaRole.Button, new() { Name = "确定取消" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();
        await Assertions.Expect(page.Locator(".now")).ToHaveTextAsync("已取消");
    }

    [BrowserFact]
    public async Task Account_TooLowForTheMeal_IsToppedUpOnlineAndFamilyIsAddedAndWithdrawn()
    {
        await using var elder = await town.VisitAsync(width: 320);
        var page = elder.Page;
        await elder.SignInByPhoneAsync(DemoTown.ResidentPhone(15));
        await page.GotoAsync("/order?site=HX05");
        await page.Locator(".menu select").First.SelectOptionAsync("5");
        await page.Locator(".menu select").Nth(1).SelectOptionAsync("5");
        await page.Locator(".menu select").Nth(2).SelectOptionAsync("5");
        await page.Locator(".menu select").Nth(3).SelectOptionAsync("5");
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步：核对" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = Place() })).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = PayThere() })).ToBeVisibleAsync();
        await ExpectToFitAsync(elder);

        await page.GetByRole(AriaRole.Link, new() { Name = "去充值" }).ClickAsync();
        await ExpectToFitAsync(elder);
        await page.GetByLabel("别的数目").FillAsync("300");
        await page.GetByRole(AriaRole.Button, new() { Name = "用手机充值" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = Pay() }).ClickAsync();
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "回到助餐账户" }).ClickAsync();
        await Assertions.Expect(page.Locator("p.now")).ToContainTextAsync("500.00");
        await Assertions.Expect(page.Locator("ul.lines").First).ToContainTextAsync("+300.00");
        await page.GotoAsync("/order/check");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = Place() })).ToBeVisibleAsync();

        await page.GotoAsync("/family");
        await page.GetByText("再加一位亲属").ClickAsync();
        await page.GetByLabel("亲属的手机号").FillAsync("137 0000 0015");
        await page.GetByLabel("是老人的什么人").FillAsync("侄女");
        await page.GetByRole(AriaRole.Button, new() { Name = "给老人发验证码" }).ClickAsync();
        var code = await page.Locator("#demo-code").TextContentAsync();
        await ExpectToFitAsync(elder);
        await page.GetByLabel("老人手机上的 6 个数字").FillAsync(code!);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Agree() }).ClickAsync();
        var link = page.Locator("main .card").Filter(new() { HasText = "137****0015" });
        await Assertions.Expect(link).ToContainTextAsync("可以替");
        await link.Locator("summary").ClickAsync();
        await link.GetByRole(AriaRole.Button, new() { Name = "确定取消" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("137****0015");
        await page.GotoAsync("/card");
        await ExpectToFitAsync(elder);
    }

    [BrowserFact]
    public async Task OrderPage_WithEverythingItLoads_IsLight()
    {
        await using var elder = await town.VisitAsync();
        await elder.SignInByPhoneAsync(DemoTown.ResidentPhone(16));
        var (all, scripts) = (0, 0);
        var read = new List<Task>();
        elder.Page.Response += (_, answer) => read.Add(CountAsync(answer));

        await elder.Page.GotoAsync("/order?site=HX06", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Task.WhenAll(read);

        Assert.InRange(all, 1000, 60_000);
        Assert.InRange(scripts, 100, 25_000);

        async Task CountAsync(IResponse answer)
        {
            var bytes = (await answer.BodyAsync()).Length;
            Interlocked.Add(ref all, bytes);
            if (answer.Url.Contains(".js", StringComparison.Ordinal))
                Interlocked.Add(ref scripts, bytes);
        }
    }

    private static async Task ChooseAsync(IPage page, string site)
    {
        await page.GotoAsync($"/order?site={site}");
        await page.Locator(".menu select").First.SelectOptionAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步：核对" }).ClickAsync();
        await Assertions.Expect(page.Locator("p.sum")).ToContainTextAsync("您付");
    }

    private static async Task PlaceAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Place() }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(OrderPage(), new() { Timeout = 20_000 });
    }

    /// <summary>On the sign-in page as it stands.</summary>
    private static async Task SignInHereAsync(IPage page, string phone)
    {
        await page.GetByLabel("手机号").FillAsync(phone);
        await page.GetByRole(AriaRole.Button, new() { Name = "发验证码" }).ClickAsync();
        await page.Locator("#demo-code").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).First.ClickAsync();
    }

    private static async Task LargestTextAsync(IPage page)
    {
        await page.Context.AddCookiesAsync([new Cookie { Name = "text-size", Value = "30", Url = page.Url }]);
        await page.ReloadAsync();
    }

    /// <summary>No sideways scroll, and what is to be pressed is at least 60 px high.</summary>
    private static async Task ExpectToFitAsync(Visitor visitor)
    {
        Assert.False(await visitor.ScrollsSidewaysAsync(), $"{visitor.Page.Url} scrolls sideways");
        var small = await visitor.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('main button, main .button, main select, main summary, footer a')].filter(e => e.getClientRects().length && !e.closest('[aria-hidden]') && !e.matches('[aria-hidden]') && e.getBoundingClientRect().height < 60).map(e => e.outerHTML)");
        Assert.Empty(small);
    }

    [GeneratedRegex("^确认下单")]
    private static partial Regex Place();

    [GeneratedRegex("付现钱$")]
    private static partial Regex PayThere();

    [GeneratedRegex("^去付")]
    private static partial Regex Pay();

    [GeneratedRegex("^同意")]
    private static partial Regex Agree();

    [GeneratedRegex("/orders/[0-9a-f-]{36}$")]
    private static partial Regex OrderPage();
}
