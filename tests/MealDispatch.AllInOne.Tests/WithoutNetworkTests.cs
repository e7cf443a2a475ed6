using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Testing;

namespace MealDispatch.AllInOne.Tests;

/// <summary>
/// The line to the outside is cut: the courier cannot be reached. The canteen closes its batch, makes its tickets, packs and serves at the
/// counter all the same, and the town's own riders get what the courier would have carried. With the line back, the courier carries again.
/// </summary>
public sealed class WithoutNetworkTests(WithoutNetworkTests.CutOffTown town) : IClassFixture<WithoutNetworkTests.CutOffTown>
{
    private const string Date = "2025-07-02";

    [Fact]
    public async Task Kitchen_WhileTheCourierCannotBeReached_GoesOnAndOwnRidersCarry()
    {
        using var family = await town.FamilyAsync(1);
        var resident = DemoTown.ResidentId(1);
        var sites = await family.GetJsonAsync($"/api/residents/{resident}/sites?serviceDate={Date}&mealPeriod=lunch");
        var site = (string)sites["items"]!.AsArray().First(s => (bool)s!["canDeliver"]! && DemoTown.Canteens.Contains((string?)s["code"]))!["code"]!;
        var (lunch, dinner) = (await OrderAsync(family, resident, site, "lunch"), await OrderAsync(family, resident, site, "dinner"));

        await town.SetClockAsync("2025-07-02T10:50:00+08:00");
        using var staff = await town.StaffAsync($"staff-{site}");
        var batches = await AllInOneFixture.UntilAsync(
            () => staff.GetJsonAsync($"/api/kitchen/batches?siteCode={site}&serviceDate={Date}&mealPeriod=lunch"),
            list => list["items"]!.AsArray().Any(b => (string?)b!["status"] == "closed"), "the batch to close");
        var ticket = (await staff.GetJsonAsync($"/api/kitchen/batches/{batches["items"]![0]!["id"]}"))["tickets"]![0]!;
        Assert.Contains("骑手反馈", await staff.GetStringAsync($"/api/kitchen/tickets/{ticket["code"]}.html"));
        await (await HttpExtensions.PostAsync(staff, $"/api/kitchen/tickets/{ticket["code"]}/packed", null)).JsonAsync();
        var eatenIn = await (await HttpExtensions.PostAsync(
            staff, $"/api/sites/{site}/dine-in", new { residentId = DemoTown.ResidentId(2), mealPeriod = "lunch", foodFen = 1000, overrideReason = "忘带卡" })).JsonAsync(201);
        Assert.Equal("completed", (string?)eatenIn["status"]);
        await AllInOneFixture.UntilAsync(
            () => staff.GetJsonAsync($"/api/deliveries?siteCode={site}&serviceDate={Date}"),
            list => list["items"]!.AsArray().Any(d => d!["attempts"]!.AsArray().Any(a => (string?)a!["provider"] == "own-riders")), "the own riders to be asked");
        Assert.Equal("ready", (string?)(await family.GetJsonAsync($"/api/orders/{lunch}"))["status"]);

        town.Line.Mend(new Uri(town.App.Urls.First()).Port);
        await town.SetClockAsync("2025-07-02T16:35:00+08:00");

        var carried = await AllInOneFixture.UntilAsync(
            () => family.GetJsonAsync($"/api/orders/{dinner}"), o => (string?)o["status"] is "completed" or "failed", "the courier to deliver");
        Assert.Equal("completed", (string?)carried["status"]);
        Assert.Contains("rider-assigned", carried["timeline"]!.AsArray().Select(t => (string?)t!["event"]));
    }

    private static async Task<string> OrderAsync(HttpClient family, Guid resident, string site, string mealPeriod)
    {
        var menus = await family.GetJsonAsync($"/api/sites/{site}/menus?from={Date}&to={Date}");
        var menu = menus["items"]!.AsArray().Single(m => (string?)m!["mealPeriod"] == mealPeriod)!;
        var item = (string?)menu["items"]!.AsArray().First(i => (string?)i!["kind"] == "set-meal")!["code"];
        var order = await (await HttpExtensions.PostAsync(family, "/api/orders", new
        {
            residentId = resident, siteCode = site, serviceDate = Date, mealPeriod, fulfilment = "delivery", lines = new[] { new { itemCode = item, quantity = 1 } },
            paymentMethod = "meal-account",
        })).JsonAsync(201);
        return (string)order["id"]!;
    }

    public sealed class CutOffTown : AllInOneFixture
    {
        internal Line Line { get; } = new();

        protected override IReadOnlyList<string> MoreSettings =>
            ["--Couriers:FengniaoV2:BaseUrl", $"http://127.0.0.1:{Line.Port.ToString(CultureInfo.InvariantCulture)}/sandbox/fengniao-v2/anubis-webapi"];
    }

    /// <summary>The line to the courier: a port that refuses until the line is mended, then passes every byte on.</summary>
    internal sealed class Line
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public Line()
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
            listener.Stop();
        }

        public int Port { get; }

        public void Mend(int target)
        {
            var mended = new TcpListener(IPAddress.Loopback, Port);
            mended.Start();
            _ = PassOnAsync(mended, target);
        }

        private static async Task PassOnAsync(TcpListener listener, int target)
        {
            while (true)
                _ = PassOnAsync(await listener.AcceptTcpClientAsync(), target);
        }

        private static async Task PassOnAsync(TcpClient near, int target)
        {
            using var here = near;
            using var there = new TcpClient();
            await there.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(here.GetStream().CopyToAsync(there.GetStream()), there.GetStream().CopyToAsync(here.GetStream()));
        }
    }
}
