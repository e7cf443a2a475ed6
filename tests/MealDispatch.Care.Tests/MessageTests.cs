using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.Care.Messages.SendMessages;
using MealDispatch.Care.Messages.TellNews;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Care.Tests;

/// <summary>What residents and family are told of their meals.</summary>
public sealed class MessageTests : IAsyncLifetime
{
    private readonly CareFactory care = new();

    public Task InitializeAsync() => care.InitializeAsync();

    public async Task DisposeAsync() => await ((IAsyncLifetime)care).DisposeAsync();

    [Fact]
    public async Task Meal_FromOrderToDoor_IsToldStepByStepToElderAndFamily()
    {
        var order = AnOrder.New();
        var family = await care.AFamilyAsync(order);
        Func<Task>[] facts =
        [
            () => care.DeliverAsync(care.AConfirmation(order)), () => care.DeliverAsync(care.APickup(order)), () => care.DeliverAsync(care.AtTheDoor(order)),
            () => care.DeliverAsync(care.ADelivery(order)),
        ];
        foreach (var fact in facts)
        {
            care.Clock.Now += Duration.FromMinutes(10);
            await fact();
            await care.TellAsync();
        }

        Assert.Equal(
            ["您7月1日的午餐已送达。", "您7月1日的午餐骑手已送到门口，请开门。", "您7月1日的午餐骑手已取，正在路上。", "您7月1日的午餐已订好。"], await family.Elder.InboxTextsAsync());
        var daughters = await InboxAsync(family.Daughter);
        Assert.Equal("王桂兰，7月1日的午餐已送达。", (string?)daughters[0]!["text"]);
        Assert.Equal("王桂兰's lunch on 1 July was delivered.", (string?)daughters[0]!["textEn"]);
        Assert.Equal($"/orders/{order.Id}", (string?)daughters[0]!["link"]);
        Assert.Empty(care.Sms.Taken);
    }

    [Fact]
    public async Task Event_HoweverOftenItComes_IsToldOnce()
    {
        var order = AnOrder.New();
        var family = await care.AFamilyAsync(order);
        await care.DeliverAsync(care.AConfirmation(order));
        var failure = care.AFailure(order, pickedUp: true);
        for (var i = 0; i < 3; i++)
        {
            await care.DeliverAsync(failure);
            await Task.WhenAll(care.RunJobAsync<TellNewsJob>(), care.RunJobAsync<TellNewsJob>());
            await Task.WhenAll(care.RunJobAsync<SendMessagesJob>(), care.RunJobAsync<SendMessagesJob>());
        }

        Assert.Equal(1, (await family.Elder.InboxTextsAsync()).Count(t => t.Contains("没有送成", StringComparison.Ordinal)));
        Assert.Equal(["13800000002", "13900000001"], care.Sms.Taken.Select(m => m.Address).Order());
    }

    [Fact]
    public async Task TopUp_IsToldOnceToElderAndFamily_WhoeverTookTheMoney()
    {
        var order = AnOrder.New();
        var family = await care.AFamilyAsync(order);
        var topUp = new MealAccountToppedUp { TopUpId = Ids.New(), ResidentId = order.Resident, AmountFen = 5_000, BalanceFen = 13_050, OccurredAt = care.Clock.Now };
        await care.DeliverAsync(topUp);
        await care.DeliverAsync(topUp);

        Assert.Equal(["您的助餐账户充值 50.00 元，余额 130.50 元。"], await family.Elder.InboxTextsAsync());
        var told = Assert.Single(await InboxAsync(family.Daughter));
        Assert.Equal(("王桂兰的助餐账户充值 50.00 元，余额 130.50 元。", "/account"), ((string?)told!["text"], (string?)told["link"]));
        Assert.Equal("王桂兰's meal account was topped up by ¥50.00; it holds ¥130.50.", (string?)told["textEn"]);
    }

    [Fact]
    public async Task Fact_BeforeItsOrder_IsToldOnceItIsKnownWhoseMealItIs()
    {
        var order = AnOrder.New();
        var family = await care.AFamilyAsync(order);
        await care.DeliverAsync(care.APickup(order));
        await care.TellAsync();
        Assert.Empty(await InboxAsync(family.Elder));

        await care.DeliverAsync(care.AConfirmation(order));
        await care.TellAsync();

        Assert.Equal(2, (await InboxAsync(family.Elder)).Count);
    }

