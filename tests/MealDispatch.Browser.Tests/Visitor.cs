using Deque.AxeCore.Commons;
using MealDispatch.BuildingBlocks.Demo;
using Microsoft.Playwright;

namespace MealDispatch.Browser.Tests;

/// <summary>One person's browser, and what they do with the pages.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly IBrowserContext context;
    private readonly string address;
    private readonly List<string> foreignRequests = [];
    private readonly List<string> troubles = [];

    public Visitor(IBrowserContext context, IPage page, string address)
    {
        this.context = context;
        this.address = address;
        Page = page;
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                foreignRequests.Add(request.Url);
        };
        page.PageError += (_, error) => troubles.Add($"{page.Url}: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                troubles.Add($"{page.Url}: {message.Text}");
        };
    }

    public IPage Page { get; }

    public IReadOnlyList<string> ForeignRequests => foreignRequests;

    /// <summary>Requests to other hosts, scripts that failed, what the content security policy forbade.</summary>
    public IEnumerable<string> Troubles => [.. foreignRequests, .. troubles];

    public ValueTask DisposeAsync() => context.DisposeAsync();

    /// <summary>By phone and the code that a demonstration shows on the page.</summary>
    public async Task SignInByPhoneAsync(string phone)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("手机号").FillAsync(phone);
        await Page.GetByRole(AriaRole.Button, new() { Name = "发验证码" }).ClickAsync();
        await Page.Locator("#demo-code").WaitForAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).First.ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "我的订单" }).First.WaitForAsync();
    }

    public async Task SignInByNameAsync(string userName)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByText("食堂、街道工作人员登录").ClickAsync();
        await Page.GetByLabel("用户名").FillAsync(userName);
        await Page.GetByLabel("密码", new() { Exact = true }).FillAsync(DemoTown.Password);
        await Page.Locator("details[open] button").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).WaitForAsync();
    }

    /// <summary>
    /// What axe calls serious or critical on the page as it is and on the paper that a frame previews; contrast under 7:1 is, in text of any
    /// size. Only what is wrong is asked for: to describe everything that is right costs axe most of its time.
    /// </summary>
    public async Task<IReadOnlyList<string>> SeriousFindingsAsync()
    {
        foreach (var frame in Page.Frames)
            await frame.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>(
            """
            async () => {
                axe.configure({ checks: [{ id: 'color-contrast-enhanced', options: { contrastRatio: { normal: { expected: 7, minThreshold: 4.5 }, large: { expected: 7, minThreshold: 3 } } } }] });
                const result = await axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: true } } });
                return result.violations.filter(rule => rule.impact === 'serious' || rule.impact === 'critical')
                    .map(rule => `${location.pathname} ${rule.id}: ${rule.nodes.slice(0, 3).map(node => node.html).join(' | ')}`);
            }
            """);
    }

    public Task<bool> ScrollsSidewaysAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    /// <summary>Pages of this product that the page leads to; not files, not the API.</summary>
    public async Task<IReadOnlyList<string>> LinksAsync() => await Page.EvaluateAsync<string[]>(
        """
        [...document.querySelectorAll('a[href]:not([download])')].filter(a => a.origin === location.origin).map(a => a.pathname + a.search)
            .filter(path => !/^\/api\/|\.[a-z]{2,6}$|\/(csv|xlsx|escpos|export|heads)$/.test(path.split('?')[0]))
        """);

    /// <summary>The language of all pages from here on.</summary>
    public Task ReadAsync(string language) => context.AddCookiesAsync([new Cookie { Name = "language", Value = language, Url = address }]);

    /// <summary>
    /// What breaks a rule of ui.md in a window this wide (px) with text this large (px) in these colours: what is measured, contrast under 7:1, or
    /// what axe calls serious.
    /// </summary>
    public async Task<IReadOnlyList<string>> BrokenRulesAsync(int width, int text, string contrast)
    {
        var measured = await BrokenMeasuresAsync(width, text, contrast);
        return [.. measured, .. (await SeriousFindingsAsync()).Select(rule => $"{Page.Url} {width} px, text {text} px, contrast {contrast}: {rule}")];
    }

    /// <summary>Scrolls sideways, text or something to tap is too small. Papers to print have sizes of their own.</summary>
    public async Task<IReadOnlyList<string>> BrokenMeasuresAsync(int width, int text, string contrast)
    {
        await Page.SetViewportSizeAsync(width, 844);
        var broken = await Page.EvaluateAsync<string[]>(
            """
            ([text, contrast]) => {
                if (!document.getElementById('main'))
                    return [];
                document.documentElement.className = document.documentElement.className.replace(/(size|contrast)-\w+/g, '') + ` size-${text} contrast-${contrast}`;
                document.querySelectorAll('details').forEach(details => details.open = true);
                const shown = [...document.body.querySelectorAll('*')].filter(e => e.getClientRects().length && !e.closest('.sr, .skip, .brand, svg, [class*=sample-]'));
                const says = e => e.outerHTML.slice(0, 150);
                const texts = shown.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < text);
                const targets = shown.filter(e => e.matches('button, .button, summary, select, textarea, input:not([type=radio]):not([type=checkbox]):not([type=hidden]), .choice')
                    && e.getBoundingClientRect().height < 60);
                return [
                    ...(document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['scrolls sideways'] : []),
                    ...texts.map(e => 'text is small: ' + says(e)), ...targets.map(e => 'low target: ' + says(e))];
            }
            """, new object[] { text, contrast });
        return [.. broken.Select(rule => $"{Page.Url} {width} px, text {text} px, contrast {contrast}: {rule}")];
    }
}
