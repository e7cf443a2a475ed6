using System.Net.Http.Headers;
using System.Net.Http.Json;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Testing;
using Microsoft.Playwright;

namespace MealDispatch.Browser.Tests;

/// <summary>
/// AllInOne as a person starts it: a process of its own with a fresh demonstration town and a free port, its business time set
/// to 8 o'clock of the morning after today; and one browser.
/// </summary>
public class RunningTown : IAsyncLifetime
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(90);
    private readonly TemporaryFolder folder = new();
    private ServiceProcess? process;
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>No proxy: the browser and this client speak to this machine only.</summary>
    public HttpClient Api { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public string Address { get; private set; } = "";

    public virtual async Task InitializeAsync()
    {
        if (Chromium.Missing is not null)
            return;
        process = ServiceProcess.Start("AllInOne", ServiceProcess.FreeAddress(), new Dictionary<string, string?>
        {
            ["Demo:Enabled"] = "true", ["Data:Directory"] = Path.Combine(folder.Path, "data"), ["Security:KeysDirectory"] = Path.Combine(folder.Path, "keys"),
        });
        await process.ReadyAsync(StartWithin);
        Address = process.Address.GetLeftPart(UriPartial.Authority);
        Api.BaseAddress = new Uri(Address);
        var tomorrow = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(8).DateTime).AddDays(1);
        var admin = await TokenAsync("admin");
        await PostAsync("/api/demo/clock", new { now = $"{tomorrow:yyyy-MM-dd}T08:00:00+08:00" }, admin);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Path,
            Args = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        Api.Dispose();
        if (process is not null)
            await process.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>A person in front of a browser of their own; requests to other hosts are noted and fail.</summary>
    /// <param name="at">Where the browser is; null when it does not tell.</param>
    public async Task<Visitor> VisitAsync(bool scripts = true, int width = 390, Geolocation? at = null)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address, JavaScriptEnabled = scripts, Locale = "zh-CN", ViewportSize = new ViewportSize { Width = width, Height = 844 },
            Geolocation = at, Permissions = at is null ? [] : ["geolocation"],
        });
        context.SetDefaultTimeout(20_000);
        return new Visitor(context, await context.NewPageAsync(), Address);
    }

    public async Task<string> TokenAsync(string userName)
    {
        var answer = await (await Api.PostAsync("/api/sign-in", new { userName, password = DemoTown.Password })).JsonAsync();
        return (string)answer["accessToken"]!;
    }

    public async Task<string> FamilyTokenAsync(int family)
    {
        var phone = DemoTown.FamilyPhone(family);
        var code = (string)(await (await Api.PostAsync("/api/sign-in/code", new { phone })).JsonAsync(202))["demoCode"]!;
        return (string)(await (await Api.PostAsync("/api/sign-in", new { phone, code })).JsonAsync())["accessToken"]!;
    }

    /// <summary>The business date, as the town's clock shows it, or some days later.</summary>
    public async Task<string> DateAsync(string admin, int ahead = 0)
    {
        var now = (string)(await GetAsync("/api/demo/clock", admin))["now"]!;
        return DateTimeOffset.Parse(now, null).AddHours(8).AddDays(ahead).ToString("yyyy-MM-dd", null);
    }

    /// <summary>Goes on to 8 o'clock of the next day, when lunch can be ordered; its date.</summary>
    public async Task<string> NextMorningAsync(string admin)
    {
        var date = await DateAsync(admin, 1);
        await PostAsync("/api/demo/clock", new { now = $"{date}T08:00:00+08:00" }, admin);
        return date;
    }

    /// <summary>A family orders the first dish of lunch for its own elder.</summary>
    public async Task<System.Text.Json.Nodes.JsonNode> OrderLunchAsync(int family, string site, string date, string fulfilment)
    {
        var token = await FamilyTokenAsync(family);
        var menus = (await GetAsync($"/api/sites/{site}/menus?from={date}&to={date}", token))["items"]!.AsArray();
        var dish = (string)menus.First(m => (string?)m!["mealPeriod"] == "lunch")!["items"]![0]!["code"]!;
        return await PostAsync(
            "/api/orders",
            new
            {
                residentId = DemoTown.ResidentId(family), siteCode = site, serviceDate = date, mealPeriod = "lunch", fulfilment, lines = new[] { new { itemCode = dish, quantity = 1 } },
                paymentMethod = "meal-account",
            }, token);
    }

    public async Task<System.Text.Json.Nodes.JsonNode> PostAsync(string path, object body, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Api.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return System.Text.Json.Nodes.JsonNode.Parse(text)!;
    }

    public async Task<System.Text.Json.Nodes.JsonNode> GetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Api.SendAsync(request);
        return await response.JsonAsync();
    }
}
