using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace MealDispatch.Benchmarks;

/// <summary>
/// What the disk gives: single-row durable commits per second on one connection, one prepared INSERT of 300 bytes with a
/// unique index, WAL, synchronous=FULL.
/// </summary>
internal sealed class CommitBaseline : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;
    private long next;

    public CommitBaseline(string directory)
    {
        connection = new SqliteConnection($"Data Source={Path.Combine(directory, "baseline.db")};Pooling=False");
        connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, body BLOB NOT NULL)");
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (code, body) VALUES ($code, $body)";
        insert.Parameters.AddWithValue("$code", "");
        insert.Parameters.AddWithValue("$body", new byte[300]);
        insert.Prepare();
    }

    public double CommitsPerSecond(TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        var commits = 0;
        while (watch.Elapsed < duration)
        {
            insert.Parameters["$code"].Value = $"code-{next++}";
            insert.ExecuteNonQuery();
            commits++;
        }

        return commits / watch.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
