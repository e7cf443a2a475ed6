using Microsoft.EntityFrameworkCore;

namespace MealDispatch.BuildingBlocks.Persistence;

/// <summary>A database that the host brings up to date before anything else starts.</summary>
internal interface IPreparedDatabase
{
    string Service { get; }

    /// <summary>Locks and migrates it, and holds its demonstration mark against the mode; true when it is new.</summary>
    Task<bool> PrepareAsync(bool demo, bool migrateOnly, CancellationToken ct);
}

/// <summary>A SQLite file: locked for this process, freed of a killed migration's lock, migrated.</summary>
internal sealed class SqliteDatabasePreparation<TContext>(Func<TContext> open, string directory, string service)
    : IPreparedDatabase, IDisposable
    where TContext : ServiceDbContext
{
    private FileStream? fileLock;

    public string Service => service;

    public async Task<bool> PrepareAsync(bool demo, bool migrateOnly, CancellationToken ct)
    {
        fileLock = SqliteFile.Lock(directory, service);
        SqliteFile.ClearStaleMigrationLock(SqliteFile.ConnectionString(directory, service));
        await using var db = open();
        CrashPoints.Reach("before-migration");
        await db.Database.MigrateAsync(ct);
        await db.AfterMigrationAsync(ct);
        CrashPoints.Reach("after-migration");
        return await DemoMark.HoldAsync(db, demo, service, ct);
    }

    public void Dispose() => fileLock?.Dispose();
}

/// <summary>A SQL Server database: migrated by <c>--migrate</c> only; otherwise it must be up to date.</summary>
internal sealed class SqlServerDatabasePreparation<TContext>(Func<TContext> open, string service) : IPreparedDatabase
    where TContext : ServiceDbContext
{
    public string Service => service;

    public async Task<bool> PrepareAsync(bool demo, bool migrateOnly, CancellationToken ct)
    {
        await using var db = open();
        if (migrateOnly)
        {
            await db.Database.MigrateAsync(ct);
            await db.AfterMigrationAsync(ct);
        }
        else if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
            throw new StartupRefusedException($"The database of {service} is not up to date: run with --migrate first.");
        return await DemoMark.HoldAsync(db, demo, service, ct);
    }
}

/// <summary>Demonstration data never meets real people: the mark in the database and the mode must agree.</summary>
internal static class DemoMark
{
    public static async Task<bool> HoldAsync(ServiceDbContext db, bool demo, string service, CancellationToken ct)
    {
        var mark = await db.InstallationMarks.SingleOrDefaultAsync(ct);
        if (mark is null)
        {
            db.InstallationMarks.Add(new InstallationMark { Demo = demo });
            await db.SaveChangesAsync(ct);
            return true;
        }

        if (mark.Demo != demo)
        {
            throw new StartupRefusedException(mark.Demo
                ? $"The data of {service} is a demonstration: start with Demo__Enabled=true, or use another Data__Directory."
                : $"The data of {service} is real: demo mode must be off (Demo__Enabled), or use another Data__Directory.");
        }

        return false;
    }
}
