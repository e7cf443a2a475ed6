using MealDispatch.Testing;
using Microsoft.Data.Sqlite;

namespace MealDispatch.SystemTests.Kit;

/// <summary>AllInOne as a process that may be killed and started again over the same data.</summary>
internal sealed class AllInOneTown : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Uri address = ServiceProcess.FreeAddress();
    private ServiceProcess? process;
    private Town? town;

    public Town Town => town ??= new Town(address);

    public string DataDirectory => Path.Combine(folder.Path, "data");

    public ServiceProcess Process => process ?? throw new InvalidOperationException("not started");

    private string CrashFile => Path.Combine(folder.Path, "crash");

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        town?.Dispose();
        folder.Dispose();
    }

    /// <summary>Starts it, or starts it again after its death.</summary>
    public async Task StartAsync() =>
        Assert.True(await TryStartAsync(), $"AllInOne ended while it started:\n{Process.Log}");

    /// <summary>Starts it with a point like <c>inside-migration:40</c> to die at; false when it did before it was ready.</summary>
    public async Task<bool> TryStartAsync(string? crashAt = null)
    {
        if (process is not null)
            await process.DisposeAsync();
        CrashAt(crashAt);
        process = ServiceProcess.Start("AllInOne", address, new Dictionary<string, string?>
        {
            ["Data:Directory"] = DataDirectory,
            ["Security:KeysDirectory"] = Path.Combine(folder.Path, "keys"),
            ["Demo:Enabled"] = "true",
            ["MEALDISPATCH_CRASH_FILE"] = CrashFile,
        });
        return await process.IsReadyAsync();
    }

    /// <summary>Tells the running process to kill itself the n-th time it gets to a point, <c>name:n</c>; null: not to.</summary>
    public void CrashAt(string? crashAt)
    {
        if (crashAt is null)
        {
            File.Delete(CrashFile);
            return;
        }

        File.WriteAllText(CrashFile + ".new", crashAt);
        File.Move(CrashFile + ".new", CrashFile, overwrite: true);
    }

    /// <summary>Asks a service's file while no process has it.</summary>
    public long Count(string service, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(DataDirectory, service + ".db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
