using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.SignIn.SignInPerson;

/// <summary>
/// By a secret whose hash is slow to compute: it is verified outside the unit, a few at a time and one by one for a name, so that
/// parallel guesses cannot outrun the counting of failed tries.
/// </summary>
internal sealed class SecretSignIn(Database<RegistryDbContext> database, Sessions sessions) : IDisposable
{
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1))];

    /// <param name="newPassword">Takes the password's place and ends all other sessions; null keeps it.</param>
    public Task<Result<SignedIn>> ByPasswordAsync(string userName, string password, string? newPassword, string address, CancellationToken ct) =>
        SignInAsync(
            $"user:{userName}", password, address,
            db => db.Persons.Where(p => p.UserName == userName && p.Active).Select(p => new Found(p.Id, p.PasswordHash)),
            found =>
            {
                var newHash = newPassword is null ? null : SecretHash.OfPassword(newPassword);
                return (unit, person) => BeginAsync(unit, person, found.SecretHash!, newHash, ct);
            },
            ct);

    public Task<Result<SignedIn>> ByCardAsync(string cardCode, string pin, string address, CancellationToken ct)
    {
        var hash = SecretToken.Hash(cardCode);
        return SignInAsync($"card:{hash}", pin, address, db => db.Cards.Where(c => c.CardHash == hash && c.RevokedAt == null)
            .Join(db.Persons, c => c.ResidentId, p => p.ResidentId, (c, p) => new Found(p.Id, c.PinHash)),
            _ => (unit, person) => Task.FromResult<Result<SignedIn>>(sessions.Begin(unit.Db, person)), ct);
    }

    public void Dispose()
    {
        foreach (var gate in gates)
            gate.Dispose();
    }

    private async Task<Result<SignedIn>> SignInAsync(
        string who, string secret, string address, Func<RegistryDbContext, IQueryable<Found>> find,
        Func<Found, Func<Unit<RegistryDbContext>, Person, Task<Result<SignedIn>>>> begin, CancellationToken ct)
    {
        var gate = gates[(StringComparer.Ordinal.GetHashCode(who) & int.MaxValue) % gates.Length];
        await gate.WaitAsync(ct);
        try
        {
            Found? found;
            await using (var db = database.Read())
            {
                var now = sessions.Now;
                if (await Limit.FailedTries.IsReachedAsync(db, who, now, ct) || await Limit.FailedTriesFromOneAddress.IsReachedAsync(db, address, now, ct))
                    return new TooManyTries();
                found = await find(db).FirstOrDefaultAsync(ct);
            }

            return SecretHash.PasswordMatches(found?.SecretHash, secret)
                ? await AcceptAsync(who, found!.PersonId, begin(found), ct)
                : await RefuseAsync(who, address, ct);
        }
        finally
        {
            gate.Release();
        }
    }

    private Task<Result<SignedIn>> AcceptAsync(
        string who, Guid personId, Func<Unit<RegistryDbContext>, Person, Task<Result<SignedIn>>> begin, CancellationToken ct) =>
        database.WriteAndDeliverAsync(
            async unit =>
            {
                await Limit.FailedTries.ForgetAsync(unit.Db, who, ct);
                return await unit.Db.Persons.FindAsync([personId], ct) is { } person ? await begin(unit, person) : new SignInRefused();
            },
            ct);

    /// <summary>The password was verified a moment ago; what has happened to the account since then counts.</summary>
    private async Task<Result<SignedIn>> BeginAsync(
        Unit<RegistryDbContext> unit, Person person, string verifiedHash, string? newHash, CancellationToken ct)
    {
        if (!person.Active || person.PasswordHash != verifiedHash)
            return new SignInRefused();
        if (person.PasswordIsTemporary && newHash is null)
            return new NewPasswordNeeded();
        if (newHash is not null)
        {
            (person.PasswordHash, person.PasswordIsTemporary) = (newHash, false);
            await sessions.EndAllAsync(unit, person.Id, ct);
        }

        return sessions.Begin(unit.Db, person);
    }

    private async Task<Result<SignedIn>> RefuseAsync(string who, string address, CancellationToken ct)
    {
        await database.WriteAsync(
            async unit =>
            {
                await Limit.FailedTries.CountAsync(unit.Db, who, sessions.Now, ct);
                await Limit.FailedTriesFromOneAddress.CountAsync(unit.Db, address, sessions.Now, ct);
            },
            ct);
        return new SignInRefused();
    }

    private sealed record Found(Guid PersonId, string? SecretHash);
}
