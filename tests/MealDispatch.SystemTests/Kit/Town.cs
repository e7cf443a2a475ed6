using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Testing;

namespace MealDispatch.SystemTests.Kit;

/// <summary>The demonstration town as a program outside meets it: one address, whatever runs behind it.</summary>
internal sealed class Town(Uri address) : IDisposable
{
    public HttpClient Anonymous { get; } = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    public async Task SetClockAsync(string now)
    {
        using var admin = await StaffAsync("admin");
        await (await HttpExtensions.PostAsync(admin, "/api/demo/clock", new { now })).JsonAsync();
    }

    public Task<HttpClient> StaffAsync(string userName) => SignInAsync(new { userName, password = DemoTown.Password });

    public async Task<HttpClient> FamilyAsync(int number)
    {
        var phone = DemoTown.FamilyPhone(number);
        var sent = await (await HttpExtensions.PostAsync(Anonymous, "/api/sign-in/code", new { phone })).JsonAsync(202);
        return await SignInAsync(new { phone, code = (string?)sent["demoCode"] });
    }

    /// <summary>The first set meal on a menu, once the menu is there.</summary>
    public async Task<string> SetMealAsync(string site, string date, string period)
    {
        var menus = await Probe.UntilAsync(
            () => Anonymous.GetJsonAsync($"/api/sites/{site}/menus?from={date}&to={date}"),
            m => m["items"]!.AsArray().Any(menu => (string?)menu!["mealPeriod"] == period), $"the menu of {site}");
        var menu = menus["items"]!.AsArray().First(m => (string?)m!["mealPeriod"] == period)!;
        return (string)menu["items"]!.AsArray().First(i => (string?)i!["kind"] == "set-meal")!["code"]!;
    }

    public static object Order(Guid resident, string site, string date, string item, string fulfilment = "pickup", string period = "lunch") => new
    {
        residentId = resident, siteCode = site, serviceDate = date, mealPeriod = period, fulfilment,
        lines = new[] { new { itemCode = item, quantity = 1 } },
        paymentMethod = "meal-account",
    };

    /// <summary>All pages of a list.</summary>
    public static async Task<IReadOnlyList<JsonNode>> AllAsync(HttpClient client, string path)
    {
        var items = new List<JsonNode>();
        var after = "";
        do
        {
            var page = await client.GetJsonAsync($"{path}&limit=500{(after.Length > 0 ? "&after=" + Uri.EscapeDataString(after) : "")}");
            items.AddRange(page["items"]!.AsArray().Select(i => i!));
            after = (string?)page["next"] ?? "";
        }
        while (after.Length > 0);
        return items;
    }

    public void Dispose() => Anonymous.Dispose();

    private async Task<HttpClient> SignInAsync(object credentials)
    {
        JsonNode? signedIn = null;
        await Probe.UntilAsync(
            async () =>
            {
                var response = await HttpExtensions.PostAsync(Anonymous, "/api/sign-in", credentials);
                signedIn = response.IsSuccessStatusCode ? await response.JsonAsync() : null;
                return signedIn is not null;
            },
            TimeSpan.FromSeconds(20),
            () => $"sign-in of {credentials}");
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)signedIn!["accessToken"]);
        return client;
    }
}
