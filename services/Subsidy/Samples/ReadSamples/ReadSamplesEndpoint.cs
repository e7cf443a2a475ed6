using System.Globalization;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Sheets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Subsidy.Samples.ReadSamples;

/// <param name="Drawn">Meals to ask about.</param>
/// <param name="Called">Of these, with a result.</param>
internal sealed record SampleRow(Guid Id, YearMonth Month, SampleBasis Basis, int Size, string Seed, Instant DrawnAt, int Drawn, int Called, int Denied);

/// <summary>The samples of the caller's subdistrict, as JSON and as files of all of them; one with its meals, what was said and what that means; the sheet to telephone by.</summary>
internal static class ReadSamplesEndpoint
{
    private static readonly string[] Head =
    [
        "助餐点", "顺序", "订单号", "核定编号", "老人编号", "用餐日期", "餐次", "方式", "应付（元）", "补贴（元）", "收到这一餐吗", "谁送来或交给您的", "您付了多少（元）", "备注",
    ];

    private static readonly string[] ListHead =
        ["样本编号", "月份", "范围", "种子", "要求数量", "抽取", "已回访", "说没收到", "抽样人编号", "抽样时间", "全部餐数", "全部餐的校验值"];

    public static void MapReadSamples(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/samples", ListAsync)
            .WithName("Subsidy_ListSamples").WithSummary("Samples, the newest first")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapDownload(
            "/api/subsidy/samples", "Subsidy_ListSamples",
            format => (Caller caller, Database<SubsidyDbContext> database, Town town, CancellationToken ct, string? month = null) =>
                ExportAsync(format, caller, database, town, month, ct),
            Role.Officer, Role.Auditor);
        routes.MapGet("/api/subsidy/samples/{id:guid}", ReadAsync)
            .WithName("Subsidy_ReadSample").WithSummary("A sample with its meals, what was said, and what that says of all meals")
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapSheets(
                "/api/subsidy/samples/{id:guid}", "Subsidy_SampleSheet", "The call-back sheet without names",
                format => (Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct) => SheetAsync(format, id, caller, database, ct))
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
    }

    internal static async Task<Results<Ok<Page<SampleRow>>, ProblemHttpResult>> ListAsync(
        Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, string? month = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var wanted = check.OptionalMonth("month", month);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var samples = Of(db, caller, wanted);
        if (cursor is not null)
            samples = samples.Where(s => s.DrawnAt < cursor.At || (s.DrawnAt == cursor.At && s.Id > cursor.Id));
        var page = await Counted(InOrder(samples).Take(take + 1)).ToListAsync(ct);
        return TypedResults.Ok(page
            .ConvertAll(s => new SampleRow(s.Sample.Id, MonthNumber.ToMonth(s.Sample.Month), s.Sample.Basis, s.Sample.Size, s.Sample.Seed, s.Sample.DrawnAt, s.Drawn, s.Called, s.Denied))
            .ToPage(take, s => new Cursor(s.DrawnAt, s.Id)));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        SheetFormat format, Caller caller, Database<SubsidyDbContext> database, Town town, string? month, CancellationToken ct)
    {
        var check = new Check();
        var wanted = check.OptionalMonth("month", month);
        return check.Failed
            ? check.Error.ToProblem()
            : await new Download<SampleCount>("抽样", "samples", ListHead, db => Counted(InOrder(Of(db, caller, wanted))), s => RowOf(s, town)).AnswerAsync(format, database, ct);
    }

    private static IQueryable<Sample> Of(SubsidyDbContext db, Caller caller, YearMonth? month)
    {
        var samples = db.Samples.AsNoTracking().Where(s => s.Subdistrict == caller.Subdistrict);
        return month is { } only && MonthNumber.Of(only) is var number ? samples.Where(s => s.Month == number) : samples;
    }

    private static IQueryable<Sample> InOrder(IQueryable<Sample> samples) => samples.OrderByDescending(s => s.DrawnAt).ThenBy(s => s.Id);

    private static IQueryable<SampleCount> Counted(IQueryable<Sample> samples) => samples.Select(s => new SampleCount(
        s, s.Strata.Sum(t => t.Meals), s.Meals.Count, s.Meals.Count(m => m.CallBacks.Count > 0),
        s.Meals.Count(m => m.CallBacks.OrderByDescending(c => c.Number).Select(c => (CallBackOutcome?)c.Outcome).FirstOrDefault() == CallBackOutcome.Denied)));

    private static IReadOnlyList<SheetCell> RowOf(SampleCount s, Town town) =>
    [
        s.Sample.Id.ToString(), SheetWords.Month(s.Sample.Month), SheetWords.Of(s.Sample.Basis), s.Sample.Seed, s.Sample.Size, s.Drawn, s.Called, s.Denied,
        s.Sample.DrawnBy.ToString(), SheetCell.Time(town, s.Sample.DrawnAt), s.Population, Convert.ToHexStringLower(s.Sample.PopulationHash),
    ];

    internal static async Task<Results<Ok<SampleAnswer>, ProblemHttpResult>> ReadAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        return await SampleAnswer.OfAsync(db, id, caller.Subdistrict, ct) is { } sample ? TypedResults.Ok(sample) : new Absent().ToProblem();
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> SheetAsync(
        SheetFormat format, Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await SampleAnswer.OfAsync(db, id, caller.Subdistrict, ct) is not { } sample)
            return new Absent().ToProblem();
        var month = YearMonthPattern.Iso.Format(sample.Month);
        return format.Answer(new Sheet($"{month} 回访", Head, sample.Items.Select(RowOf)), $"call-backs-{month}-{sample.Items.Count.ToString(CultureInfo.InvariantCulture)}", ct);
    }

    private static IReadOnlyList<SheetCell> RowOf(SampleMealAnswer m) =>
    [
        m.SiteCode, (long)m.Rank, m.OrderNumber, m.DecisionId.ToString(), m.ResidentId.ToString(), LocalDatePattern.Iso.Format(m.ServiceDate), SheetWords.Of(m.MealPeriod),
        SheetWords.Of(m.Channel), SheetCell.Yuan(m.OwnFen), SheetCell.Yuan(m.AmountFen), m.CallBack is { } call ? Word(call.Outcome) : "", m.CallBack?.CarriedBy,
        m.CallBack?.PaidFen is { } paid ? SheetCell.Yuan(paid) : "", m.CallBack?.Note,
    ];

    private static string Word(CallBackOutcome outcome) => outcome switch
    {
        CallBackOutcome.Confirmed => "收到",
        CallBackOutcome.Denied => "没有收到",
        CallBackOutcome.NotReached => "没有接通",
    };

    /// <param name="Population">All meals that it was drawn from.</param>
    private sealed record SampleCount(Sample Sample, long Population, int Drawn, int Called, int Denied);

    private sealed record Cursor(Instant At, Guid Id);
}
