using MealDispatch.Testing;
using Microsoft.Data.Sqlite;

namespace MealDispatch.SystemTests.Kit;

/// <summary>Every service in a process of its own over a real RabbitMQ, Web in front: the distributed form on one machine.</summary>
public sealed class DistributedTown : IAsyncLifetime, IAsyncDisposable
{
    internal static readonly string[] WithData = ["Registry", "Ordering", "Subsidy", "Kitchen", "Dispatch", "Care"];

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, ServiceProcess> processes = [];
    private readonly TraceCollector traces = new();
    private VirtualHost? host;
    private Town? town;

    internal Town Town => town ?? throw new InvalidOperationException("not started");

    internal TraceCollector Traces => traces;

    internal ServiceProcess this[string service] => processes[service];

    public async Task InitializeAsync()
    {
        // Skipped tests still make their fixture.
        if (Requirements.RabbitMq is null && Requirements.MissingRabbitMq is not null)
            return;
        host = new VirtualHost();
        var addresses = WithData.Append("CourierSandbox").Append("Web").ToDictionary(s => s, _ => ServiceProcess.FreeAddress());
        await MigrateAsync();
        foreach (var (service, address) in addresses)
            processes[service] = ServiceProcess.Start(service, address, Settings(service, addresses));
        await Task.WhenAll(processes.Values.Select(p => p.ReadyAsync()));
        await Probe.UntilAsync(IsSettledAsync, TimeSpan.FromSeconds(300), () => $"the seeded town to be known everywhere:\n{Logs}");
        town = new Town(addresses["Web"]);
    }

    public async Task DisposeAsync()
    {
        foreach (var process in processes.Values)
            await process.DisposeAsync();
        town?.Dispose();
        traces.Dispose();
        host?.Dispose();
        folder.Dispose();
    }

    /// <summary>xunit disposes through <see cref="IAsyncLifetime"/>; this is for whoever makes a town without it.</summary>
    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    /// <summary>What every process wrote, for a failure's message.</summary>
    internal string Logs => string.Join("\n", processes.Values.Select(p => $"--- {p.Service}\n{p.Log}"));

    /// <summary>Databases and queues of every service, before any service publishes.</summary>
    private async Task MigrateAsync()
    {
        var runs = WithData.Select(s => ServiceProcess.Start(s, ServiceProcess.FreeAddress(), Settings(s, []), "--migrate")).ToList();
        foreach (var run in runs)
        {
            await using (run)
                Assert.True(await run.ExitAsync(TimeSpan.FromSeconds(120)) == 0, $"{run.Service} --migrate:\n{run.Log}");
        }
    }

    /// <summary>No outbox holds a message, and no queue.</summary>
    private Task<bool> IsSettledAsync() => Task.FromResult(
        WithData.All(s => Count(s, "SELECT count(*) FROM outbox") == 0)
        && VirtualHost.Control("list_queues", "--no-table-headers", "-p", host!.Name, "messages").Split('\n', StringSplitOptions.RemoveEmptyEntries).All(n => n.Trim() == "0"));

    /// <summary>Asks a service's file, beside the service that owns it.</summary>
    internal long Count(string service, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={FileOf(service)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    internal string FileOf(string service) => Path.Combine(folder.Path, "data", service.ToLowerInvariant() + ".db");

    private Dictionary<string, string?> Settings(string service, Dictionary<string, Uri> addresses)
    {
        var settings = new Dictionary<string, string?>(host!.Settings)
        {
            ["Data:Directory"] = Path.Combine(folder.Path, "data"),
            ["Security:KeysDirectory"] = Path.Combine(folder.Path, "keys"),
            ["Demo:Enabled"] = "true",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = traces.Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        };
        if (addresses.Count == 0)
            return settings;
        var front = addresses["Web"].ToString().TrimEnd('/');
        settings["Town:PublicUrl"] = front;
        if (service == "Web")
        {
            foreach (var (name, address) in addresses.Where(a => a.Key != "Web"))
                settings[$"Web:Services:{name}"] = address.ToString();
        }

        if (service == "Dispatch")
        {
            settings["Couriers:FengniaoV2:BaseUrl"] = new Uri(addresses["CourierSandbox"], "/sandbox/fengniao-v2/anubis-webapi").ToString();
            settings["Couriers:FengniaoV2:AppId"] = "sandbox-app";
            settings["Couriers:FengniaoV2:Secret"] = "sandbox-secret";
            settings["Couriers:FengniaoV2:CallbackBaseUrl"] = front;
            settings["Couriers:PollSeconds"] = "2";
        }

        if (service == "CourierSandbox")
            settings["CourierSandbox:TripSeconds"] = "4";
        return settings;
    }
}
