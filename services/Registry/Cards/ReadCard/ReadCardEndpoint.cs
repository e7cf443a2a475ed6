using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.Residents;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Cards.ReadCard;

/// <summary>The valid card's code with its QR; the bare PNG for whoever accepts images.</summary>
internal static class ReadCardEndpoint
{
    private const string RouteName = "Registry_ReadCard";
    private const string Png = "image/png";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/residents/{id:guid}/card", HandleAsync).AllowSignedIn()
            .WithName(RouteName).WithSummary("The card's code and its QR; the bare PNG with Accept: image/png.")
            .ProducesProblem(401).ProducesProblem(404);

    internal static async Task<Results<Ok<Response>, FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        Guid id, HttpContext http, Caller caller, Database<RegistryDbContext> database, IdNumberVault vault, CancellationToken ct)
    {
        await using var db = database.Read();
        var subdistrict = await db.Residents.Where(r => r.Id == id).Select(r => r.Subdistrict).SingleOrDefaultAsync(ct);
        if (subdistrict is null || !(caller.IsOfficerOf(subdistrict) || caller.ActsFor(id))
            || await db.Cards.SingleOrDefaultAsync(c => c.ResidentId == id && c.RevokedAt == null, ct) is not { } card)
            return new Absent().ToProblem();
        await database.NoteReadAsync(caller, [id], RouteName, ct);
        var code = vault.Open(card.SealedCode);
        var png = QrCode.Png(code);
        http.Response.Headers.CacheControl = "no-store";
        return http.Request.Headers.Accept.ToString().Contains("image/", StringComparison.Ordinal)
            ? TypedResults.File(png, Png)
            : TypedResults.Ok(new Response(id, code, card.Version, card.IssuedAt, png));
    }

    /// <summary><see cref="QrPng"/> as base64.</summary>
    internal sealed record Response(Guid ResidentId, string CardCode, int Version, Instant IssuedAt, byte[] QrPng);
}
