using Deque.AxeCore.Playwright;
using MealDispatch.BuildingBlocks.Demo;
using Microsoft.Playwright;

namespace MealDispatch.Browser.Tests;

/// <summary>One person's browser, and what they do with the pages.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> foreignRequests = [];

    public Visitor(IBrowserContext context, IPage page, string address)
    {
        this.context = context;
        Page = page;
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                foreignRequests.Add(request.Url);
        };
    }

    public IPage Page { get; }

    public IReadOnlyList<string> ForeignRequests => foreignRequests;

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

    /// <summary>Serious and critical findings on the page as it is, and on the paper that a frame previews.</summary>
    public async Task<IReadOnlyList<string>> SeriousFindingsAsync()
    {
        var result = await Page.RunAxe();
        return [.. result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{Page.Url} {v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}")];
    }

    public Task<bool> ScrollsSidewaysAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");
}
