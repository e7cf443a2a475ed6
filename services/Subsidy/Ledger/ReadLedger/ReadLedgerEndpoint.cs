using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
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

/// <summary>Entries of the caller's subdistrict by day of posting, both days inclusive, and by account.</summary>
internal static class ReadLedgerEndpoint
{
    public static void MapReadLedger(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/subsidy/ledger", HandleAsync)
            .WithName("Subsidy_ReadLedger").WithSummary("Ledger entries with their postings")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<Results<Ok<Page<LedgerEntryAnswer>>, ProblemHttpResult>> HandleAsync(
        Caller caller, Database<SubsidyDbContext> database, Town town, CancellationToken ct,
        string? from = null, string? to = null, string? account = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var (firstDay, lastDay) = (check.OptionalDate("from", from), check.OptionalDate("to", to));
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();

        await using var db = database.Read();
        var entries = db.LedgerEntries.Where(e => e.Subdistrict == caller.Subdistrict);
        if (firstDay is { } first && town.StartOf(first) is var start)
            entries = entries.Where(e => e.At >= start);
        if (lastDay is { } last && town.StartOf(last.PlusDays(1)) is var end)
            entries = entries.Where(e => e.At < end);
        if (cursor is not null)
            entries = entries.Where(e => e.Number > cursor.Number);
        if (!string.IsNullOrEmpty(account))
            entries = entries.Where(e => e.Postings.Any(p => p.Account == account));
        var page = await entries.OrderBy(e => e.Number).Take(take + 1).Include(e => e.Postings).AsSplitQuery().ToListAsync(ct);
        return TypedResults.Ok(page.Select(LedgerEntryAnswer.Of).ToList().ToPage(take, e => new Cursor(e.Number)));
    }

    private sealed record Cursor(long Number);
}
