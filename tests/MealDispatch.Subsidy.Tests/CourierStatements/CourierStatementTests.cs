using System.Text.Json.Nodes;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Tests.Settlements;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using static MealDispatch.Subsidy.Tests.Settlements.ACanteen;

namespace MealDispatch.Subsidy.Tests.CourierStatements;

public sealed class CourierStatementTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    private const string Head = "配送平台,运单号,商户订单号,门店,完成时间,订单状态,配送费（元）";

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-8-bom")]
    [InlineData("gb18030")]
    [InlineData("xlsx")]
    public async Task Upload_TakesGoodRowsReportsBadOnes_AndTheSecondTimeChangesNothing(string kind)
    {
        var canteen = await OpenAsync(factory);
        var file = TableFile.Of(kind, $"""
            {Head}
            蜂鸟,F1,,{canteen.Code},2025-07-01 11:32:05,已送达,5.00
            蜂鸟,F2,,{canteen.Code},2025/7/1 11:40,已取消,
            fengniao-v3,,800000000000000001,{canteen.Code},2025-07-01T03:45:00Z,异常,5.5
            达达,D1,,第一长者食堂,2025-07-31 23:59,已完成,4
            蜂鸟,F3,,{canteen.Code},2025-08-01 00:00,已送达,5.00
            蜂鸟,F4,,没有的食堂,2025-07-01 11:32,已送达,5.00
            蜂鸟,,,{canteen.Code},2025-07-01 11:32,路上,五元
            """.ReplaceLineEndings("\n"));

        var answer = await UploadAsync(canteen.Town.Officer, file);

        Assert.Equal((4, 3), ((int)answer["accepted"]!, (int)answer["rejected"]!));
        Assert.Equal(
            ["6 subsidy.other-month time", "7 subsidy.site-not-known site", "8 request.invalid fee", "8 request.invalid orderNumber", "8 request.invalid state"],
            answer["rows"]!.AsArray().Select(r => $"{r!["row"]} {r["code"]} {r["field"]}").Order());
        Assert.Equal(["dada 1 400", "fengniao 3 1050"], StatementsOf(answer));
        var lines = (await canteen.Town.Auditor.GetJsonAsync($"/api/subsidy/courier-statements/{IdOf(answer, "fengniao")}/lines"))["items"]!.AsArray();
        Assert.Equal(["F1  delivered 500", "F2  cancelled 0", " 800000000000000001 failed 550"], lines.Select(l => $"{l!["courierNumber"]} {l["ourNumber"]} {l["state"]} {l["feeFen"]}"));
        Assert.Equal(["2025-07-01T03:32:05Z", "2025-07-01T03:40:00Z", "2025-07-01T03:45:00Z"], lines.Select(l => (string?)l!["at"]));

        Assert.Equal(answer.ToJsonString(), (await UploadAsync(canteen.Town.Officer, file)).ToJsonString());
        Assert.Equal(2, (await ListAsync(canteen)).Count);
    }

    [Fact]
    public async Task EnglishHeadings_AreReadLikeChineseOnes()
    {
        var canteen = await OpenAsync(factory);

        var answer = await UploadAsync(canteen.Town.Officer, TableFile.Of("utf-8", $"Provider,orderNumber,site,time,State,fee\nmeituan,M1,{canteen.Code},2025-07-02 12:00,Delivered,6.20\n"));

        Assert.Equal(["meituan 1 620"], StatementsOf(answer));
    }

    [Fact]
    public async Task Differences_OfTheStatement_AreListedByOrderAndKind()
    {
        var canteen = await OpenAsync(factory);
        var agreed = await CarriedAsync(canteen, "F1", feeFen: 500);
        var byAttempt = await CarriedAsync(canteen, null, "900000000000000002");
        var missing = await CarriedAsync(canteen, "F3");
        var cancelled = await CarriedAsync(canteen, "F4", feeFen: 500);
        var dearer = await CarriedAsync(canteen, "F5", feeFen: 500);
        var twice = await CarriedAsync(canteen, "F6");
        var onTheWay = await CarriedAsync(canteen, "F7", delivered: false);
        await UploadAsync(canteen.Town.Officer, Bill(canteen, "F1,,已送达,5", ",900000000000000002,已送达,5", "F4,,已取消,0", "F5,,已送达,5.01", "F6,,已送达,5", "F6,,已送达,5", "F7,,已送达,5", "F8,,已送达,7", "F9,,已取消,0"));

        var draft = await canteen.DraftAsync();

        var expected = new[]
        {
            $"{missing.Number} not-on-statement fengniao  / ", $"{cancelled.Number} statement-says-not-delivered fengniao F4 500/0",
            $"{dearer.Number} fee-differs fengniao F5 500/501", $"{twice.Number} twice-on-statement fengniao F6 /500", $"{onTheWay.Number} still-open   /",
            $"{onTheWay.Number} statement-says-delivered fengniao F7 /500", " on-statement-only fengniao F8 /700",
        };
        var found = await DifferencesAsync(canteen, draft);
        Assert.Equal(expected.Select(e => e.Replace("  / ", "  /", StringComparison.Ordinal)).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(found, f => f.StartsWith(agreed.Number, StringComparison.Ordinal) || f.StartsWith(byAttempt.Number, StringComparison.Ordinal));
        Assert.Equal((6, 0), ((int)draft["meals"]!, (int)draft["held"]!));
        var csv = await canteen.Staff.GetStringAsync($"/api/subsidy/settlements/{draft["id"]}/differences.csv");
        Assert.Contains($"{canteen.Town.Subdistrict},2025-07-01,{dearer.Number},配送费与平台当时报的不同,仅列出,fengniao,F5,5.00,5.01\r\n", csv, StringComparison.Ordinal);
        Assert.Contains($"{canteen.Town.Subdistrict},2025-07-01,,配送账单上有，我们没有这一单,仅列出,fengniao,F8,,7.00\r\n", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MonthWithoutStatement_SaysSo_AndIsComparedWithWhatTheCourierTold()
    {
        var canteen = await OpenAsync(factory);
        await CarriedAsync(canteen, "F1");

        var draft = await canteen.DraftAsync();

        Assert.Equal(["fengniao 1 "], CouriersOf(draft));
        Assert.Empty(await DifferencesAsync(canteen, draft));
        await UploadAsync(canteen.Town.Officer, Bill(canteen, "F1,,已送达,5"));
        Assert.Equal(["fengniao 1 2025-07-01T00:00:00Z"], CouriersOf(await canteen.Staff.GetJsonAsync($"/api/subsidy/settlements/{draft["id"]}")));
    }

    [Fact]
    public async Task CorrectedStatement_TakesThePlaceOfTheEarlierOne_WhichStaysToBeRead()
    {
        var canteen = await OpenAsync(factory);
        var order = await CarriedAsync(canteen, "F1");
        await UploadAsync(canteen.Town.Officer, Bill(canteen, "F1,,已送达,5", "F2,,已送达,5"));
        var draft = await canteen.DraftAsync();
        Assert.Equal([" on-statement-only fengniao F2 /500"], await DifferencesAsync(canteen, draft));
        await (await StepAsync(canteen.Staff, draft, "confirm")).JsonAsync();

        await UploadAsync(canteen.Town.Officer, Bill(canteen, "F2,,已取消,0"));

        var reopened = await canteen.Staff.GetJsonAsync($"/api/subsidy/settlements/{draft["id"]}");
        Assert.Equal("draft", (string?)reopened["status"]);
        Assert.Equal("reopened", (string?)reopened["history"]!.AsArray()[^1]!["step"]);
        Assert.Equal([$"{order.Number} not-on-statement fengniao  /"], await DifferencesAsync(canteen, draft));
        Assert.Equal([1, 2], (await ListAsync(canteen)).Select(s => (int)s["lines"]!).Order());
        Assert.Single(await ListAsync(canteen), s => s["replacedAt"] is null);
    }

    [Fact]
    public async Task LockedMonth_TakesNoStatement()
    {
        var canteen = await OpenAsync(factory);
        await CarriedAsync(canteen, "F1");
        await canteen.ApprovedAsync();

        var answer = await UploadAsync(canteen.Town.Officer, Bill(canteen, "F2,,已送达,5"));

        Assert.Equal((0, "subsidy.settlement-approved"), ((int)answer["accepted"]!, (string?)answer["rows"]!.AsArray().Single()!["code"]));
        Assert.Empty(await ListAsync(canteen));
    }

    [Fact]
    public async Task DiningTablesMeals_AreFoundOnItsCanteensStatement()
    {
        var canteen = await OpenAsync(factory);
        var table = canteen.Code + "-t";
        await factory.DeliverAsync(canteen.Site(table, suppliedBy: canteen.Code));
        await CarriedAsync(canteen, "F1", site: table);
        var missing = await CarriedAsync(canteen, "F2", site: table);
        await UploadAsync(canteen.Town.Officer, Bill(canteen, "F1,,已送达,5", "F3,,已送达,5"));

        var ofTable = await (await canteen.Town.Officer.PostAsync("/api/subsidy/settlements", new { siteCode = table, month = July })).JsonAsync(201);

        Assert.Equal([$"{missing.Number} not-on-statement fengniao  /"], await DifferencesAsync(canteen, ofTable));
        Assert.Equal([" on-statement-only fengniao F3 /500"], await DifferencesAsync(canteen, await canteen.DraftAsync()));
    }

    [Fact]
    public async Task Statements_AreTheTownsOfficers()
    {
        var (canteen, other) = (await OpenAsync(factory), await OpenAsync(factory));
        var file = Bill(canteen, "F1,,已送达,5");

        var foreign = await UploadAsync(other.Town.Officer, file);
        Assert.Equal("subsidy.site-not-known", (string?)foreign["rows"]!.AsArray().Single()!["code"]);
        foreach (var nobody in new[] { canteen.Staff, canteen.Town.Auditor })
            await (await PostAsync(nobody, file)).ProblemAsync(403, "auth.not-allowed");
        await (await PostAsync(canteen.Town.Officer, file, "2025-08")).ProblemAsync(422, "subsidy.month-not-begun");
        await (await PostAsync(canteen.Town.Officer, file, "July")).ProblemAsync(400, "request.invalid");
        var own = await UploadAsync(canteen.Town.Officer, file);
        await (await other.Town.Auditor.GetAsync($"/api/subsidy/courier-statements/{IdOf(own, "fengniao")}/lines")).ProblemAsync(404, "request.not-found");
        await (await other.Town.Auditor.GetAsync($"/api/subsidy/courier-statements/{IdOf(own, "fengniao")}")).ProblemAsync(404, "request.not-found");
        Assert.Empty((await other.Town.Auditor.GetJsonAsync("/api/subsidy/courier-statements"))["items"]!.AsArray());
    }

    /// <param name="rows">Number, ours, state, fee.</param>
    private static TableFile Bill(ACanteen canteen, params string[] rows) => TableFile.Of("utf-8", string.Join('\n', rows.Select(row =>
    {
        var cells = row.Split(',');
        return $"蜂鸟,{cells[0]},{cells[1]},{canteen.Code},2025-07-01 11:30,{cells[2]},{cells[3]}";
    }).Prepend(Head)));

    private static async Task<OrderPlaced> CarriedAsync(
        ACanteen canteen, string? reference, string? attempt = null, long? feeFen = null, bool delivered = true, string? site = null)
    {
        var order = canteen.Town.AnOrder(site: site ?? canteen.Code, fulfilment: Fulfilment.Delivery);
        await canteen.Town.PlaceAsync(order);
        await canteen.Town.ConfirmAsync(order);
        await canteen.Town.PackAsync(order);
        await canteen.Town.PickUpAsync(order, reference, attempt);
        if (delivered)
            await canteen.Town.DeliverAsync(order, feeFen);
        return order;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient who, TableFile file, string month = July) =>
        file.PostAsync(who, $"/api/subsidy/courier-statements?month={month}");

    private static async Task<JsonNode> UploadAsync(HttpClient who, TableFile file) => await (await PostAsync(who, file)).JsonAsync();

    private static async Task<List<JsonNode>> ListAsync(ACanteen canteen) =>
        [.. (await canteen.Town.Auditor.GetJsonAsync($"/api/subsidy/courier-statements?month={July}&siteCode={canteen.Code}"))["items"]!.AsArray().Select(s => s!)];

    private static async Task<IEnumerable<string>> DifferencesAsync(ACanteen canteen, JsonNode settlement) =>
        (await canteen.Town.Auditor.GetJsonAsync($"/api/subsidy/settlements/{settlement["id"]}/differences"))["items"]!.AsArray()
        .Select(d => $"{d!["orderNumber"]} {d["kind"]} {d["courier"]} {d["courierNumber"]} {d["feeFen"]}/{d["billedFen"]}");

    private static IEnumerable<string> StatementsOf(JsonNode answer) =>
        answer["statements"]!.AsArray().Select(s => $"{s!["courier"]} {s["lines"]} {s["feeFen"]}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> CouriersOf(JsonNode settlement) => settlement["couriers"]!.AsArray().Select(c => $"{c!["courier"]} {c["meals"]} {c["statementAt"]}");

    private static string IdOf(JsonNode answer, string courier) => (string)answer["statements"]!.AsArray().Single(s => (string?)s!["courier"] == courier)!["id"]!;
}
