using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static MealDispatch.Subsidy.Tests.Settlements.ACanteen;

namespace MealDispatch.Subsidy.Tests.Settlements;

public sealed class SettlementTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    [Fact]
    public async Task Month_FromDraftToLock_MovesTheMealsFromGrantedToSettled()
    {
        var canteen = await OpenAsync(factory);
        for (var i = 0; i < 3; i++)
            await canteen.ServedAsync();

        var draft = await canteen.DraftAsync();
        Assert.Equal(("draft", 3, 1_800, 1_800, true), Essence(draft));
        Assert.Equal((1_800, 0, 0), await canteen.BalancesAsync());

        await (await StepAsync(canteen.Town.OtherOfficer, draft, "approve")).ProblemAsync(422, "subsidy.settlement-not-confirmed");
        var confirmed = await (await StepAsync(canteen.Staff, draft, "confirm", new { remarks = "已核对" })).JsonAsync();
        Assert.Equal(("confirmed", "已核对"), ((string?)confirmed["status"], (string?)confirmed["remarks"]));
        await (await StepAsync(canteen.Town.Officer, draft, "recompute")).ProblemAsync(422, "subsidy.settlement-confirmed");
        await (await StepAsync(canteen.Town.Officer, draft, "approve")).ProblemAsync(422, "subsidy.drafter-must-not-approve");
        var approved = await (await StepAsync(canteen.Town.OtherOfficer, draft, "approve")).JsonAsync();

        Assert.Equal(("approved", 3, 1_800, 1_800, true), Essence(approved));
        Assert.Equal((0, 1_800, 0), await canteen.BalancesAsync());
        Assert.Equal(["drafted", "confirmed", "approved"], approved["history"]!.AsArray().Select(e => (string?)e!["step"]));
        foreach (var (who, step) in new[] { (canteen.Town.OtherOfficer, "approve"), (canteen.Town.Officer, "recompute"), (canteen.Staff, "confirm"), (canteen.Staff, "dispute") })
            await (await StepAsync(who, draft, step, new { remarks = "?" })).ProblemAsync(422, "subsidy.settlement-approved");
        Assert.True((bool)(await (await canteen.Town.Auditor.PostAsync("/api/subsidy/ledger/verify", null)).JsonAsync())["ok"]!);
    }

    [Fact]
    public async Task ToDo_CountsTheMonthThatNobodySettled_ThenItsDraft_ReviewAndApproval()
    {
        var canteen = await OpenAsync(factory);
        await canteen.ServedAsync();
        await canteen.ServedAsync(PresenceEvidence.None);
        Assert.Equal("0 0 0 0 0 0 2025-06", await ToDoAsync());

        factory.Clock.Now = Instant.FromUtc(2025, 8, 2, 0, 0);
        Assert.Equal("0 0 0 1 0 0 2025-07", await ToDoAsync());
        var draft = await canteen.DraftAsync();
        Assert.Equal("0 1 0 0 1 0 2025-07", await ToDoAsync());
        await (await StepAsync(canteen.Staff, draft, "confirm")).JsonAsync();
        Assert.Equal("0 1 0 0 0 1 2025-07", await ToDoAsync());
        await (await StepAsync(canteen.Town.OtherOfficer, draft, "approve")).JsonAsync();
        Assert.Equal("0 1 0 0 0 0 2025-07", await ToDoAsync());

        async Task<string> ToDoAsync()
        {
            var toDo = await canteen.Town.Auditor.GetJsonAsync("/api/subsidy/to-do");
            return string.Join(' ', ((string[])["openFlags", "reviews", "clawBacks", "notDrafted", "drafts", "confirmed", "month"]).Select(field => toDo[field]!.ToString()));
        }
    }

    [Fact]
    public async Task Drafts_StartedAtOnce_AreOne()
    {
        var canteen = await OpenAsync(factory);
        await canteen.ServedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            (i % 2 == 0 ? canteen.Town.Officer : canteen.Town.OtherOfficer).PostAsync("/api/subsidy/settlements", new { siteCode = canteen.Code, month = July }))));

        Assert.Equal(1, answers.Count(a => (int)a.StatusCode == 201));
        Assert.Equal(15, answers.Count(a => (int)a.StatusCode == 200));
        var ids = await Task.WhenAll(answers.Select(async a => (string?)(await a.JsonAsync((int)a.StatusCode))["id"]));
        Assert.Single(ids.Distinct());
        Assert.Single((await canteen.Town.Officer.GetJsonAsync($"/api/subsidy/settlements?month={July}"))["items"]!.AsArray());
    }

    [Fact]
    public async Task WeaklyProvenMeal_WaitsForAnOfficer_AndIsSettledOnceAccepted()
    {
        var canteen = await OpenAsync(factory);
        await canteen.ServedAsync();
        await canteen.ServedAsync(PresenceEvidence.Override, "忘带卡");
        var weak = await canteen.ServedAsync(PresenceEvidence.None);

        var draft = await canteen.DraftAsync();
        Assert.Equal((2, 1_200), ((long)draft["meals"]!, (long)draft["totalFen"]!));
        Assert.Equal((1, 600), ((int)draft["held"]!, (long)draft["heldFen"]!));
        var waiting = Assert.Single(await canteen.ReviewsAsync());
        Assert.Equal((DecisionOf(weak).ToString(), 1, 2, "evidence-too-weak"), ((string?)waiting["decisionId"], (int)waiting["level"]!, (int)waiting["requiredLevel"]!, (string?)waiting["reasons"]![0]));

        await (await canteen.Town.Officer.PostAsync($"/api/subsidy/reviews/{DecisionOf(weak)}", new { verdict = "accept" })).ProblemAsync(400, "request.invalid");
        await canteen.JudgeAsync(weak, "accept");
        await (await canteen.Town.Officer.PostAsync($"/api/subsidy/reviews/{DecisionOf(weak)}", new { verdict = "reject", reason = "?" })).ProblemAsync(422, "subsidy.review-decided");
        var recomputed = await (await StepAsync(canteen.Town.Officer, draft, "recompute")).JsonAsync();

        Assert.Equal((3, 1_800, 0), ((long)recomputed["meals"]!, (long)recomputed["totalFen"]!, (int)recomputed["held"]!));
        var lines = await canteen.Staff.GetJsonAsync($"/api/subsidy/settlements/{draft["id"]}/lines?limit=2");
        Assert.Equal(2, lines["items"]!.AsArray().Count);
        var rest = await canteen.Staff.GetJsonAsync($"/api/subsidy/settlements/{draft["id"]}/lines?limit=2&after={lines["next"]}");
        Assert.Equal([false, false, true], lines["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(l => (bool)l!["accepted"]!).Order());
    }

    [Fact]
    public async Task RejectedMeal_IsReversedByTwoPeople_AndNeverSettled()
    {
        var canteen = await OpenAsync(factory);
        var weak = await canteen.ServedAsync(PresenceEvidence.None);
        var draft = await canteen.DraftAsync();

        await canteen.JudgeAsync(weak, "reject", "查无此人用餐");
        var path = $"/api/subsidy/decisions/{DecisionOf(weak)}/claw-back";
        await (await canteen.Town.Officer.PostAsync($"{path}/approve", null)).ProblemAsync(422, "subsidy.claw-back-needs-another");
        await (await canteen.Town.OtherOfficer.PostAsync($"{path}/refuse", new { note = "家属证实用过餐" })).JsonAsync();
        Assert.Single(await canteen.ReviewsAsync());

        await canteen.JudgeAsync(weak, "reject", "再查，确无用餐");
        await (await canteen.Town.OtherOfficer.PostAsync($"{path}/approve", null)).JsonAsync();

        Assert.Equal((0, 0, 0), await canteen.BalancesAsync());
        Assert.Equal((0, 0, 100_000_000), await canteen.Town.BudgetAsync());
        Assert.Equal(0, (long)(await (await StepAsync(canteen.Town.Officer, draft, "recompute")).JsonAsync())["totalFen"]!);
        await (await canteen.Town.Officer.PostAsync(path, new { reason = "再来一次" })).ProblemAsync(422, "subsidy.nothing-to-claw-back");
        Assert.Equal("day-right-used", (await canteen.Town.PlaceAsync(canteen.Town.AnOrder(weak.ResidentId, site: canteen.Code))).Refusals.Single().Reason);
    }

    [Fact]
    public async Task AfterTheLock_LateMealsAndClawBacks_AreAdjustmentsOfTheNextMonth()
    {
        var canteen = await OpenAsync(factory);
        var wrong = await canteen.ServedAsync();
        await canteen.ServedAsync();
        var late = await canteen.ServedAsync(PresenceEvidence.None);
        var july = await canteen.ApprovedAsync();
        Assert.Equal(1_200, (long)july["totalFen"]!);

        await canteen.JudgeAsync(late, "accept");
        var clawedBack = await canteen.ClawBackAsync(wrong);
        Assert.Equal((600, July), ((long)clawedBack["amountFen"]!, (string?)clawedBack["adjustsMonth"]));
        Assert.Equal((600, 600, 0), await canteen.BalancesAsync());
        factory.Clock.Now = Instant.FromUtc(2025, 8, 2, 0, 0);
        await canteen.ServedAsync(on: new LocalDate(2025, 8, 2));
        var august = await canteen.ApprovedAsync(August);

        Assert.Equal(("approved", 1, 600, 600, true), Essence(august));
        Assert.Equal((600, 0), ((long)august["mealsFen"]!, (long)august["adjustmentsFen"]!));
        var payer = august["payers"]!.AsArray().Single()!;
        Assert.Equal((600, -600), ((long)payer["lateFen"]!, (long)payer["clawBackFen"]!));
        Assert.Equal((0, 1_800, 0), await canteen.BalancesAsync());
        var lockedJuly = await canteen.Town.Auditor.GetJsonAsync($"/api/subsidy/settlements/{july["id"]}");
        Assert.Equal(("approved", 2, 1_200, 1_200, true), Essence(lockedJuly));
    }

    [Fact]
    public async Task Lists_OfReviewsAndClawBacks_ArePaged()
    {
        var canteen = await OpenAsync(factory);
        for (var day = 1; day <= 3; day++)
            await canteen.ServedAsync(PresenceEvidence.None, on: new LocalDate(2025, 7, 1 + (day / 2)));
        await canteen.DraftAsync();
        var reviews = await AllAsync(canteen.Town.Auditor, "/api/subsidy/reviews?status=pending");
        foreach (var review in reviews)
            await (await canteen.Town.Officer.PostAsync($"/api/subsidy/reviews/{review}", new { verdict = "reject", reason = "查无此人" })).JsonAsync();

        Assert.Equal(3, reviews.Distinct().Count());
        Assert.Equal(reviews.Order(), (await AllAsync(canteen.Town.Auditor, "/api/subsidy/claw-backs?status=requested")).Order());
        Assert.Empty(await AllAsync(canteen.Town.Auditor, "/api/subsidy/claw-backs?status=approved"));

        static async Task<List<string>> AllAsync(HttpClient client, string path)
        {
            var ids = new List<string>();
            for (var after = ""; after is not null;)
            {
                var page = await client.GetJsonAsync($"{path}&limit=1&after={after}");
                ids.AddRange(page["items"]!.AsArray().Select(item => (string)item!["decisionId"]!));
                after = (string?)page["next"];
            }

            return ids;
        }
    }

    [Fact]
    public async Task ClawBackAskedFor_WhileTheSettlementIsConfirmed_SendsItBackWithoutTheMeal()
    {
        var canteen = await OpenAsync(factory);
        var wrong = await canteen.ServedAsync();
        await canteen.ServedAsync();
        var draft = await canteen.DraftAsync();
        await (await StepAsync(canteen.Staff, draft, "confirm")).JsonAsync();

        await (await canteen.Town.Officer.PostAsync($"/api/subsidy/decisions/{DecisionOf(wrong)}/claw-back", new { reason = "冒名领取" })).JsonAsync(201);
        await (await StepAsync(canteen.Town.OtherOfficer, draft, "approve")).ProblemAsync(422, "subsidy.settlement-not-confirmed");
        await (await StepAsync(canteen.Staff, draft, "confirm")).JsonAsync();
        await (await StepAsync(canteen.Staff, draft, "dispute", new { remarks = "等追回结果" })).JsonAsync();
        await (await canteen.Town.OtherOfficer.PostAsync($"/api/subsidy/decisions/{DecisionOf(wrong)}/claw-back/approve", null)).JsonAsync();

        var reopened = await canteen.Town.Officer.GetJsonAsync($"/api/subsidy/settlements/{draft["id"]}");
        Assert.Equal(("draft", 1, 600, 600, true), Essence(reopened));
        Assert.Equal(["drafted", "confirmed", "reopened", "confirmed", "disputed"], reopened["history"]!.AsArray().Select(e => (string?)e!["step"]));
        Assert.Equal((600, 0, 0), await canteen.BalancesAsync());
    }

    [Fact]
    public async Task Canteen_SeesWhatIsNewBeforeItConfirms_AndMayDispute()
    {
        var canteen = await OpenAsync(factory);
        await canteen.ServedAsync();
        var draft = await canteen.DraftAsync();
        await canteen.ServedAsync();

        await (await StepAsync(canteen.Staff, draft, "confirm", new { version = (int)draft["version"]! })).ProblemAsync(409, "request.stale-version");
        var disputed = await (await StepAsync(canteen.Staff, draft, "dispute", new { remarks = "少一餐" })).JsonAsync();
        Assert.Equal(("draft", "少一餐"), ((string?)disputed["status"], (string?)disputed["remarks"]));
        Assert.True((bool)(await canteen.Staff.GetJsonAsync("/api/subsidy/settlements"))["items"]![0]!["disputed"]!);
        var recomputed = await (await StepAsync(canteen.Staff, draft, "recompute")).JsonAsync();
        var confirmed = await (await StepAsync(canteen.Staff, draft, "confirm", new { version = (int)recomputed["version"]! })).JsonAsync();

        Assert.Equal(("confirmed", 2, 1_200, 1_200, true), Essence(confirmed));
        await (await StepAsync(canteen.Staff, draft, "dispute", new { remarks = "还是不对" })).JsonAsync();
        await (await StepAsync(canteen.Town.OtherOfficer, draft, "approve")).ProblemAsync(422, "subsidy.settlement-not-confirmed");
    }

    [Fact]
    public async Task Settlement_OfOthers_IsNotThere()
    {
        var (canteen, other) = (await OpenAsync(factory), await OpenAsync(factory));
        var draft = await canteen.DraftAsync();
        var table = await factory.SignedInAsync(Role.CanteenStaff, canteen.Town.Subdistrict, ["elsewhere"]);

        foreach (var stranger in new[] { other.Town.Officer, other.Staff, table })
            await (await stranger.GetAsync($"/api/subsidy/settlements/{draft["id"]}")).ProblemAsync(404, "request.not-found");
        await (await StepAsync(other.Staff, draft, "confirm")).ProblemAsync(404, "request.not-found");
        await (await StepAsync(other.Town.Officer, draft, "approve")).ProblemAsync(404, "request.not-found");
        await (await other.Town.Officer.PostAsync("/api/subsidy/settlements", new { siteCode = canteen.Code, month = July })).ProblemAsync(404, "request.not-found");
        await (await canteen.Town.Officer.PostAsync("/api/subsidy/settlements", new { siteCode = canteen.Code, month = "2025-08" })).ProblemAsync(422, "subsidy.month-not-begun");
        await factory.DeliverAsync(canteen.Site("elsewhere", suppliedBy: canteen.Code));
        var atTable = await (await canteen.Town.Officer.PostAsync("/api/subsidy/settlements", new { siteCode = "elsewhere", month = July })).JsonAsync(201);
        await (await StepAsync(canteen.Staff, atTable, "confirm")).JsonAsync();
    }

    [Fact]
    public async Task ResidentsOfAnotherTown_AreSettledByTheirOwnTown()
    {
        var (canteen, elsewhere) = (await OpenAsync(factory), await ATown.OpenAsync(factory));
        await canteen.ServedAsync();
        await canteen.ServedAsync(payer: elsewhere);
        await canteen.ServedAsync(payer: elsewhere);

        var approved = await canteen.ApprovedAsync();

        Assert.Equal(("approved", 3, 1_800, 1_800, true), Essence(approved));
        Assert.Equal(
            new[] { (canteen.Town.Subdistrict, 600L), (elsewhere.Subdistrict, 1_200L) }.Order(),
            approved["payers"]!.AsArray().Select(p => ((string)p!["subdistrict"]!, (long)p["totalFen"]!)).Order());
        Assert.Equal(1_200, (await elsewhere.BalancesAsync())["settled:" + canteen.Code]);
        var theirs = await elsewhere.Auditor.GetJsonAsync($"/api/subsidy/settlements/{approved["id"]}");
        Assert.Equal(("approved", 2, 1_200, 1_200, true), Essence(theirs));
        Assert.Equal(2, (await elsewhere.Auditor.GetJsonAsync($"/api/subsidy/settlements/{approved["id"]}/lines"))["items"]!.AsArray().Count);
        Assert.Equal(1_200, (long)(await elsewhere.Officer.GetJsonAsync("/api/subsidy/settlements"))["items"]!.AsArray().Single()!["totalFen"]!);
        await (await StepAsync(elsewhere.Officer, approved, "dispute", new { remarks = "?" })).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task Rules_OfTheSubdistrictAndOfASchemes_DecideWhatIsTaken()
    {
        var canteen = await OpenAsync(factory);
        await canteen.ServedAsync(PresenceEvidence.Override, "忘带卡");
        var draft = await canteen.DraftAsync();
        Assert.Equal(1, (long)draft["meals"]!);

        await (await canteen.Town.Officer.PutAsync("/api/subsidy/settlement-rules", new { level = 1 })).ProblemAsync(400, "request.invalid");
        var set = await (await canteen.Town.Officer.PutAsync("/api/subsidy/settlement-rules", new { level = 2, schemes = new[] { new { scheme = canteen.Town.Scheme, level = 3 } } })).JsonAsync();
        await (await canteen.Town.Officer.PutAsync("/api/subsidy/settlement-rules", new { level = 2, version = 0 })).ProblemAsync(409, "request.stale-version");
        Assert.Equal(0, (long)(await (await StepAsync(canteen.Town.Officer, draft, "recompute")).JsonAsync())["meals"]!);
        Assert.Single(await canteen.ReviewsAsync());

        await (await canteen.Town.Officer.PutAsync("/api/subsidy/settlement-rules", new { level = 2, version = (int)set["version"]! })).JsonAsync();
        Assert.Equal(1, (long)(await (await StepAsync(canteen.Town.Officer, draft, "recompute")).JsonAsync())["meals"]!);
        Assert.Empty(await canteen.ReviewsAsync());
    }

    [Fact]
    public async Task Differences_OfKitchenCourierAndPayments_AreListedByOrderAndKind()
    {
        var canteen = await OpenAsync(factory);
        var town = canteen.Town;
        var expected = new List<string>();
        async Task TellAsync(string kinds, Fulfilment fulfilment, params Func<ATown, OrderPlaced, Task>[] facts)
        {
            var order = town.AnOrder(site: canteen.Code, fulfilment: fulfilment);
            await town.PlaceAsync(order);
            foreach (var fact in facts)
                await fact(town, order);
            expected.AddRange(kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(kind => $"{order.Number} {kind}"));
        }

        await TellAsync("", Fulfilment.Delivery, (t, o) => t.ConfirmAsync(o), (t, o) => t.PackAsync(o), (t, o) => t.PickUpAsync(o), (t, o) => t.DeliverAsync(o));
        await TellAsync("not-packed", Fulfilment.Delivery, (t, o) => t.ConfirmAsync(o), (t, o) => t.PickUpAsync(o), (t, o) => t.DeliverAsync(o));
        await TellAsync("not-delivered", Fulfilment.Delivery, (t, o) => t.ConfirmAsync(o), (t, o) => t.PackAsync(o), (t, o) => t.HandOverAsync(o));
        await TellAsync("not-paid held", Fulfilment.Pickup, (t, o) => t.PackAsync(o), (t, o) => t.HandOverAsync(o));
        await TellAsync("payment-returned held", Fulfilment.Pickup, (t, o) => t.ConfirmAsync(o), (t, o) => t.PackAsync(o), (t, o) => t.HandOverAsync(o), (t, o) => t.RefundAsync(o));
        await TellAsync("received-not-granted payment-kept", Fulfilment.Pickup, (t, o) => t.ConfirmAsync(o), (t, o) => t.CancelAsync(o), (t, o) => t.HandOverAsync(o));
        await TellAsync("", Fulfilment.Pickup, (t, o) => t.ConfirmAsync(o), (t, o) => t.CancelAsync(o), (t, o) => t.RefundAsync(o));
        await TellAsync("still-open", Fulfilment.Delivery, (t, o) => t.ConfirmAsync(o), (t, o) => t.PackAsync(o));

        var draft = await canteen.DraftAsync();

        var found = new List<string>();
        for (var after = ""; after is not null;)
        {
            var page = await canteen.Staff.GetJsonAsync($"/api/subsidy/settlements/{draft["id"]}/differences?limit=2&after={after}");
            found.AddRange(page["items"]!.AsArray().Select(d => $"{d!["orderNumber"]} {d["kind"]}{((bool)d["held"]! ? " held" : "")}"));
            after = (string?)page["next"];
        }

        var held = expected.Where(e => e.EndsWith(" held", StringComparison.Ordinal)).Select(e => e.Split(' ')[0]).ToHashSet();
        Assert.Equal(
            expected.Where(e => !e.EndsWith(" held", StringComparison.Ordinal)).Select(e => held.Contains(e.Split(' ')[0]) ? e + " held" : e).Order(),
            found.Order());
        Assert.Equal(2, (long)draft["meals"]!);
        Assert.Equal(3, (int)draft["held"]!);
    }

    [Theory]
    [InlineData("UPDATE settlement_payers SET MealsFen = MealsFen + 100 WHERE SettlementId = {0}")]
    [InlineData("UPDATE settlement_lines SET ResidentFen = ResidentFen + 100 WHERE SettlementId = {0}")]
    [InlineData("UPDATE settlement_lines SET ResidentFen = ResidentFen + 100 WHERE SettlementId = {0}; UPDATE settlement_payers SET MealsFen = MealsFen + 600 WHERE SettlementId = {0}")]
    public async Task TamperedSum_ShowsOnTheStatement_AndIsNotApproved(string tampering)
    {
        var canteen = await OpenAsync(factory);
        await canteen.ServedAsync();
        var draft = await canteen.DraftAsync();
        await (await StepAsync(canteen.Staff, draft, "confirm")).JsonAsync();
        await using (var db = factory.Services.GetRequiredService<Database<SubsidyDbContext>>().Read())
            await db.Database.ExecuteSqlRawAsync(tampering, Guid.Parse((string)draft["id"]!).ToString().ToUpperInvariant());

        var shown = await canteen.Staff.GetJsonAsync($"/api/subsidy/settlements/{draft["id"]}");

        Assert.False((bool)shown["agrees"]!);
        Assert.Equal(600, (long)shown["ledgerFen"]!);
        await (await StepAsync(canteen.Town.OtherOfficer, draft, "approve")).ProblemAsync(422, "subsidy.statement-disagrees");
    }

    [Fact]
    public async Task Statement_AsCsvAndXlsx_HoldsEveryLineAndTheLedgersTotal()
    {
        var canteen = await OpenAsync(factory);
        var order = canteen.Town.AnOrder(site: canteen.Code) with { Number = "=1+1,\"x\"" };
        await canteen.Town.PlaceAsync(order);
        await canteen.Town.ServeAsync(order);
        var approved = await canteen.ApprovedAsync();

        var csv = await canteen.Staff.GetByteArrayAsync($"/api/subsidy/settlements/{approved["id"]}.csv");
        Assert.Equal(Encoding.UTF8.GetPreamble(), csv[..3]);
        var rows = Encoding.UTF8.GetString(csv[3..]).Split("\r\n");
        Assert.Equal(
            [
                "付款街道,类别,订单号,用餐日期,餐次,方式,未到,餐费（元）,居民补贴（元）,运营补贴（元）,结算金额（元）,凭证等级,人工复核",
                $"{canteen.Town.Subdistrict},本月用餐,\"'=1+1,\"\"x\"\"\",2025-07-01,午餐,堂食,,16.00,6.00,0.00,6.00,4,",
                $"{canteen.Town.Subdistrict},合计,,,,,,,,,6.00,,",
                $"{canteen.Town.Subdistrict},台账合计,,,,,,,,,6.00,,",
                "",
            ],
            rows);

        using var xlsx = SpreadsheetDocument.Open(new MemoryStream(await canteen.Staff.GetByteArrayAsync($"/api/subsidy/settlements/{approved["id"]}.xlsx")), false);
        var cells = xlsx.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Select(r => r.Elements<Cell>().ToList()).ToList();
        Assert.Equal(4, cells.Count);
        Assert.Equal(("=1+1,\"x\"", CellValues.InlineString), (cells[1][2].InnerText, cells[1][2].DataType!.Value));
        Assert.Equal(("6.00", CellValues.Number), (cells[3][10].InnerText, cells[3][10].DataType!.Value));
        Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(xlsx).Select(e => e.Description));
    }

    private static (string? Status, long Meals, long TotalFen, long LedgerFen, bool Agrees) Essence(System.Text.Json.Nodes.JsonNode s) =>
        ((string?)s["status"], (long)s["meals"]!, (long)s["totalFen"]!, (long)s["ledgerFen"]!, (bool)s["agrees"]!);
}
