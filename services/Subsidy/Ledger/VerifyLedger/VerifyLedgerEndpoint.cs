using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger.Reading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Subsidy.Ledger.VerifyLedger;

/// <param name="Entries">Entries that hold, up to the first bad one.</param>
/// <param name="Blocks">Sealed blocks that hold.</param>
/// <param name="FirstBadEntry">
/// Number of the first entry that is changed, missing, inserted or unbalanced, whose block or head does not hold, or whose effect is
/// not in the balances; null when all is well.
/// </param>
internal sealed record LedgerVerification(bool Ok, long Entries, long Blocks, long? FirstBadEntry);

/// <summary>Checks every hash, seal and signature anew from the first entry on, and the balances from the postings.</summary>
internal static class VerifyLedgerEndpoint
{
    public static void MapVerifyLedger(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/ledger/verify", HandleAsync)
            .WithName("Subsidy_VerifyLedger").WithSummary("Check every seal and balance of the ledger")
            .ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<Ok<LedgerVerification>> HandleAsync(Database<SubsidyDbContext> database, LedgerSigning signing, CancellationToken ct) =>
        TypedResults.Ok(await Task.Run(
            async () =>
            {
                await using var db = database.Read();
                return await VerifyAsync(db, signing, ct);
            },
            ct));

    internal static async Task<LedgerVerification> VerifyAsync(SubsidyDbContext db, LedgerSigning signing, CancellationToken ct)
    {
        if (await new QuickCheck(() => LedgerSnapshot.Of(db), signing).RunAsync(ct) is { } allWell)
            return allWell;
        using var snapshot = LedgerSnapshot.Of(db);
        using var check = new CarefulCheck(snapshot, signing);
        return check.Run(ct);
    }
}
