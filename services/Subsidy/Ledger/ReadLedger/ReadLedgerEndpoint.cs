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

namespace MealDispatch.Subsidy.Ledger.ReadLedger;

internal sealed record LedgerPostingAnswer(string Account, long AmountFen);

/// <param name="Cause">What caused it beside a decision: <c>settlement:</c>id, <c>claw-back:</c>id … or null.</param>
/// <param name="By">The person who posted it, with their reason; null when the meal's events did.</param>
internal sealed record LedgerEntryAnswer(
    long Number, Instant At, LedgerKind Kind, Guid? OrderId, Guid? DecisionId, string? Cause, Guid? By, string? Reason,
    IReadOnlyList<LedgerPostingAnswer> Postings, string Seal)
{
    public static LedgerEntryAnswer Of(LedgerEntry e) =>
        new(e.Number, e.At, e.Kind, e.OrderId, e.DecisionId, e.Cause, e.By, e.Reason, [.. e.Postings.OrderBy(p => p.Line).Select(p => new LedgerPostingAnswer(p.Account, p.AmountFen))], Convert.ToHexStringLower(e.Seal));
}

/// <summary>Entries of the caller's subdistrict by day of posting, both days inclusive, and by account; as JSON and as files of all of them.</summary>
internal static class ReadLedgerEndpoint
{
    private static readonly string[] Head = ["分录", "时间", "事项", "科目", "金额（元）", "订单", "核定编号", "起因", "理由"];

    public static void MapReadLedger(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/ledger", HandleAsync)
            .WithName("Subsidy_ReadLedger").WithSummary("Ledger entries with their postings")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapDownload(
            "/api/subsidy/ledger", "Subsidy_ReadLedger",
            format => (Caller caller, Database<SubsidyDbContext> database, Town town, CancellationToken ct, string? from = null, string? to = null, string? account = null) =>
                ExportAsync(format, caller, database, town, from, to, account, ct),
            Role.Officer, Role.Auditor);
    }

    internal static async Task<Results<Ok<Page<LedgerEntryAnswer>>, ProblemHttpResult>> HandleAsync(
        Caller caller, Database<SubsidyDbContext> database, Town town, CancellationToken ct,
        string? from = null, string? to = null, string? account = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var asked = Asked.Read(check, town, from, to, account);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();

        await using var db = database.Read();
        var numbers = await asked.NumbersOf(db, caller.Subdistrict, cursor?.Number ?? 0).Take(take + 1).ToListAsync(ct);
        var page = await db.LedgerEntries.Where(e => numbers.Contains(e.Number)).OrderBy(e => e.Number).Include(e => e.Postings).AsSplitQuery().ToListAsync(ct);
        return TypedResults.Ok(page.Select(LedgerEntryAnswer.Of).ToList().ToPage(take, e => new Cursor(e.Number)));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        SheetFormat format, Caller caller, Database<SubsidyDbContext> database, Town town, string? from, string? to, string? account, CancellationToken ct)
    {
        var check = new Check();
        var asked = Asked.Read(check, town, from, to, account);
        if (check.Failed)
            return check.Error.ToProblem();
        return await new Download<PostedLine>("台账", "ledger", Head, db => LinesOf(db, asked.NumbersOf(db, caller.Subdistrict, 0)), line => RowOf(line, town))
            .AnswerAsync(format, database, ct);
    }

    private static IQueryable<PostedLine> LinesOf(SubsidyDbContext db, IQueryable<long> numbers) =>
        db.LedgerPostings.Where(p => numbers.Contains(p.EntryNumber))
            .Join(db.LedgerEntries, p => p.EntryNumber, e => e.Number, (p, e) => new { Posting = p, Entry = e })
            .OrderBy(row => row.Entry.Number).ThenBy(row => row.Posting.Line)
            .Select(row => new PostedLine(
                row.Entry.Number, row.Entry.At, row.Entry.Kind, row.Posting.Account, row.Posting.AmountFen, row.Entry.OrderId, row.Entry.DecisionId, row.Entry.Cause, row.Entry.Reason));

    private static IReadOnlyList<SheetCell> RowOf(PostedLine line, Town town) =>
    [
        line.Number, SheetCell.Time(town, line.At), SheetWords.Of(line.Kind), line.Account, SheetCell.Yuan(line.AmountFen), line.OrderId?.ToString(), line.DecisionId?.ToString(),
        line.Cause, line.Reason,
    ];

    private sealed record PostedLine(
        long Number, Instant At, LedgerKind Kind, string Account, long AmountFen, Guid? OrderId, Guid? DecisionId, string? Cause, string? Reason);

    /// <param name="Start">Of the first day.</param>
    /// <param name="End">Of the last day, exclusive.</param>
    private sealed record Asked(Instant? Start, Instant? End, string? Account)
    {
        public static Asked Read(Check check, Town town, string? from, string? to, string? account)
        {
            var (first, last) = (check.OptionalDate("from", from), check.OptionalDate("to", to));
            return new Asked(first is { } start ? town.StartOf(start) : null, last is { } end ? town.StartOf(end.PlusDays(1)) : null, string.IsNullOrEmpty(account) ? null : account);
        }

        /// <summary>
        /// The entries' numbers, ascending. From a day on, the entries are found by time; of all days, an account's by the account: it may have
        /// few of many million.
        /// </summary>
        public IQueryable<long> NumbersOf(SubsidyDbContext db, string? subdistrict, long after)
        {
            var entries = db.LedgerEntries.Where(e => e.Subdistrict == subdistrict && e.Number > after);
            if (Start is { } start)
                entries = entries.Where(e => e.At >= start);
            if (End is { } end)
                entries = entries.Where(e => e.At < end);
            if (Account is null)
                return entries.OrderBy(e => e.Number).Select(e => e.Number);
            return Start is null
                ? db.LedgerPostings.Where(p => p.Account == Account && p.EntryNumber > after && entries.Any(e => e.Number == p.EntryNumber)).OrderBy(p => p.EntryNumber).Select(p => p.EntryNumber)
                : entries.Where(e => e.Postings.Any(p => p.Account == Account)).OrderBy(e => e.Number).Select(e => e.Number);
        }
    }

    private sealed record Cursor(long Number);
}
