using MealDispatch.Testing;
using Microsoft.Playwright;

namespace MealDispatch.Browser.Tests;

/// <summary>The script of all pages by itself, on a page made here, with a network that does what the test says and a clock that does not wait.</summary>
public sealed class PageScriptTests : IAsyncLifetime
{
    private const string Address = "http://pages.test";
    private readonly Dictionary<string, int> asked = [];
    private readonly TaskCompletionSource answer = new();
    private IPlaywright? playwright;
    private IBrowser? browser;
    private IPage page = null!;

    public async Task InitializeAsync()
    {
        if (Chromium.Missing is not null)
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium.Path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        page = await browser.NewPageAsync();
        page.SetDefaultTimeout(10_000);
        await page.RouteAsync("**/*", AnswerAsync);
        await page.AddInitScriptAsync("Object.defineProperty(document, 'hidden', { get: () => window.away === true });");
        await page.Clock.InstallAsync();
    }

    public async Task DisposeAsync()
    {
        answer.TrySetResult();
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    [BrowserFact]
    public async Task LivePart_WhoseStreamFails_AsksAndKeepsWhatIsTyped()
    {
        await page.GotoAsync(Address + "/live");
        await page.Locator("#note").FillAsync("少放盐");

        await page.Clock.RunForAsync(15_000);

        await Assertions.Expect(page.Locator("#count")).Not.ToHaveTextAsync("0");
        await Assertions.Expect(page.Locator("#note")).ToHaveValueAsync("少放盐");
        await Assertions.Expect(page.Locator("#note")).ToBeFocusedAsync();
        Assert.True(Asked("/stream") > 1, "the stream is tried again");
    }

    /// <summary>Five minutes in steps of five seconds: without longer and longer waits there would be a try in each of the sixty steps.</summary>
    [BrowserFact]
    public async Task Stream_ThatFailsForLong_IsTriedEverLessOften()
    {
        await page.GotoAsync(Address + "/live");

        for (var step = 0; step < 60; step++)
        {
            await page.Clock.RunForAsync(5_000);
            await page.EvaluateAsync("fetch('/settled')");
        }

        Assert.InRange(Asked("/stream"), 4, 15);
    }

    [BrowserFact]
    public async Task LivePart_ThatNobodyLooksAt_AsksNothingUntilItIsShown()
    {
        await page.GotoAsync(Address + "/live");
        await LookAwayAsync(true);
        var (fragments, streams) = (Asked("/fragment"), Asked("/stream"));

        await page.Clock.RunForAsync(120_000);
        Assert.Equal((fragments, streams), (Asked("/fragment"), Asked("/stream")));

        await LookAwayAsync(false);
        await page.Clock.RunForAsync(1_000);
        await Assertions.Expect(page.Locator("#count")).Not.ToHaveTextAsync("0");
    }

    /// <summary>A page writes an attribute of the kind <c>data-</c> also when it has nothing to say in it.</summary>
    [BrowserFact]
    public async Task LivePart_OfWhatIsOver_AsksNothing()
    {
        await page.GotoAsync(Address + "/over");

        await page.Clock.RunForAsync(60_000);
        await page.EvaluateAsync("fetch('/settled')");

        Assert.Equal(0, Asked("/fragment") + Asked("/stream"));
    }

    [BrowserFact]
    public async Task Form_PressedTwice_IsSentOnceAndSaysThatItIsOnItsWay()
    {
        await page.GotoAsync(Address + "/form");
        var send = page.GetByRole(AriaRole.Button, new() { Name = "提交" });
        await send.ClickAsync();
        await page.Clock.RunForAsync(2_000);
        await send.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("请稍候");
        await Assertions.Expect(send).ToBeFocusedAsync();
        await page.EvaluateAsync("fetch('/settled')");
        Assert.Equal(1, Asked("/send"));
    }

    [BrowserTheory]
    [InlineData("", false, false)]
    [InlineData("", true, true)]
    [InlineData("typed", false, true)]
    public async Task Form_LeftUnsaved_AsksFirst(string given, bool typed, bool asks)
    {
        var asked = new TaskCompletionSource();
        page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult();
            await dialog.DismissAsync();
        };
        await page.GotoAsync($"{Address}/long?{given}");
        await page.Locator("#dish").ClickAsync();
        if (typed)
            await page.Locator("#dish").FillAsync("红烧肉");

        await page.GetByRole(AriaRole.Link, new() { Name = "离开" }).ClickAsync();

        if (asks)
            await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
        else
            await page.WaitForURLAsync(Address + "/form");
        Assert.Equal(asks, asked.Task.IsCompleted);
    }

    [BrowserFact]
    public async Task Form_ThatIsSent_AsksNothing()
    {
        page.Dialog += async (_, dialog) => await dialog.DismissAsync();
        await page.GotoAsync(Address + "/long");
        await page.Locator("#dish").ClickAsync();
        await page.Locator("#dish").FillAsync("红烧肉");

        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();

        await page.WaitForURLAsync(Address + "/form");
    }

    private int Asked(string path)
    {
        lock (asked)
            return asked.GetValueOrDefault(path);
    }

    private Task LookAwayAsync(bool away) =>
        page.EvaluateAsync("away => { window.away = away; document.dispatchEvent(new Event('visibilitychange')); }", away);

    private async Task AnswerAsync(IRoute route)
    {
        var path = new Uri(route.Request.Url).AbsolutePath;
        int count;
        lock (asked)
            count = asked[path] = asked.GetValueOrDefault(path) + 1;
        if (path == "/send")
            await answer.Task;
        await (path switch
        {
            "/stream" => route.AbortAsync(),
            "/pages.js" => route.FulfillAsync(new() { Path = Checkout.PathOf("services", "Web", "Assets", "pages.js"), ContentType = "text/javascript" }),
            "/fragment" => HtmlAsync(route, Part(count)),
            "/form" => HtmlAsync(route, PageOf("<form method='post' action='/send' target='aside'><button>提交</button></form><iframe name='aside' title='aside'></iframe>")),
            "/long" => HtmlAsync(route, PageOf($"""
                <form method='post' action='/form' data-unsaved='{new Uri(route.Request.Url).Query.TrimStart('?')}'><input id='dish' name='dish' aria-label='菜名'><button>保存</button></form>
                <a href='/form'>离开</a>
                """)),
            "/over" => HtmlAsync(route, PageOf($"<div id='live' data-fragment='/fragment' data-stream='' data-poll=''>{Part(0)}</div>")),
            "/live" => HtmlAsync(route, PageOf($"<div id='live' data-fragment='/fragment' data-stream='/stream'>{Part(0)}</div>")),
            _ => route.FulfillAsync(new() { Status = 404 }),
        });
    }

    private static Task HtmlAsync(IRoute route, string html) => route.FulfillAsync(new() { Body = html, ContentType = "text/html; charset=utf-8" });

    private static string Part(int count) => $"<input id='note' aria-label='备注'><p id='count'>{count}</p>";

    private static string PageOf(string main) =>
        $"<!DOCTYPE html><html lang='zh-Hans'><body data-wait='请稍候'><main id='main'>{main}</main><script src='/pages.js'></script></body></html>";
}
