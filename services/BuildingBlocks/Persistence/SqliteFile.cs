using Microsoft.Data.Sqlite;

namespace MealDispatch.BuildingBlocks.Persistence;

/// <summary>A service's SQLite file: its name, its exclusive lock, its pragmas.</summary>
internal static class SqliteFile
{
    public static string ConnectionString(string directory, string service) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(directory, service + ".db"),
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString();

    /// <summary>Holds the file for this process until disposed; throws with a message for people when another has it.</summary>
    public static FileStream Lock(string directory, string service)
    {
        System.IO.Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $".{service}.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StartupRefusedException($"Another process uses {directory} ({service}). Stop it, or set Data__Directory to another folder.");
        }
    }

    /// <summary>Answers the <c>synchronous</c> that the connection then really has (2 is FULL).</summary>
    public static long SetPragmas(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;";
        command.ExecuteNonQuery();
        command.CommandText = "PRAGMA synchronous";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>A migration that was killed leaves a row that makes the next one wait for ever; the file lock makes it ours to delete.</summary>
    public static void ClearStaleMigrationLock(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        SetPragmas(connection);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsLock'";
        if ((long)command.ExecuteScalar()! == 0)
            return;
        command.CommandText = "DELETE FROM __EFMigrationsLock";
        command.ExecuteNonQuery();
    }
}

/// <summary>The host must not start; the message says why, for people.</summary>
public sealed class StartupRefusedException(string message) : Exception(message);
