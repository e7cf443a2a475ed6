using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Testing;

namespace MealDispatch.Care.Tests;

/// <summary>Staff hear of a meal in trouble, and a desk hears of its alerts.</summary>
public sealed class DeliveryAlarmTests : IAsyncLifetime
{
    private readonly CareFactory care = new();

    public Task InitializeAsync() => care.InitializeAsync();

    public async Task DisposeAsync() => await ((IAsyncLifetime)care).DisposeAsync();

    [Fact]
    public async Task Alarm_OfADelivery_IsToldToTheStaffOfSiteAndKitchenOnceOfEachReason()
    {
        var table = await care.SignedInAsync(Role.CanteenStaff, sites: ["HX08"]);
        var kitchen = await care.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        var elsewhere = await care.SignedInAsync(Role.CanteenStaff, sites: ["HX02"]);
        var late = new DeliveryNeedsAttention
        {
            DeliveryId = Ids.New(), OrderId = Ids.New(), SiteCode = "HX08", KitchenSiteCode = "HX01", Subdistrict = "huaxin", TicketCode = "HX01-20250701-L-012",
            Alarm = "late", OccurredAt = care.Clock.Now,
        };
        await care.DeliverAsync(late);
        await care.DeliverAsync(late);
        await care.DeliverAsync(late with { Alarm = "food-old" });

        foreach (var staff in new[] { table, kitchen })
        {
            var inbox = (await staff.GetJsonAsync("/api/care/messages"))["items"]!.AsArray();
            Assert.Equal(2, inbox.Count);
            Assert.Contains(inbox, m => (string?)m!["text"] == "送餐告警：餐袋 HX01-20250701-L-012，已经过了送餐时间。");
            Assert.All(inbox, m => Assert.Equal($"/deliveries/{late.DeliveryId}", (string?)m!["link"]));
        }

        Assert.Empty((await elsewhere.GetJsonAsync("/api/care/messages"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Desk_IsToldThatSomethingChanged()
    {
        var staff = await care.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        using var answer = await staff.GetAsync(new Uri("/api/care/alerts/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(": open", await lines.ReadLineAsync());

        await care.DeliverAsync(new WelfareReported
        {
            ReportId = Ids.New(), DeliveryId = Ids.New(), OrderId = Ids.New(), ResidentId = Ids.New(), SiteCode = "HX01", Level = WelfareLevel.Concern, Codes = ["fall"],
            Note = null, Source = "rider", OccurredAt = care.Clock.Now,
        });
        Assert.Equal("", await lines.ReadLineAsync());
        Assert.Equal("data: changed", await lines.ReadLineAsync());
        await (await (await care.SignedInAsync(Role.Rider)).GetAsync("/api/care/alerts/stream")).ProblemAsync(403, "auth.not-allowed");
    }
}
