using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MealDispatch.BuildingBlocks.Demo;
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
        var date = await town.NextMorningAsync(admin);
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

        var nobody = rider.Page.GetByRole(AriaRole.Button, new() { Name = "没人应门" });
        await Assertions.Expect(nobody).ToBeHiddenAsync();
        await rider.Page.GetByRole(AriaRole.Button, new() { Name = "已到门口" }).ClickAsync();
        await Assertions.Expect(nobody).ToBeVisibleAsync();
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

    [BrowserFact]
    public async Task Rider_WithAMeal_IsSeenOnHisWay_ProvesItByAPhoto_AndIsNotFollowedAfterwards()
    {
        var admin = await town.TokenAsync("admin");
        var date = await town.NextMorningAsync(admin);
        await OnlyOwnRidersAsync();
        var order = (string)(await town.OrderLunchAsync(3, Site, date, "delivery"))["id"]!;
        await town.PostAsync("/api/demo/clock", new { now = $"{date}T10:45:00+08:00" }, admin);
        await using var rider = await town.VisitAsync(at: new() { Latitude = 31.2581f, Longitude = 121.23f });
        await rider.Page.AddInitScriptAsync(
            """
            window.followed = 0;
            const geolocation = Geolocation.prototype, [watch, clear] = [geolocation.watchPosition, geolocation.clearWatch];
            geolocation.watchPosition = function (...all) { window.followed++; return watch.apply(this, all); };
            geolocation.clearWatch = function (id) { window.followed--; return clear.call(this, id); };
            """);
        await rider.SignInByNameAsync("rider-03");
        await rider.Page.GotoAsync("/rider");
        var (done, where) = (rider.Page.Locator(".done"), rider.Page.Locator("#where"));
        await rider.Page.GetByRole(AriaRole.Button, new() { Name = "接单" }).First.ClickAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(done).ToHaveTextAsync("接下了。");
        Assert.Equal(0, await rider.Page.EvaluateAsync<int>("window.followed"));
        await rider.Page.GetByRole(AriaRole.Button, new() { Name = "已取餐" }).ClickAsync();
        await Assertions.Expect(where).ToContainTextAsync("正在报告您的位置");

        await using var family = await town.VisitAsync();
        await family.SignInByPhoneAsync(DemoTown.FamilyPhone(3));
        var home = await family.Page.Context.NewPageAsync();
        await home.GotoAsync("/");
        await home.EvaluateAsync("window.opened = true");
        await home.GetByRole(AriaRole.Link, new() { Name = "看进度" }).FocusAsync();
        await family.Page.GotoAsync($"/orders/{order}");
        var (way, photo) = (family.Page.GetByRole(AriaRole.Img, new() { Name = "骑手走过的路" }), family.Page.GetByRole(AriaRole.Img, new() { Name = "餐在门口的照片" }));
        await rider.Page.Context.SetGeolocationAsync(new() { Latitude = 31.2585f, Longitude = 121.231f });
        // A rider's place is told every five seconds.
        await Assertions.Expect(way).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await rider.Page.Context.SetGeolocationAsync(new() { Latitude = 31.2595f, Longitude = 121.233f });
        await Assertions.Expect(way.Locator("polyline")).ToHaveAttributeAsync("points", new Regex(@"^\S+ \S+"), new() { Timeout = 20_000 });

        await rider.Page.GetByRole(AriaRole.Button, new() { Name = "已到门口" }).ClickAsync();
        await Assertions.Expect(done).ToHaveTextAsync("记下了：已到门口。");
        await rider.Page.GetByText("留个凭证").ClickAsync();
        await rider.Page.Locator("input[type=file]").SetInputFilesAsync(await PhotoAsync(rider.Page));
        Assert.Empty(await rider.SeriousFindingsAsync());
        Assert.False(await rider.ScrollsSidewaysAsync());
        await rider.Page.GetByRole(AriaRole.Button, new() { Name = "交照片" }).ClickAsync();
        await Assertions.Expect(done).ToHaveTextAsync("照片收到了。");
        await rider.Page.GetByRole(AriaRole.Button, new() { Name = "已送达" }).ClickAsync();
        await Assertions.Expect(done).ToContainTextAsync("已送达");

        await Assertions.Expect(where).ToBeHiddenAsync();
        Assert.Equal(0, await rider.Page.EvaluateAsync<int>("window.followed"));
        await Assertions.Expect(photo).ToBeVisibleAsync();
        Assert.Equal(1280, await photo.EvaluateAsync<int>("async image => { await image.decode(); return image.naturalWidth; }"));
        await Assertions.Expect(way).ToHaveCountAsync(0);
        // The first page followed by itself, and who stood on its link still does.
        await Assertions.Expect(home.GetByRole(AriaRole.Link, new() { Name = "看详情" })).ToBeFocusedAsync();
        Assert.True(await home.EvaluateAsync<bool>("window.opened"));
        Assert.Empty(await family.SeriousFindingsAsync());

        var staff = await town.TokenAsync("staff-HX01");
        var delivery = (string)(await town.GetAsync($"/api/orders/{order}", staff))["delivery"]!["id"]!;
        var points = (await town.GetAsync($"/api/deliveries/{delivery}/track", staff))["items"]!.AsArray().Count;
        Assert.True(points >= 2, $"{points} points");
        using (var late = new HttpRequestMessage(HttpMethod.Post, "/api/rider/positions") { Content = JsonContent.Create(new[] { new { at = $"{date}T10:55:00+08:00", lat = 31.26, lng = 121.24 } }) })
        {
            late.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await town.TokenAsync("rider-03"));
            Assert.True((await town.Api.SendAsync(late)).IsSuccessStatusCode);
        }

        Assert.Equal(points, (await town.GetAsync($"/api/deliveries/{delivery}/track", staff))["items"]!.AsArray().Count);
        await using var kitchen = await town.VisitAsync();
        await kitchen.SignInByNameAsync("staff-HX01");
        await kitchen.Page.GotoAsync($"/deliveries/{delivery}");
        await Assertions.Expect(kitchen.Page.GetByRole(AriaRole.Img, new() { Name = "餐在门口的照片" })).ToBeVisibleAsync();
        await using var stranger = await town.VisitAsync();
        await stranger.SignInByPhoneAsync(DemoTown.FamilyPhone(4));
        Assert.Equal(404, (await stranger.Page.APIRequest.GetAsync($"{town.Address}/deliveries/{delivery}/photo")).Status);
        Assert.Empty(rider.Troubles.Concat(family.Troubles));
    }

    /// <summary>What a telephone's camera makes: larger than what is sent.</summary>
    private static async Task<FilePayload> PhotoAsync(IPage page) => new()
    {
        Name = "door.jpg",
        MimeType = "image/jpeg",
        Buffer = Convert.FromBase64String(await page.EvaluateAsync<string>(
            """
            () => {
                const canvas = document.createElement('canvas');
                [canvas.width, canvas.height] = [2560, 1920];
                const brush = canvas.getContext('2d');
                brush.fillStyle = '#8a5a00';
                brush.fillRect(0, 0, 2560, 1920);
                brush.fillStyle = '#fff';
                brush.fillRect(800, 900, 900, 700);
                return canvas.toDataURL('image/jpeg', 0.95).split(',')[1];
            }
            """)),
    };

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
