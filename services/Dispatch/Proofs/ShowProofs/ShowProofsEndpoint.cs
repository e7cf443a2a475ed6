using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Proofs.ShowProofs;

/// <summary>What shows that the meal came, for whoever may see the delivery.</summary>
internal static class ShowProofsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/deliveries/{id:guid}/proofs", ListAsync)
            .AllowSignedIn()
            .WithName("Dispatch_ListProofs")
            .WithSummary("Proofs of a delivery: kind, when, metres from the door.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/api/deliveries/{id:guid}/proofs/photo", PhotoAsync)
            .AllowSignedIn()
            .WithName("Dispatch_GetProofPhoto")
            .WithSummary("The photo at the door.")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="Meters">From the rider's last position to the door; null when not known.</param>
    internal sealed record ProofView(ProofKind Kind, Instant At, int? Meters);

    private static async Task<Results<Ok<Page<ProofView>>, ProblemHttpResult>> ListAsync(
        Guid id, Caller caller, Database<DispatchDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var found = await db.FindVisibleAsync(id, caller, ct);
        if (found.Failed)
            return found.Error.ToProblem();
        var proofs = await db.Proofs.Where(p => p.DeliveryId == id && p.Holds).OrderBy(p => p.At).Select(p => new ProofView(p.Kind, p.At, p.Meters)).ToListAsync(ct);
        return TypedResults.Ok(new Page<ProofView>(proofs, Next: null));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> PhotoAsync(
        Guid id, HttpContext http, Caller caller, Database<DispatchDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var found = await db.FindVisibleAsync(id, caller, ct);
        if (found.Failed)
            return found.Error.ToProblem();
        if (await db.Proofs.SingleOrDefaultAsync(p => p.DeliveryId == id && p.Kind == ProofKind.Photo, ct) is not { Photo: { } photo } proof)
            return new Absent().ToProblem();
        // It came from somebody's phone: it is shown as a picture or not at all.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(photo, proof.PhotoType);
    }
}
