using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.ClawBacks;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Tests.Settlements;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Sheets;

/// <summary>Lists as files: the rows that the list has, all of them, for whom the list is.</summary>
public sealed class DownloadTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    [Fact]
    public async Task ReviewsClawBacksAndSettlements_AreWhatTheListsHave_WithWhoDecidedWhat()
    {
        var canteen = await ACanteen.OpenAsync(factory);
        var town = canteen.Town;
        var (weak, rejected) = (await canteen.ServedAsync(PresenceEvidence.None), await canteen.ServedAsync(PresenceEvidence.None));
        await canteen.ServedAsync();
        var draft = await canteen.DraftAsync();
        await canteen.JudgeAsync(rejected, "reject", "=HYPERLINK(\"x\")");

        var reviews = await RowsAsync(town.Auditor, "reviews");
        Assert.Equal(["订单号", "核定编号", "助餐点", "用餐日期", "补贴（元）", "凭证等级", "要求等级", "原因", "状态", "列入时间", "复核人编号", "复核时间", "理由"], reviews[0]);
        Assert.Equal(2, reviews.Count - 1);
        Assert.Equal([weak.Number], (await RowsAsync(town.Officer, "reviews", "?status=pending"))[1..].Select(r => r[0]));
        var row = Assert.Single(reviews, r => r[0] == rejected.Number);
        var officer = (string)(await canteen.ReviewsAsync("rejected"))[0]["decidedBy"]!;
        Assert.Equal(
            [rejected.Number, ACanteen.DecisionOf(rejected).ToString(), canteen.Code, "2025-07-01", "6.00", "1", "2", "用餐凭证不足", "已拒绝", "2025-07-01 08:00:00", officer, "2025-07-01 08:00:00"],
            row[..12]);
        Assert.StartsWith("\"'=HYPERLINK(", string.Join(',', row[12..]), StringComparison.Ordinal);

        var clawBack = Assert.Single((await RowsAsync(town.Auditor, "claw-backs"))[1..]);
        Assert.Equal([rejected.Number, "6.00", "待审批", officer], [clawBack[0], clawBack[4], clawBack[^7], clawBack[^6]]);
        Assert.Single(await RowsAsync(town.Auditor, "claw-backs", "?status=approved"));

        await (await ACanteen.StepAsync(canteen.Staff, draft, "dispute", new { remarks = "少了一餐" })).JsonAsync();
        var settlement = Assert.Single((await RowsAsync(canteen.Staff, "settlements", "?month=2025-07"))[1..]);
        Assert.Equal(
            [(string)draft["id"]!, "2025-07", canteen.Code, "第一长者食堂", "待食堂确认（有异议）", "1", "6.00", "0.00", "0.00", "6.00"], settlement[..10]);
        Assert.Equal("少了一餐", settlement[12]);
        Assert.Equal(settlement, Assert.Single((await RowsAsync(town.Auditor, "settlements"))[1..]));

        // Others have nothing to read, and a canteen's staff not what is about money that others pay.
        var stranger = await ATown.WithoutSchemeAsync(factory);
        foreach (var list in new[] { "reviews", "claw-backs", "settlements", "flags", "samples" })
            Assert.Single(await RowsAsync(stranger.Auditor, list));
        foreach (var list in new[] { "reviews.csv", "claw-backs.xlsx", "flags.csv", "samples.xlsx" })
            await (await canteen.Staff.GetAsync("/api/subsidy/" + list)).ProblemAsync(403, "auth.not-allowed");
    }

    [Fact]
    public async Task Samples_AreListedWithWhatWasSaid()
    {
        var canteen = await ACanteen.OpenAsync(factory);
        for (var i = 0; i < 3; i++)
            await canteen.ServedAsync();
        var sample = await (await canteen.Town.Auditor.PostAsync("/api/subsidy/samples", new { month = "2025-07", size = 2, seed = "+7" })).JsonAsync(201);
        await (await canteen.Town.Auditor.PostAsync(
            $"/api/subsidy/samples/{sample["id"]}/meals/{sample["items"]![0]!["decisionId"]}", new { outcome = "denied", note = "没有" })).JsonAsync();

        var row = Assert.Single((await RowsAsync(canteen.Town.Officer, "samples", "?month=2025-07"))[1..]);

        Assert.Equal([(string)sample["id"]!, "2025-07", "已收到的餐", "'+7", "2", "2", "1", "1"], row[..8]);
        Assert.Equal(["3", (string)sample["populationSha256"]!], row[10..]);
        Assert.Single(await RowsAsync(canteen.Town.Officer, "samples", "?month=2025-08"));
    }

    [Fact]
    public async Task Rows_BeyondTheLongestPage_AllCome_InBothFormats()
    {
        var town = await ATown.WithoutSchemeAsync(factory);
        await factory.Services.GetRequiredService<Database<SubsidyDbContext>>().WriteAsync(
            unit =>
            {
                for (var i = 0; i < 501; i++)
                    unit.Db.ClawBacks.Add(AClawBack(town, i));
                return Task.CompletedTask;
            },
            CancellationToken.None);

        var rows = (await RowsAsync(town.Auditor, "claw-backs"))[1..];

        Assert.Equal(Enumerable.Range(0, 501).Select(i => $"N{i}"), rows.Select(r => r[0]));
        using var xlsx = SpreadsheetDocument.Open(new MemoryStream(await town.Auditor.GetByteArrayAsync("/api/subsidy/claw-backs.xlsx")), false);
        Assert.Equal(502, xlsx.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().Count());
        Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(xlsx).Select(e => e.Description));
    }

    [Theory]
    [InlineData("flags.csv?status=gone")]
    [InlineData("flags.xlsx?rule=none")]
    [InlineData("flags.csv?month=2025-13")]
    [InlineData("reviews.csv?status=gone")]
    [InlineData("claw-backs.csv?status=gone")]
    [InlineData("samples.csv?month=july")]
    [InlineData("settlements.xlsx?status=gone")]
    public async Task Filter_ThatMakesNoSense_IsInvalid(string file) =>
        await (await (await ATown.WithoutSchemeAsync(factory)).Auditor.GetAsync("/api/subsidy/" + file)).ProblemAsync(400, "request.invalid");

    private static ClawBack AClawBack(ATown town, int number) => new()
    {
        Id = Ids.New(), DecisionId = Ids.New(), Subdistrict = town.Subdistrict, SiteCode = "HX01", OrderNumber = $"N{number}", ServiceDate = ATown.Today, ResidentFen = 600,
        OperatorFen = 0, RequestedBy = Ids.New(), RequestedAt = Instant.FromUtc(2025, 7, 1, 0, 0) + Duration.FromSeconds(number), Reason = "冒名领取",
    };

    private static async Task<List<string[]>> RowsAsync(HttpClient who, string list, string filter = "")
    {
        var csv = Encoding.UTF8.GetString(await who.GetByteArrayAsync($"/api/subsidy/{list}.csv{filter}")).TrimStart('\uFEFF');
        return [.. csv.Split("\r\n")[..^1].Select(line => line.Split(','))];
    }
}
