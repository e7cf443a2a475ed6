using MealDispatch.Subsidy.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Ledger;

/// <summary>
/// The database itself refuses to change what was posted, whoever asks. Not in a migration: that is generated anew, and SQLite
/// rebuilds a table by dropping it, triggers and all. They are made after every migration, if they are not there.
/// </summary>
internal static class LedgerTriggers
{
    private const string Refusal = "The ledger is only added to";
    private static readonly string[] AppendOnly = ["ledger_entries", "ledger_postings", "ledger_blocks", "ledger_heads"];

    public static async Task EnsureAsync(SubsidyDbContext db, CancellationToken ct)
    {
        foreach (var statement in db.Database.IsSqlite() ? Sqlite() : SqlServer())
            await db.Database.ExecuteSqlRawAsync(statement, ct);
    }

    public static IEnumerable<string> Sqlite()
    {
        foreach (var table in AppendOnly)
        {
            foreach (var change in (string[])["UPDATE", "DELETE"])
                yield return $"CREATE TRIGGER IF NOT EXISTS {table}_no_{change.ToLowerInvariant()} BEFORE {change} ON {table} BEGIN SELECT RAISE(ABORT, '{Refusal}'); END";
        }

        yield return $"CREATE TRIGGER IF NOT EXISTS ledger_accounts_no_delete BEFORE DELETE ON ledger_accounts BEGIN SELECT RAISE(ABORT, '{Refusal}'); END";
        yield return $"""
            CREATE TRIGGER IF NOT EXISTS ledger_accounts_only_move_on BEFORE UPDATE ON ledger_accounts
            WHEN NEW.LastEntry <= OLD.LastEntry OR NEW.Account <> OLD.Account OR NEW.Subdistrict <> OLD.Subdistrict
            BEGIN SELECT RAISE(ABORT, '{Refusal}'); END
            """;
    }

    /// <summary>Snapshots are what the ledger is checked in, so that a check holds nobody up.</summary>
    public static IEnumerable<string> SqlServer()
    {
        yield return "ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON";
        foreach (var table in AppendOnly)
            yield return $"CREATE OR ALTER TRIGGER {table}_append_only ON {table} INSTEAD OF UPDATE, DELETE AS THROW 51000, '{Refusal}', 1";
        yield return $"""
            CREATE OR ALTER TRIGGER ledger_accounts_only_move_on ON ledger_accounts AFTER UPDATE, DELETE AS
            IF EXISTS (SELECT 1 FROM deleted d LEFT JOIN inserted i ON i.Subdistrict = d.Subdistrict AND i.Account = d.Account
                       WHERE i.LastEntry IS NULL OR i.LastEntry <= d.LastEntry)
            BEGIN
                ROLLBACK;
                THROW 51000, '{Refusal}', 1;
            END
            """;
    }
}