    [Fact]
    public async Task News_ThatIsOvertakenOrOld_IsNotTold()
    {
        var (cancelled, delivered) = (AnOrder.New(), AnOrder.New());
        var family = await care.AFamilyAsync(cancelled);
        await care.DeliverAsync(care.AConfirmation(cancelled));
        await care.DeliverAsync(care.ACancellation(cancelled, "ordering.sold-out"));
        await care.DeliverAsync(care.ARefund(cancelled));
        await care.DeliverAsync(care.AConfirmation(delivered with { Resident = cancelled.Resident }) with { OccurredAt = care.Clock.Now - Duration.FromHours(25) });
        await care.DeliverAsync(care.APickup(delivered));
        await care.DeliverAsync(care.ADelivery(delivered));
        await care.TellAsync();

        Assert.Equal(
            ["您7月1日的午餐已取消：菜卖完了。", "您7月1日的午餐已送达。", "您7月1日的午餐退款 5.00 元，已回到助餐账户。"], (await family.Elder.InboxTextsAsync()).Order());
    }

    [Fact]
    public async Task Messages_AboutADietMeal_SayNothingOfDietOrHealth()
    {
        var order = AnOrder.New();
        var family = await care.AFamilyAsync(order);
        await care.DeliverAsync(care.AConfirmation(order));
        await care.DeliverAsync(care.APickup(order));
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Urgent, "fall") with { Note = "老人摔倒，说头晕" });
        await LadderRecordTests.ClimbToTheTopAsync(care);

        var all = string.Join('\n', (await family.Daughter.InboxTextsAsync()).Concat(await family.Elder.InboxTextsAsync()).Concat(care.Sms.Taken.Select(m => m.Text)));
        Assert.Contains("可能需要帮助", all, StringComparison.Ordinal);
        foreach (var word in (string[])["糖", "红烧肉", "摔", "头晕", "fall", "sugar"])
            Assert.DoesNotContain(word, all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("王桂兰", string.Join('\n', care.Sms.Taken.Select(m => m.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choice_SwitchesAChannelOnAndOff()
    {
        var order = AnOrder.New();
        var family = await care.AFamilyAsync(order);
        await ChooseAsync(family.Daughter, "we-chat", "meal-delivered", true);
        await ChooseAsync(family.Daughter, "sms", "delivery-failed", false);
        await ChooseAsync(family.Daughter, "in-app", "order-confirmed", false);
        await care.DeliverAsync(care.AConfirmation(order));
        await care.DeliverAsync(care.ADelivery(order));
        await care.DeliverAsync(care.AFailure(order, pickedUp: true));
        await care.TellAsync();

        Assert.Equal("王*兰，7月1日的午餐已送达。", Assert.Single(care.WeChat.Taken).Text);
        Assert.Equal("13900000001", Assert.Single(care.Sms.Taken).Address);
        Assert.DoesNotContain(await family.Daughter.InboxTextsAsync(), t => t.Contains("已订好", StringComparison.Ordinal));
        var choices = (await family.Daughter.GetJsonAsync("/api/care/message-choices"))["items"]!.AsArray();
        Assert.Equal(30, choices.Count);
        Assert.False((bool)choices.Single(c => (string?)c!["channel"] == "sms" && (string?)c["kind"] == "delivery-failed")!["on"]!);
    }

    [Theory]
    [InlineData("""{ "items": [ { "channel": "in-app", "kind": "welfare-alert", "on": false } ] }""")]
    [InlineData("""{ "items": [ { "channel": "sms", "kind": "duty", "on": false } ] }""")]
    [InlineData("""{ "items": [ { "channel": "sms", "kind": "meal-delivered" } ] }""")]
    [InlineData("""{ "items": [ { "channel": "sms", "kind": "meal-delivered", "on": true }, { "channel": "sms", "kind": "meal-delivered", "on": false } ] }""")]
    [InlineData("""{ "items": [ null ] }""")]
    public async Task Choice_ThatCannotBe_IsInvalid(string body) =>
        await (await (await care.SignedInAsync(Role.Resident)).PutAsync("/api/care/message-choices", JsonNode.Parse(body))).ProblemAsync(400, "request.invalid");

    /// <summary>Boundaries: the minute before quiet hours, their first, their last, and the first after.</summary>
    [Theory]
    [InlineData(20, 59, 1)]
    [InlineData(21, 0, 0)]
    [InlineData(6, 59, 0)]
    [InlineData(7, 0, 1)]
    public async Task Sms_InQuietHours_WaitsForTheMorning(int hour, int minute, int sent)
    {
        var order = AnOrder.New();
        await care.AFamilyAsync(order);
        care.Clock.Now = new LocalDateTime(2025, 7, 2, hour, minute).InZoneStrictly(DateTimeZoneProviders.Tzdb["Asia/Shanghai"]).ToInstant();
        await care.DeliverAsync(care.ACancellation(order));
        await care.TellAsync();
        Assert.Equal(2 * sent, care.Sms.Taken.Count);

        care.Clock.Now += Duration.FromHours(10);
        await care.TellAsync();
        Assert.Equal(2, care.Sms.Taken.Count);
    }

    [Fact]
    public async Task Sms_ThatTheProviderRefuses_IsTriedAgainLaterAndThenGivenUpWithAnAlarm()
    {
        var order = AnOrder.New();
        await care.AFamilyAsync(order);
        care.Sms.Refusals = 8;
        await care.DeliverAsync(care.ACancellation(order));
        await care.TellAsync();
        await care.TellAsync();
        Assert.Equal(2, care.Sms.Tries);

        foreach (var pause in new[] { 10, 60, 180 })
        {
            care.Time.Shift += TimeSpan.FromSeconds(pause);
            await care.TellAsync();
        }

        Assert.Equal(8, care.Sms.Tries);
        care.Sms.Refusals = 1;
        care.Time.Shift += TimeSpan.FromMinutes(10);
        await care.TellAsync();
        care.Time.Shift += TimeSpan.FromHours(2);
        await care.TellAsync();

        var officer = await care.SignedInAsync(Role.Officer);
        Assert.Equal(10, care.Sms.Tries);
        Assert.Single(care.Sms.Taken);
        var alarm = Assert.Single((await officer.GetJsonAsync("/api/care/message-alarms"))["items"]!.AsArray())!;
        Assert.Equal(("sms", 5), ((string?)alarm["channel"], (int)alarm["attempts"]!));
        Assert.DoesNotContain("1390", alarm.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("1380", alarm.ToJsonString(), StringComparison.Ordinal);

        await (await (await care.SignedInAsync(Role.Officer, "elsewhere")).PostAsync($"/api/care/message-alarms/{alarm["id"]}/seen", null)).ProblemAsync(404, "request.not-found");
        await (await officer.PostAsync($"/api/care/message-alarms/{alarm["id"]}/seen", null)).JsonAsync();
        Assert.Empty((await officer.GetJsonAsync("/api/care/message-alarms"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Sms_ThatIsNoNewsAnyMore_IsNotSent()
    {
        var order = AnOrder.New();
        var family = await care.AFamilyAsync(order);
        await ChooseAsync(family.Elder, "sms", "rider-at-door", true);
        care.Sms.Refusals = 1;
        await care.DeliverAsync(care.AConfirmation(order));
        await care.DeliverAsync(care.AtTheDoor(order));
        await care.TellAsync();

        care.Clock.Now += Duration.FromMinutes(30);
        care.Time.Shift += TimeSpan.FromMinutes(30);
        await care.TellAsync();

        Assert.Empty(care.Sms.Taken);
    }

    [Fact]
    public async Task Inbox_IsOnesOwnAndRemembersWhatWasRead()
    {
        var order = AnOrder.New();
        var family = await care.AFamilyAsync(order);
        await care.DeliverAsync(care.AConfirmation(order));
        await care.DeliverAsync(care.ADelivery(order));
        await care.TellAsync();
        Assert.Equal(2, (int)(await family.Elder.GetJsonAsync("/api/care/messages/unread"))["count"]!);

        var id = (await InboxAsync(family.Elder))[0]!["id"];
        await (await family.Daughter.PostAsync($"/api/care/messages/{id}/read", null)).ProblemAsync(404, "request.not-found");
        var read = await (await family.Elder.PostAsync($"/api/care/messages/{id}/read", null)).JsonAsync();
        Assert.NotNull(read["readAt"]);
        Assert.Equal(1, (int)(await family.Elder.GetJsonAsync("/api/care/messages/unread"))["count"]!);
        await (await family.Elder.PostAsync("/api/care/messages/read", null)).JsonAsync();
        Assert.Equal(0, (int)(await family.Elder.GetJsonAsync("/api/care/messages/unread"))["count"]!);
        Assert.Equal(2, (int)(await family.Daughter.GetJsonAsync("/api/care/messages/unread"))["count"]!);

        var first = await family.Elder.GetJsonAsync("/api/care/messages?limit=1");
        var second = await family.Elder.GetJsonAsync($"/api/care/messages?limit=1&after={first["next"]}");
        Assert.NotEqual((string?)first["items"]![0]!["id"], (string?)second["items"]![0]!["id"]);
        Assert.Null(second["next"]);
        await (await care.CreateClient().GetAsync("/api/care/messages")).ProblemAsync(401, "auth.not-signed-in");
    }

    [Fact]
    public async Task DemoMessages_OutsideADemonstration_DoNotExist() =>
        Assert.Equal(404, (int)(await care.CreateClient().GetAsync("/api/care/demo-messages")).StatusCode);

    private static async Task ChooseAsync(HttpClient person, string channel, string kind, bool on) =>
        await (await person.PutAsync("/api/care/message-choices", new { items = new[] { new { channel, kind, on } } })).JsonAsync();

    private static async Task<JsonArray> InboxAsync(HttpClient person) => (await person.GetJsonAsync("/api/care/messages?limit=500"))["items"]!.AsArray();
}
