using System.Security.Cryptography;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using MealDispatch.Registry.Residents;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Cards.IssueCard;

/// <summary>
/// Issues a card; the one before counts no longer. By officers only: staff who could make cards could make their guests' presence.
/// </summary>
internal static class IssueCardEndpoint
{
    /// <summary>Without 0, 1, I and O.</summary>
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/residents/{id:guid}/card", HandleAsync).AllowRoles(Role.Officer)
            .WithName("Registry_IssueCard").WithSummary("Issues a new card and revokes the old one; the pin is shown this once.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        Guid id, HttpContext http, Caller caller, Database<RegistryDbContext> database, IdNumberVault vault, TimeProvider time, CancellationToken ct)
    {
        var key = IdempotencyKey.Of(http, caller, "card");
        if (key.Failed)
            return key.Error.ToProblem();
        var code = "C" + RandomNumberGenerator.GetString(Letters, 19);
        var pin = SecretHash.NewCode();
        var pinHash = SecretHash.OfPassword(pin);
        var issued = await database.WriteAndDeliverAsync<Result<Response>>(
            async unit =>
            {
                if (await unit.Db.Residents.FindAsync([id], ct) is not { } resident || !caller.IsOfficerOf(resident.Subdistrict))
                    return new Absent();
                var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
                if (repeat.Failed)
                    return repeat.Error;
                if (repeat.Value is { } cardId)
                {
                    var kept = await unit.Db.Cards.SingleAsync(c => c.Id == Guid.Parse(cardId), ct);
                    return new Response(id, vault.Open(kept.SealedCode), null, kept.Version, kept.IssuedAt);
                }

                var card = await ReplaceAsync(unit, id, code, pinHash, vault, ct);
                card.Tell(unit, resident.Subdistrict);
                unit.Db.KeepKey(key.Value, card.Id.ToString(), time);
                return new Response(id, code, pin, card.Version, card.IssuedAt);
            },
            ct);
        return issued.Match<Results<Created<Response>, ProblemHttpResult>>(
            card => TypedResults.Created($"/api/residents/{id}/card", card), error => error.ToProblem());
    }

    private static async Task<Card> ReplaceAsync(
        Unit<RegistryDbContext> unit, Guid residentId, string code, string pinHash, IdNumberVault vault, CancellationToken ct)
    {
        var last = await unit.Db.Cards.Where(c => c.ResidentId == residentId).OrderByDescending(c => c.Version).FirstOrDefaultAsync(ct);
        if (last is { RevokedAt: null })
            last.Revoke(unit.Now, last.Version);
        var card = new Card
        {
            Id = Ids.New(), ResidentId = residentId, Version = (last?.Version ?? 0) + 1, SealedCode = vault.Seal(code), CardHash = SecretToken.Hash(code),
            PinHash = pinHash, IssuedAt = unit.Now,
        };
        unit.Db.Cards.Add(card);
        return card;
    }

    /// <summary><see cref="Pin"/> is null when the same request is repeated.</summary>
    internal sealed record Response(Guid ResidentId, string CardCode, string? Pin, int Version, Instant IssuedAt);
}
