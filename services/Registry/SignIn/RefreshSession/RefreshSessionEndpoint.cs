using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Registry.SignIn.RefreshSession;

/// <summary>Exchanges a refresh token for new tokens. A token that comes twice was stolen from somebody: the session ends.</summary>
internal static class RefreshSessionEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/sign-in/refresh", HandleAsync).AllowAnonymous().WithSmallBody()
            .WithName("Registry_RefreshSession").WithSummary("New tokens for a refresh token, which is used once.")
            .ProducesProblem(400).ProducesProblem(401);

    internal static async Task<Results<Ok<SignedIn>, ProblemHttpResult>> HandleAsync(
        Request request, Database<RegistryDbContext> database, Sessions sessions, CancellationToken ct)
    {
        var check = new Check();
        var token = check.Text("refreshToken", request.RefreshToken, 200);
        if (check.Failed)
            return check.Error.ToProblem();
        var signedIn = await database.WriteAndDeliverAsync(unit => UseAsync(unit, SecretToken.Hash(token), sessions, ct), ct);
        return signedIn is null ? new RefreshRefused().ToProblem() : TypedResults.Ok(signedIn);
    }

    private static async Task<SignedIn?> UseAsync(Unit<RegistryDbContext> unit, string hash, Sessions sessions, CancellationToken ct)
    {
        if (await unit.Db.RefreshTokens.FindAsync([hash], ct) is not { } token)
            return null;
        var session = await unit.Db.Sessions.FindAsync([token.SessionId], ct);
        if (session is null || session.EndedAt is not null || token.ExpiresAt <= sessions.Now)
            return null;
        if (token.UsedAt is not null)
        {
            session.EndedAt = sessions.Now;
            unit.Publish(new SessionEnded { SessionId = session.Id, OccurredAt = unit.Now }, session.Id);
            return null;
        }

        token.UsedAt = sessions.Now;
        return await unit.Db.Persons.FindAsync([session.PersonId], ct) is { } person ? sessions.Continue(unit.Db, session.Id, person) : null;
    }

    internal sealed record Request(string? RefreshToken);
}
