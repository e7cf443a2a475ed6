using System.Globalization;
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
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Subsidy.Samples.ReadSamples;

/// <param name="Drawn">Meals to ask about.</param>
/// <param name="Called">Of these, with a result.</param>
internal sealed record SampleRow(Guid Id, YearMonth Month, SampleBasis Basis, int Size, string Seed, Instant DrawnAt, int Drawn, int Called, int Denied);

/// <summary>The samples of the caller's subdistrict; one with its meals, what was said and what that means; the sheet to telephone by.</summary>
internal static class ReadSamplesEndpoint
{
    private static readonly string[] Head =
    [
        "助餐点", "顺序", "订单号", "核定编号", "老人编号", "用餐日期", "餐次", "方式", "应付（元）", "补贴（元）", "收到这一餐吗", "谁送来或交给您的", "您付了多少（元）", "备注",
    ];

    public static void MapReadSamples(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/samples", ListAsync)
            .WithName("Subsidy_ListSamples").WithSummary("Samples, the newest first")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapGet("/api/subsidy/samples/{id:guid}", ReadAsync)
            .WithName("Subsidy_ReadSample").WithSummary("A sample with its meals, what was said, and what that says of all meals")
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
        foreach (var format in SheetFormat.All)
        {
            routes.MapGet("/api/subsidy/samples/{id:guid}." + format.Extension, (Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct) =>
                    SheetAsync(format, id, caller, database, ct))
                .WithName("Subsidy_SampleSheet_" + format.Extension).WithSummary($"The call-back sheet as {format.Extension}, without names")
                .Produces(200, contentType: format.ContentType).ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
        }
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
        var samples = db.Samples.Where(s => s.Subdistrict == caller.Subdistrict);
        if (wanted is { } only && MonthNumber.Of(only) is var number)
            samples = samples.Where(s => s.Month == number);
        if (cursor is not null)
            samples = samples.Where(s => s.DrawnAt < cursor.At || (s.DrawnAt == cursor.At && s.Id > cursor.Id));
        var page = await samples.OrderByDescending(s => s.DrawnAt).ThenBy(s => s.Id).Take(take + 1)
            .Select(s => new
            {
                s.Id, s.Month, s.Basis, s.Size, s.Seed, s.DrawnAt, Drawn = s.Meals.Count, Called = s.Meals.Count(m => m.CallBacks.Count > 0),
                Denied = s.Meals.Count(m => m.CallBacks.OrderByDescending(c => c.Number).Select(c => (CallBackOutcome?)c.Outcome).FirstOrDefault() == CallBackOutcome.Denied),
            })
            .ToListAsync(ct);
        return TypedResults.Ok(page.Select(s => new SampleRow(s.Id, MonthNumber.ToMonth(s.Month), s.Basis, s.Size, s.Seed, s.DrawnAt, s.Drawn, s.Called, s.Denied)).ToList()
            .ToPage(take, s => new Cursor(s.DrawnAt, s.Id)));
    }

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

    private sealed record Cursor(Instant At, Guid Id);
}
