using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace MealDispatch.Testing;

/// <summary>One service as it is deployed: a process of its own, with settings from the environment.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ConcurrentQueue<string> log = new();
    private readonly Process process;

    private ServiceProcess(string service, Uri address, Process process)
    {
        Service = service;
        Address = address;
        this.process = process;
    }

    public string Service { get; }

    public Uri Address { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    public string Log => string.Join('\n', log);

    public static ServiceProcess Start(string service, Uri address, IEnumerable<KeyValuePair<string, string?>> settings, params string[] arguments)
    {
        var program = Path.Combine(Checkout.OutputOf(service), service + ".dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        // These processes live for seconds: nothing that is compiled a second time pays.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var running = new ServiceProcess(service, address, new Process { StartInfo = start });
        running.process.OutputDataReceived += (_, line) => running.Note(line.Data);
        running.process.ErrorDataReceived += (_, line) => running.Note(line.Data);
        running.process.Start();
        running.process.BeginOutputReadLine();
        running.process.BeginErrorReadLine();
        return running;
    }

    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));
    }

    /// <summary>Waits for <c>/health/ready</c>; false when the process ended instead.</summary>
    /// <param name="atMost">Five minutes unless given.</param>
    public async Task<bool> IsReadyAsync(TimeSpan? atMost = null)
    {
        await Probe.UntilAsync(async () => HasExited || await AnswersReadyAsync(), atMost ?? TimeSpan.FromSeconds(300), () => $"{Service} to be ready:\n{Log}");
        return !HasExited;
    }

    public async Task ReadyAsync(TimeSpan? atMost = null) => Assert.True(await IsReadyAsync(atMost), $"{Service} ended while it started:\n{Log}");

    public async Task<int> ExitAsync(TimeSpan atMost)
    {
        await Probe.UntilAsync(() => Task.FromResult(HasExited), atMost, () => $"{Service} to end:\n{Log}");
        return ExitCode;
    }

    /// <summary><c>kill -9</c>: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        if (!HasExited)
            process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private async Task<bool> AnswersReadyAsync()
    {
        try
        {
            using var response = await Client.GetAsync(new Uri(Address, "/health/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private void Note(string? line)
    {
        if (line is not null)
            log.Enqueue(line);
    }
}
