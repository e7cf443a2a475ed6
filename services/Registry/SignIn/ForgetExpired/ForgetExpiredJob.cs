using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Registry.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.SignIn.ForgetExpired;

/// <summary>Deletes codes, counts and refresh tokens whose time is over.</summary>
internal sealed class ForgetExpiredJob(Database<RegistryDbContext> database, TimeProvider time) : IJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public Task RunAsync(CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            await unit.Db.SignInCodes.Where(c => c.ExpiresAt < now).ExecuteDeleteAsync(ct);
            await unit.Db.Throttles.Where(t => t.EndsAt < now).ExecuteDeleteAsync(ct);
            await unit.Db.RefreshTokens.Where(t => t.ExpiresAt < now).ExecuteDeleteAsync(ct);
        },
        ct);
}
