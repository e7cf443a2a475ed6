using System.Text.Json.Nodes;
using MealDispatch.EscPos;
using MealDispatch.PrinterSandbox;
using MealDispatch.SystemTests.Kit;
using MealDispatch.Testing;

namespace MealDispatch.SystemTests;

/// <summary>
/// AllInOne dies while it prints a batch, before or after a ticket's bytes went out, and is started again over the same data; a person
/// looks at the paper and decides. The printer, which lives on, holds every ticket once and in its order. Debug builds only.
/// </summary>
public sealed class PrintCrashTests
{
    private const string AfterCutoff = "2025-07-02T09:31:00+08:00";
    private const int Deaths = 20;
    private const int DeathsInShort = 2;

    [Fact]
    public async Task Tickets_WhileTheProcessDies_AreNeitherLostNorDoubled()
    {
        await using var printer = new SandboxPrinter("HX01", Paper.Mm80, 0).Start();
        await using var allInOne = new AllInOneTown();
        await allInOne.StartAsync();
        await allInOne.Town.SetClockAsync(OrderRound.Morning);
        var points = Enumerable.Range(0, Requirements.FullScope ? Deaths : DeathsInShort)
            .Select(i => i % 2 == 0 ? $"after-print:{1 + (i % 3)}" : $"before-print:{1 + (i % 2)}").ToList();
        var round = await OrderRound.PrepareAsync(allInOne.Town, 0, (2 * points.Count) + 2);
        using (var officer = await allInOne.Town.StaffAsync("officer-huaxin"))
            await (await HttpExtensions.PutAsync(officer, "/api/kitchen/printers/HX01", new { host = "127.0.0.1", port = printer.Port })).JsonAsync();
        await round.PlaceAsync();

        allInOne.CrashAt(points[0]);
        await CloseAsync(allInOne);
        foreach (var next in points.Skip(1).Append(null))
        {
            await allInOne.Process.ExitAsync(TimeSpan.FromSeconds(60));
            Assert.True(await allInOne.TryStartAsync(next), $"Nothing may be printed before a person decided:\n{allInOne.Process.Log}");
            await round.SignInAgainAsync();
            await DecideAsync(round.Staff, printer);
        }

        var jobs = await Probe.UntilAsync(
            () => JobsAsync(round.Staff), list => Items(list).Count(j => (string?)j["state"] == "sent") == round.Residents.Count, "every ticket to be printed");
        Assert.Equal(
            Enumerable.Range(1, round.Residents.Count).Select(n => $"HX01-20250702-L-{n:D3}"),
            printer.Slips.Select(s => Assert.Single(s.Read(Paper.Mm80)!.Barcodes)));
        Assert.All(Items(jobs).Where(j => (string?)j["state"] == "failed"), j => Assert.Equal("print-again", (string?)j["decision"]));
    }

    /// <summary>The answer may be lost with the process.</summary>
    private static async Task CloseAsync(AllInOneTown allInOne)
    {
        try
        {
            await allInOne.Town.SetClockAsync(AfterCutoff);
        }
        catch (HttpRequestException)
        {
        }
    }

    private static async Task DecideAsync(HttpClient staff, SandboxPrinter printer)
    {
        var list = await Probe.UntilAsync(() => JobsAsync(staff), l => Items(l).Any(j => (string?)j["state"] == "uncertain"), "the ticket that was being printed");
        var job = Assert.Single(Items(list), j => (string?)j["state"] == "uncertain");
        Assert.Equal("interrupted", (string?)job["error"]);
        var isOnPaper = printer.Slips.Any(s => s.Read(Paper.Mm80)!.Barcodes.Contains((string)job["ticketCode"]!));
        try
        {
            await HttpExtensions.PostAsync(staff, $"/api/kitchen/print-jobs/{job["id"]}/decision", new { decision = isOnPaper ? "printed" : "print-again" });
        }
        catch (HttpRequestException)
        {
            // It died again before the answer was out.
        }
    }

    private static Task<JsonNode> JobsAsync(HttpClient staff) => staff.GetJsonAsync("/api/kitchen/print-jobs?siteCode=HX01&limit=500");

    private static IEnumerable<JsonNode> Items(JsonNode list) => list["items"]!.AsArray().Select(j => j!);
}
