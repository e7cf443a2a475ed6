using System.Globalization;
using MealDispatch.Care.Alerts.ClimbLadders;
using MealDispatch.Care.Messages.SendMessages;
using MealDispatch.Contracts;
using MealDispatch.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.Care.Tests;

/// <summary>An elder does not open: who was told what, when?</summary>
public sealed class LadderRecordTests
{
    /// <summary>
    /// Lunch, 11:40: a platform's rider reports that nobody opens. Nobody takes the alert, the canteen reaches nobody, until an
    /// officer does; the provider of text messages fails once on the way. The whole record is approved as a table.
    /// </summary>
    [Fact]
    public async Task ElderDoesNotOpen_UpTheWholeLadder_IsOnRecordAsATable()
    {
        await using var care = new CareFactory();
        await care.InitializeAsync();
        care.Clock.Now = At(11, 40);
        var order = AnOrder.New();
        var family = await care.AFamilyAsync(order);
        var (staff, officer) = (await care.StaffAsync(), await care.SignedInAsync(Role.Officer));
        await (await officer.PutAsync("/api/care/settings", new
        {
            dutyPhones = new object[]
            {
                new { step = "grid-steward", community = "huaxin-1", name = "张管家", phone = "13600000001" },
                new { step = "officer", name = "值班室", phone = "021-59790000" },
                new { step = "emergency", name = "急救", phone = "120" },
            },
        })).JsonAsync();
        await care.DeliverAsync(care.AConfirmation(order));
        await care.DeliverAsync(care.APickup(order));
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Concern) with { Source = "platform" });
        await care.TellAsync();

        await ForMinutesAsync(care, 7);
        await CallAsync(staff, order, "本人 王桂兰", "not-reached");
        care.Sms.Refusals = 1;
        await ForMinutesAsync(care, 20);
        await CallAsync(staff, order, "儿子 李明", "not-reached", "关机");
        await ForMinutesAsync(care, 48);
        await CallAsync(officer, order, "网格管家 张管家", "reached", "马上去敲门");
        var id = (await officer.AlertAsync(order))["id"];
        await (await officer.PostAsync($"/api/care/alerts/{id}/acknowledge", null)).JsonAsync();
        await ForMinutesAsync(care, 12);
        await (await officer.PostAsync($"/api/care/alerts/{id}/close", new { outcome = "was-out", note = "在邻居家，管家见到本人" })).JsonAsync();
        await care.TellAsync();

        Approved.Matches(Checkout.PathOf("tests", "MealDispatch.Care.Tests", "approved", "nobody-opened.md"), await TableAsync(officer, order));
        Assert.Contains(await family.Daughter.InboxTextsAsync(), t => t.StartsWith("给王桂兰送餐时没有人应门", StringComparison.Ordinal));
    }

    /// <summary>Lets three hours pass.</summary>
    internal static Task ClimbToTheTopAsync(CareFactory care) => ForMinutesAsync(care, 180);

    private static async Task ForMinutesAsync(CareFactory care, int minutes)
    {
        for (var (left, step) = (minutes, 0); left > 0; left -= step)
        {
            step = Math.Min(left, 5 - (care.Clock.Now.InUtc().Minute % 5));
            care.Clock.Now += Duration.FromMinutes(step);
            care.Time.Shift += TimeSpan.FromSeconds(step);
            await care.Services.GetRequiredService<ClimbLaddersJob>().RunAsync(CancellationToken.None);
            await care.Services.GetRequiredService<SendMessagesJob>().RunAsync(CancellationToken.None);
        }
    }

    private static async Task CallAsync(HttpClient person, AnOrder order, string whom, string result, string? note = null)
    {
        var alert = await person.AlertAsync(order);
        var call = alert["calls"]!.AsArray().Single(c => $"{c!["relation"]} {c["name"]}".Trim() == whom)!;
        await (await person.PostAsync($"/api/care/alerts/{alert["id"]}/calls/{call["id"]}", new { result, note })).JsonAsync();
    }

    private static async Task<string> TableAsync(HttpClient officer, AnOrder order)
    {
        var id = (await officer.AlertsAsync(order))[0]["id"];
        var lines = (await officer.GetJsonAsync($"/api/care/alerts/{id}"))["record"]!.AsArray().Select(line =>
        {
            var at = ((DateTimeOffset)line!["at"]!).ToOffset(TimeSpan.FromHours(8)).ToString("HH:mm", CultureInfo.InvariantCulture);
            return (At: at, Kind: (string?)line["kind"], Whom: (string?)line["whom"], Text: $"| {at} | {line["step"]} | {line["kind"]} | {line["whom"]} | {line["note"]} |");
        }).ToList();
        // Text messages of one minute end in any order.
        for (var i = 1; i < lines.Count; i++)
        {
            for (var k = i; k > 0 && lines[k] is { Kind: "told" } late && late.Text.Contains("| sms", StringComparison.Ordinal) && lines[k - 1].At == late.At
                && lines[k - 1].Text.Contains("| sms", StringComparison.Ordinal) && string.CompareOrdinal(lines[k - 1].Whom, late.Whom) > 0; k--)
                (lines[k - 1], lines[k]) = (lines[k], lines[k - 1]);
        }

        return "| Time | Step | What | Who | Note |\n| --- | --- | --- | --- | --- |\n" + string.Join('\n', lines.Select(l => l.Text));
    }

    private static Instant At(int hour, int minute) =>
        new LocalDateTime(2025, 7, 1, hour, minute).InZoneStrictly(DateTimeZoneProviders.Tzdb["Asia/Shanghai"]).ToInstant();
}
