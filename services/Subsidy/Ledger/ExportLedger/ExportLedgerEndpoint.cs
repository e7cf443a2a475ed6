using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger.Reading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Subsidy.Ledger.ExportLedger;

/// <summary>
/// The whole ledger as a file that the separate verifier checks: every entry, block and head, the balances, the public key. The chain
/// is one for the installation, so entries of all its subdistricts are in it; they name no person but the officer who posted.
/// </summary>
internal static class ExportLedgerEndpoint
{
    public static void MapExportLedger(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/subsidy/ledger/export", Handle)
            .WithName("Subsidy_ExportLedger").WithSummary("The ledger as a file for the separate verifier")
            .Produces(200, contentType: "text/tab-separated-values").ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);

    internal static PushStreamHttpResult Handle(Database<SubsidyDbContext> database, LedgerSigning signing, CancellationToken ct) =>
        TypedResults.Stream(
            async output =>
            {
                await using var db = database.Read();
                using var snapshot = LedgerSnapshot.Of(db);
                await new LedgerExport(snapshot, signing, output).WriteAsync(ct);
            },
            "text/tab-separated-values; charset=utf-8",
            "ledger.tsv");
}
