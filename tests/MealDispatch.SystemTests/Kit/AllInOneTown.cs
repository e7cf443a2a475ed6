using MealDispatch.Testing;

namespace MealDispatch.SystemTests.Kit;

/// <summary>AllInOne as a process that may be killed and started again over the same data.</summary>
internal sealed class AllInOneTown : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Uri address = ServiceProcess.FreeAddress();
    private ServiceProcess? process;
    private Town? town;

    public Town Town => town ??= new Town(address);

    public ServiceProcess Process => process ?? throw new InvalidOperationException("not started");

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        town?.Dispose();
        folder.Dispose();
    }

    /// <summary>Starts it, or starts it again; with a point like <c>after-commit:40</c> it kills itself the 40th time it gets there.</summary>
    public async Task StartAsync(string? crashAt = null) =>
        Assert.True(await TryStartAsync(crashAt), $"AllInOne ended while it started:\n{Process.Log}");

    /// <summary>False when it ended before it was ready.</summary>
    public async Task<bool> TryStartAsync(string? crashAt)
    {
        if (process is not null)
            await process.DisposeAsync();
        process = ServiceProcess.Start("AllInOne", address, new Dictionary<string, string?>
        {
            ["Data:Directory"] = Path.Combine(folder.Path, "data"),
            ["Security:KeysDirectory"] = Path.Combine(folder.Path, "keys"),
            ["Demo:Enabled"] = "true",
            ["MEALDISPATCH_CRASH_AT"] = crashAt,
        });
        return await process.IsReadyAsync();
    }
}
