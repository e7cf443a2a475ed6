using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.OwnRiders.AdvanceTask;
using MealDispatch.Dispatch.Tracks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Proofs.TakeProof;

/// <summary>An own rider shows that he was there. A repeat takes the place of the one before: phones send again.</summary>
internal static class TakeProofEndpoint
{
    private const int MostBytes = 2 * 1024 * 1024;
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF];
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static void Map(IEndpointRouteBuilder routes)
    {
        Described(routes.MapPut("/api/rider/tasks/{id:guid}/proofs/photo", TakePhotoAsync), "Photo", "A photo of the bag at the door: JPEG or PNG of at most 2 MB.")
            .Accepts<byte[]>("image/jpeg", "image/png")
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        Described(routes.MapPut("/api/rider/tasks/{id:guid}/proofs/code", TakeCodeAsync), "Code", "The code that the resident told.");
        Described(routes.MapPut("/api/rider/tasks/{id:guid}/proofs/met-in-person", TakeMeetingAsync), "Meeting", "The rider met the resident.");
    }

    internal sealed record CodeRequest(string? Code, Instant? At);

    internal sealed record MeetingRequest(Instant? At);

    private static RouteHandlerBuilder Described(RouteHandlerBuilder route, string name, string summary) =>
        route.AllowRoles(Role.Rider)
            .WithName($"Dispatch_Take{name}")
            .WithSummary($"{summary} By the delivery's own rider, from pickup on.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<NoContent, ProblemHttpResult>> TakePhotoAsync(
        Guid id, HttpContext http, Caller caller, Database<DispatchDbContext> database, LivePositions live, CancellationToken ct)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (type is not ("image/jpeg" or "image/png"))
            throw new BadHttpRequestException("Neither JPEG nor PNG", StatusCodes.Status415UnsupportedMediaType);
        var photo = await ReadAsync(http.Request.Body, ct);
        if (!photo.AsSpan().StartsWith(type == "image/jpeg" ? Jpeg : Png))
            return new Invalid("$", "is not a picture of that type").ToProblem();
        return Answer(await TakeAsync(id, ProofKind.Photo, null, caller, database, live, proof => (proof.Photo, proof.PhotoType) = (photo, type), ct));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeMeetingAsync(
        Guid id, MeetingRequest? request, Caller caller, Database<DispatchDbContext> database, LivePositions live, CancellationToken ct) =>
        Answer(await TakeAsync(id, ProofKind.MetInPerson, request?.At, caller, database, live, _ => { }, ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeCodeAsync(
        Guid id, CodeRequest request, Caller caller, Database<DispatchDbContext> database, LivePositions live, ReceiptCodes codes, CancellationToken ct)
    {
        var check = new Check();
        var told = check.Code("code", request.Code, 10);
        if (check.Failed)
            return check.Error.ToProblem();
        var taken = await TakeAsync(
            id, ProofKind.Code, request.At, caller, database, live,
            proof =>
            {
                proof.Holds = proof.Holds && proof.Tries > 0 || proof.Tries < ReceiptCodes.MostTries && told == codes.Of(id);
                proof.Tries++;
            },
            ct);
        // A wrong code is kept as a try, so it is refused only after it is.
        return !taken.Failed && !taken.Value.Holds
            ? new WrongCode(Math.Max(0, ReceiptCodes.MostTries - taken.Value.Tries)).ToProblem()
            : Answer(taken);
    }

    private static async Task<Result<DeliveryProof>> TakeAsync(
        Guid id, ProofKind kind, Instant? at, Caller caller, Database<DispatchDbContext> database, LivePositions live, Action<DeliveryProof> fill, CancellationToken ct)
    {
        await live.StoreForAsync(id, ct);
        return await database.WriteAsync(
            async unit =>
            {
                var attempt = await unit.Db.Attempts.Where(a => a.DeliveryId == id && a.RiderPersonId == caller.Id).OrderByDescending(a => a.Number).FirstOrDefaultAsync(ct);
                if (attempt is null)
                    return (Result<DeliveryProof>)new Absent();
                if (!attempt.PickedUp)
                    return new NotPickedUp();
                var when = at is { } said ? Instant.Max(Instant.Min(said, unit.Now), attempt.PickedUpAt!.Value) : unit.Now;
                var proof = await unit.Db.Proofs.SingleOrDefaultAsync(p => p.DeliveryId == id && p.Kind == kind, ct);
                if (proof is null)
                    unit.Db.Proofs.Add(proof = new DeliveryProof { DeliveryId = id, Kind = kind, RiderId = caller.Id, At = when, Meters = null });
                (proof.RiderId, proof.At, proof.Meters) = (caller.Id, when, await MetersAsync(unit.Db, id, ct));
                fill(proof);
                return proof;
            },
            ct);
    }

    private static async Task<int?> MetersAsync(DispatchDbContext db, Guid id, CancellationToken ct)
    {
        var residentId = await db.Deliveries.Where(d => d.Id == id).Select(d => d.ResidentId).SingleAsync(ct);
        var door = (await db.ResidentContacts.FindAsync([residentId], ct))?.Point;
        var last = await db.TrackPoints.Where(p => p.DeliveryId == id).OrderByDescending(p => p.At).FirstOrDefaultAsync(ct);
        return door is null || last is null ? null : (int)Math.Min(Distance.Meters(new GeoPoint(last.Lat, last.Lng), door), 1_000_000);
    }

    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken ct)
    {
        var file = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await body.ReadAsync(buffer, ct)) > 0)
        {
            file.Write(buffer, 0, read);
            if (file.Length > MostBytes)
                throw new BadHttpRequestException("Too large", StatusCodes.Status413PayloadTooLarge);
        }

        return file.ToArray();
    }

    private static Results<NoContent, ProblemHttpResult> Answer(Result<DeliveryProof> taken) =>
        taken.Failed ? taken.Error.ToProblem() : TypedResults.NoContent();
}
