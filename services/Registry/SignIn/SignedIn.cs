using System.Buffers.Text;
using System.Security.Cryptography;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.SignIn;

/// <summary>The answer to a sign-in; <see cref="ExpiresIn"/> in seconds.</summary>
internal sealed record SignedIn(
    string AccessToken, string RefreshToken, int ExpiresIn, IReadOnlyList<Role> Roles, IReadOnlyList<string> Sites, string? Subdistrict);

/// <summary>Begins and continues sessions; call inside a unit.</summary>
internal sealed class Sessions(AccessTokens tokens, TimeProvider time)
{
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public SignedIn Begin(RegistryDbContext db, Person person)
    {
        var session = new Session { Id = Ids.New(), PersonId = person.Id, StartedAt = Now };
        db.Sessions.Add(session);
        return Continue(db, session.Id, person);
    }

    /// <summary>Signs the person out wherever they are signed in.</summary>
    public async Task EndAllAsync(Unit<RegistryDbContext> unit, Guid personId, CancellationToken ct)
    {
        foreach (var session in await unit.Db.Sessions.Where(s => s.PersonId == personId && s.EndedAt == null).ToListAsync(ct))
        {
            session.EndedAt = Now;
            unit.Publish(new SessionEnded { SessionId = session.Id, OccurredAt = unit.Now }, session.Id);
        }
    }

    public SignedIn Continue(RegistryDbContext db, Guid sessionId, Person person)
    {
        var refreshToken = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        db.RefreshTokens.Add(new RefreshToken
        {
            TokenHash = SecretToken.Hash(refreshToken), SessionId = sessionId, ExpiresAt = Now + SignIn.RefreshToken.Lifetime,
        });
        return new SignedIn(
            tokens.Issue(person.Id, sessionId), refreshToken, (int)AccessTokens.Lifetime.TotalSeconds, person.Roles, person.Sites, person.Subdistrict);
    }
}
