using System.Text;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger.ExportLedger;
using MealDispatch.Subsidy.Ledger.Reading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Subsidy.Ledger.ReadHeads;

/// <param name="Block">Number of the last sealed block.</param>
/// <param name="LastEntry">Number of the last entry under it.</param>
/// <param name="Signed">The text that was signed.</param>
/// <param name="Signature">ECDSA P-256 over its SHA-256, r and s, hexadecimal.</param>
/// <param name="PublicKey">PEM.</param>
internal sealed record SignedHead(long Block, long LastEntry, string SealedAt, string KeyId, string Signed, string Signature, string PublicKey);

/// <summary>
/// The ledger's signed heads, to be kept where the installation's people cannot reach them: whoever has one can prove later that
/// nothing up to it was changed or cut off.
/// </summary>
internal static class ReadHeadsEndpoint
{
    public static void MapReadHeads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/ledger/head", Read)
            .WithName("Subsidy_ReadHead").WithSummary("The signed head of the last sealed block")
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapGet("/api/subsidy/ledger/heads", List)
            .WithName("Subsidy_ReadHeads").WithSummary("All signed heads as lines; a later file begins with an earlier one")
            .Produces(200, contentType: "text/tab-separated-values").ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);
    }

    internal static Results<Ok<SignedHead>, ProblemHttpResult> Read(Database<SubsidyDbContext> database, LedgerSigning signing)
    {
        using var db = database.Read();
        using var snapshot = LedgerSnapshot.Of(db);
        if (BlockRead.Before(snapshot, long.MaxValue) is not { Number: { } number, Last: { } last } head)
            return new Absent().ToProblem();
        return TypedResults.Ok(new SignedHead(number, last, head.SealedAt, head.KeyId, head.Head, Convert.ToHexStringLower(head.Signature), signing.PublicKeyPem));
    }

    internal static PushStreamHttpResult List(Database<SubsidyDbContext> database, LedgerSigning signing, CancellationToken ct) =>
        TypedResults.Stream(
            async output =>
            {
                await using var db = database.Read();
                using var snapshot = LedgerSnapshot.Of(db);
                await using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
                await text.WriteLineAsync($"{LedgerLine.FormatName}\nK\t{signing.KeyId}\t{Convert.ToBase64String(signing.PublicKey)}".AsMemory(), ct);
                foreach (var block in BlockRead.Read(snapshot, long.MinValue, long.MaxValue))
                    await text.WriteLineAsync($"{LedgerExport.BlockLine(block)}\n{LedgerExport.HeadLine(block)}".AsMemory(), ct);
            },
            "text/tab-separated-values; charset=utf-8",
            "ledger-heads.tsv");
}
