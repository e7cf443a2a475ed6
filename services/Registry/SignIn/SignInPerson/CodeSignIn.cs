using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.SignIn.SignInPerson;

/// <summary>By the code that was sent to a phone. The right code is used once and ends the counting of that phone.</summary>
internal sealed class CodeSignIn(Database<RegistryDbContext> database, SecretHash secrets, Sessions sessions)
{
    public async Task<Result<SignedIn>> SignInAsync(string phone, string code, string address, CancellationToken ct)
    {
        var hash = secrets.OfCode(phone, code);
        var (signedIn, refusal) = await database.WriteAsync(unit => TryAsync(unit.Db, phone, hash, address, ct), ct);
        return signedIn is not null ? signedIn : refusal!;
    }

    /// <summary>Answers a refusal as a plain value: a failed try is counted, so the unit must be kept.</summary>
    private async Task<(SignedIn? SignedIn, Error? Refusal)> TryAsync(RegistryDbContext db, string phone, string hash, string address, CancellationToken ct)
    {
        var now = sessions.Now;
        if (await Limit.FailedTries.IsReachedAsync(db, phone, now, ct) || await Limit.FailedTriesFromOneAddress.IsReachedAsync(db, address, now, ct))
            return (null, new TooManyTries());
        var sent = await db.SignInCodes.FindAsync([phone], ct);
        var matches = sent is not null && sent.ExpiresAt > now && sent.FailedTries < SignInCode.MaxFailedTries && SecretHash.Same(sent.CodeHash, hash);
        if (matches && await db.Persons.SingleOrDefaultAsync(p => p.Phone == phone, ct) is { } person)
        {
            db.SignInCodes.Remove(sent!);
            await Limit.FailedTries.ForgetAsync(db, phone, ct);
            await Limit.CodesToOnePhone.ForgetAsync(db, phone, ct);
            return (sessions.Begin(db, person), null);
        }

        if (sent is not null)
            sent.FailedTries++;
        await Limit.FailedTries.CountAsync(db, phone, now, ct);
        await Limit.FailedTriesFromOneAddress.CountAsync(db, address, now, ct);
        return (null, new SignInRefused());
    }
}
