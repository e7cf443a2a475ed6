using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MealDispatch.Testing;
using Microsoft.Playwright;

namespace MealDispatch.Browser.Tests;

/// <summary>A canteen whose meals the town's own riders bring; one of them at his phone.</summary>
public sealed class RiderFlowTests(RunningTown town) : IClassFixture<RunningTown>
{
    private const string Site = "HX01";

    [BrowserFact]
    public async Task Meal_BroughtByAnOwnRider_KeepsWhatHePressedWithoutANetwork()
    {
        var admin = await town.TokenAsync("admin");
        var date = await town.DateAsync(admin);
        await OnlyOwnRidersAsync();
        await town.OrderLunchAsync(1, Site, date, "delivery");
        await town.OrderLunchAsync(2, Site, date, "delivery");
        await town.PostAsync("/api/demo/clock", new { now = $"{date}T10:45:00+08:00" }, admin);

        await using var rider = await town.VisitAsync(width: 320);
        await rider.SignInByNameAsync("rider-01");
        await rider.Page.GotoAsync("/rider");
        await rider.Page.GetByRole(AriaRole.Button, new() { Name = "接单" }).First.ClickAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(rider.Page.Locator(".done")).ToHaveTextAsync("接下了。");
        Assert.Empty(await rider.SeriousFindingsAsync());
        Assert.False(await rider.ScrollsSidewaysAsync());

        await rider.Page.Context.SetOfflineAsync(true);
        await rider.Page.GetByRole(AriaRole.Button, new() { Name = "已到店" }).ClickAsync();
        await rider.Page.GetByRole(AriaRole.Button, new() { Name = "已取餐" }).ClickAsync();
        await Assertions.Expect(rider.Page.Locator("#queue")).ToContainTextAsync("（2 个）");
        await rider.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(rider.Page.Locator(".done")).ToHaveTextAsync("记下了：已取餐。", new() { Timeout = 20_000 });
        await Assertions.Expect(rider.Page.Locator("#queue")).ToBeHiddenAsync();

        await rider.Page.GetByRole(AriaRole.Button, new() { Name = "已送达" }).ClickAsync();
        await Assertions.Expect(rider.Page.Locator(".done")).ToContainTextAsync("已送达");
        await rider.Page.GetByText("老人还好吗？").ClickAsync();
        await rider.Page.GetByLabel("一切正常").CheckAsync();
        await rider.Page.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();
        await Assertions.Expect(rider.Page.Locator(".done")).ToContainTextAsync("已收到");
        Assert.Empty(await rider.SeriousFindingsAsync());

        await using var plain = await town.VisitAsync(scripts: false, width: 320);
        await plain.SignInByNameAsync("rider-02");
        await plain.Page.GotoAsync("/rider");
        foreach (var step in new[] { "接单", "已取餐", "已到门口", "已送达" })
            await plain.Page.GetByRole(AriaRole.Button, new() { Name = step }).First.ClickAsync();
        await Assertions.Expect(plain.Page.Locator(".done")).ToContainTextAsync("已送达");
        Assert.Empty(rider.ForeignRequests);
    }

    private async Task OnlyOwnRidersAsync()
    {
        var officer = await town.TokenAsync("officer-huaxin");
        var site = await town.GetAsync($"/api/sites/{Site}", officer);
        site["couriers"] = new JsonArray("own-riders");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/sites/{Site}") { Content = JsonContent.Create(site) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", officer);
        await (await town.Api.SendAsync(request)).JsonAsync();
    }
}
