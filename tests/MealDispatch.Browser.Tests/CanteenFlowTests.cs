using System.Net.Http.Headers;
using System.Net.Http.Json;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Testing;
using Microsoft.Playwright;

namespace MealDispatch.Browser.Tests;

/// <summary>A canteen's day: residents at the counter, next weeks' menus, tickets packed by scanning.</summary>
public sealed class CanteenFlowTests(RunningTown town) : IClassFixture<RunningTown>
{
    [BrowserTheory]
    [InlineData(true, 31)]
    [InlineData(false, 32)]
    public async Task Guest_WithACard_IsServedByOnePressAndOnceWhenPressedTwice(bool scripts, int resident)
    {
        var officer = await town.TokenAsync("officer-huaxin");
        var card = (string)(await town.PostAsync($"/api/residents/{DemoTown.ResidentId(resident)}/card", new { }, officer))["cardCode"]!;
        await using var clerk = await town.VisitAsync(scripts, width: 320);
        await clerk.SignInByNameAsync("staff-HX05");
        await clerk.Page.GotoAsync("/counter?site=HX05");
        await LookAsync(clerk, scripts);

        await Assertions.Expect(clerk.Page.Locator("#who")).ToBeFocusedAsync();
        await clerk.Page.Keyboard.TypeAsync(card);
        await clerk.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(clerk.Page.Locator(".acting")).ToContainTextAsync("已刷卡");
        await LookAsync(clerk, scripts);
        var offer = clerk.Page.Locator(".offers button").First;
        await Assertions.Expect(offer).ToContainTextAsync("街道补 6.00 元");
        await offer.DblClickAsync();

        await Assertions.Expect(clerk.Page.Locator("main")).ToContainTextAsync("已供餐");
        Assert.DoesNotContain(card, clerk.Page.Url, StringComparison.Ordinal);
        await LookAsync(clerk, scripts);
        var orders = (await town.GetAsync($"/api/orders?residentId={DemoTown.ResidentId(resident)}", await town.TokenAsync("staff-HX05")))["items"]!.AsArray();
        Assert.Equal("completed", (string?)Assert.Single(orders)!["status"]);
    }

