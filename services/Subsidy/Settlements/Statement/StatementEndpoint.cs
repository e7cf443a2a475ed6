using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Sheets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace MealDispatch.Subsidy.Settlements.Statement;

/// <summary>The statement as a file: a section per payer, each closed by its total and by what the ledger says. And its differences.</summary>
internal static class StatementEndpoint
{
    private static readonly string[] Head =
    [
        "付款街道", "类别", "订单号", "用餐日期", "餐次", "方式", "未到", "餐费（元）", "居民补贴（元）", "运营补贴（元）", "结算金额（元）", "凭证等级", "人工复核",
    ];

    public static void MapStatement(this IEndpointRouteBuilder routes)
    {
        routes.MapSheets(
                "/api/subsidy/settlements/{id:guid}", "Subsidy_Settlement", "The statement",
                format => (Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct) =>
                    AnswerAsync(format, "settlement", SheetAsync, id, caller, database, ct))
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor, Role.CanteenStaff);
        routes.MapSheets(
                "/api/subsidy/settlements/{id:guid}/differences", "Subsidy_SettlementDifferences", "The differences",
                format => (Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct) =>
                    AnswerAsync(format, "differences", DifferenceSheet.OfAsync, id, caller, database, ct))
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor, Role.CanteenStaff);
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> AnswerAsync(
        SheetFormat format, string name, Func<SubsidyDbContext, SettlementView, CancellationToken, Task<Sheet>> sheetOf, Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await SettlementAccess.FindAsync(db, id, caller, ct) is not { } view)
            return new Absent().ToProblem();
        return format.Answer(await sheetOf(db, view, ct), $"{name}-{view.Settlement.SiteCode}-{view.Settlement.Month}", ct);
    }

    private static async Task<Sheet> SheetAsync(SubsidyDbContext db, SettlementView view, CancellationToken ct)
    {
        var lines = (await view.Lines(db).ToListAsync(ct)).ToLookup(l => l.Payer);
        var ledger = await StatementLedger.SumsAsync(db, view, ct);
        var rows = new List<IReadOnlyList<SheetCell>>();
        foreach (var payer in view.Payers)
        {
            rows.AddRange(lines[payer.Subdistrict].OrderBy(l => l.Kind).ThenBy(l => l.ServiceDate).ThenBy(l => l.OrderNumber, StringComparer.Ordinal).Select(RowOf));
            rows.Add(Total(payer.Subdistrict, "合计", payer.TotalFen));
            rows.Add(Total(payer.Subdistrict, "台账合计", ledger.GetValueOrDefault(payer.Subdistrict)));
        }

        return new Sheet($"{view.Settlement.SiteCode} {view.Settlement.Month}", Head, rows);
    }

    private static IReadOnlyList<SheetCell> RowOf(SettlementLine l) =>
    [
        l.Payer, Word(l.Kind), l.OrderNumber, LocalDatePattern.Iso.Format(l.ServiceDate), SheetWords.Of(l.MealPeriod), SheetWords.Of(l.Channel), l.NoShow ? "未到" : "",
        SheetCell.Yuan(l.FoodFen), SheetCell.Yuan(l.ResidentFen), SheetCell.Yuan(l.OperatorFen), SheetCell.Yuan(l.AmountFen), (long)l.Level, l.Accepted ? "是" : "",
    ];

    private static IReadOnlyList<SheetCell> Total(string payer, string word, long fen) => [payer, word, "", "", "", "", "", "", "", "", SheetCell.Yuan(fen), "", ""];

    private static string Word(SettlementLineKind kind) => kind switch
    {
        SettlementLineKind.Meal => "本月用餐",
        SettlementLineKind.Late => "前月补结",
        SettlementLineKind.ClawBack => "前月追回",
    };
}