    [BrowserFact]
    public async Task Guest_FoundByName_TopsUpAndOrdersAhead()
    {
        await using var clerk = await town.VisitAsync(width: 320);
        await clerk.SignInByNameAsync("staff-HX05");
        await clerk.Page.GotoAsync("/counter?site=HX05");
        await clerk.Page.Locator("#who").FillAsync("居民033");
        await clerk.Page.Keyboard.PressAsync("Enter");

        await clerk.Page.GetByText("充值（现金）").ClickAsync();
        await clerk.Page.GetByLabel("收了多少现金（元）").FillAsync("12.50");
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "存进助餐账户" }).ClickAsync();
        await Assertions.Expect(clerk.Page.Locator("main")).ToContainTextAsync("助餐账户余额 212.50 元");
        await clerk.Page.GetByText("订后面的餐").ClickAsync();
        await clerk.Page.Locator("#ahead button").Nth(2).ClickAsync();
        await LookAsync(clerk);
        await clerk.Page.Locator(".menu input").First.FillAsync("1");
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "算一下" }).ClickAsync();
        await Assertions.Expect(clerk.Page.Locator(".card").First).ToContainTextAsync("街道补 6.00 元");
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "确认，收" }).ClickAsync();

        await Assertions.Expect(clerk.Page.Locator("main")).ToContainTextAsync("已订好 · 居民033");
    }

    [BrowserFact]
    public async Task Menu_IsCheckedAgainstDietsKeepsWhatWasTypedAndIsCopiedToAWeek()
    {
        var staff = await town.TokenAsync("staff-HX06");
        var date = await TodayAsync(2);
        var halal = (await town.PostAsync("/api/residents/search", new { query = "居民", limit = 300 }, await town.TokenAsync("officer-huaxin")))["items"]!.AsArray()
            .First(r => r!["dietTags"]!.AsArray().Any(t => (string?)t == "halal"))!;
        await OrderAsync("HX06", date, (Guid)halal["id"]!, staff);
        await using var cook = await town.VisitAsync(width: 320);
        await cook.SignInByNameAsync("staff-HX06");
        await cook.Page.GotoAsync($"/menus/edit?site=HX06&date={date}&meal=lunch");
        await LookAsync(cook);

        foreach (var box in await cook.Page.Locator("input[value=halal]").AllAsync())
            await box.UncheckAsync();
        await cook.Page.Locator("#name-0").FillAsync("红烧狮子头");
        await cook.Page.Locator("#price-0").FillAsync("十元");
        await cook.Page.GetByRole(AriaRole.Button, new() { Name = "核对：有没有人吃不了" }).ClickAsync();
        await Assertions.Expect(cook.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("第 1 样 价格");
        await cook.Page.Locator("#price-0").FillAsync("15.5");
        await cook.Page.GetByRole(AriaRole.Button, new() { Name = "核对：有没有人吃不了" }).ClickAsync();
        await Assertions.Expect(cook.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("清真");
        await LookAsync(cook);

        await PublishAsync($"/api/sites/HX06/menus/{date}/lunch", staff);
        await cook.Page.GetByRole(AriaRole.Button, new() { Name = "发布", Exact = true }).ClickAsync();
        await Assertions.Expect(cook.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("别人发布了");
        await Assertions.Expect(cook.Page.Locator("main")).ToContainTextAsync("对方有，您没有：T 别人的菜");
        await Assertions.Expect(cook.Page.Locator("#name-0")).ToHaveValueAsync("红烧狮子头");
        await cook.Page.GetByRole(AriaRole.Button, new() { Name = "发布", Exact = true }).ClickAsync();
        await Assertions.Expect(cook.Page.Locator(".done")).ToHaveTextAsync("已发布。");
        await Assertions.Expect(cook.Page.Locator("main")).ToContainTextAsync("红烧狮子头");

        await cook.Page.GotoAsync($"/menus?site=HX06&week={await TodayAsync(28)}");
        await cook.Page.GetByText("复制另一周").ClickAsync();
        await cook.Page.Locator("#from").FillAsync(date);
        await cook.Page.GetByRole(AriaRole.Button, new() { Name = "先看看会怎样" }).ClickAsync();
        await Assertions.Expect(cook.Page.Locator("main")).ToContainTextAsync("已经有菜单的餐不动");
        await LookAsync(cook);
        await cook.Page.GetByRole(AriaRole.Button, new() { Name = "发布这" }).ClickAsync();
        await Assertions.Expect(cook.Page.Locator(".done")).ToContainTextAsync("复制并发布了");
        await Assertions.Expect(cook.Page.Locator("main")).ToContainTextAsync("红烧狮子头");
    }

    [BrowserTheory]
    [InlineData(true, "HX03")]
    [InlineData(false, "HX04")]
    public async Task Board_PacksWhatIsScannedAndShowsWhatCameMeanwhile(bool scripts, string site)
    {
        var (staff, date) = (await town.TokenAsync($"staff-{site}"), await TodayAsync(0));
        await OrderAsync(site, date, DemoTown.ResidentId(41), staff);
        var batch = await BatchAsync(site, date, staff);
        await town.PostAsync($"/api/kitchen/batches/{batch}/close", new { }, staff);
        var code = (string)(await town.GetAsync($"/api/kitchen/batches/{batch}", staff))["tickets"]![0]!["code"]!;
        await using var cook = await town.VisitAsync(scripts, width: 320);
        await cook.SignInByNameAsync($"staff-{site}");
        await cook.Page.GotoAsync("/kitchen");
        await LookAsync(cook, scripts);
        var (field, answer) = (cook.Page.Locator("#scan"), cook.Page.Locator("#answer"));

        await ScanAsync("HX99-1");
        await Assertions.Expect(answer).ToContainTextAsync("没有这张小票：HX99-1");
        await ScanAsync(code);
        await Assertions.Expect(answer).ToContainTextAsync("号 已打包");
        await Assertions.Expect(field).ToBeFocusedAsync();
        await ScanAsync(code);
        await Assertions.Expect(answer).ToContainTextAsync("早就是：已打包");

        if (!scripts)
            return;
        await field.FillAsync("H");
        await OrderAsync(site, date, DemoTown.ResidentId(42), staff);
        await Assertions.Expect(cook.Page.Locator("#live")).ToContainTextAsync("第 2 批");
        await Assertions.Expect(field).ToBeFocusedAsync();
        await Assertions.Expect(field).ToHaveValueAsync("H");

        async Task ScanAsync(string text)
        {
            await field.FillAsync(text);
            await cook.Page.Keyboard.PressAsync("Enter");
        }
    }

    private async Task<string> TodayAsync(int ahead) => await town.DateAsync(await town.TokenAsync("admin"), ahead);

    private async Task OrderAsync(string site, string date, Guid resident, string staff) => await town.PostAsync(
        "/api/orders",
        new
        {
            residentId = resident, siteCode = site, serviceDate = date, mealPeriod = "lunch", fulfilment = "pickup", lines = new[] { new { itemCode = "A", quantity = 1 } },
            paymentMethod = "at-site",
        },
        staff);

    /// <summary>The kitchen's batch, as soon as it has heard of the order.</summary>
    private async Task<Guid> BatchAsync(string site, string date, string staff)
    {
        var path = $"/api/kitchen/batches?siteCode={site}&serviceDate={date}";
        var found = await Probe.UntilAsync(() => town.GetAsync(path, staff), answer => answer["items"]!.AsArray().Count > 0, path, seconds: 30);
        return (Guid)found["items"]![0]!["id"]!;
    }

    /// <summary>Somebody else's menu of one dish.</summary>
    private async Task PublishAsync(string path, string staff)
    {
        var menu = new { items = new[] { new { code = "T", name = "别人的菜", priceFen = 900, kind = "dish" } } };
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(menu) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", staff);
        await (await town.Api.SendAsync(request)).JsonAsync();
    }

    /// <summary>What finds faults is itself a script.</summary>
    private static async Task LookAsync(Visitor visitor, bool scripts = true)
    {
        if (scripts)
            Assert.Empty(await visitor.SeriousFindingsAsync());
        Assert.False(await visitor.ScrollsSidewaysAsync(), visitor.Page.Url);
    }
}
