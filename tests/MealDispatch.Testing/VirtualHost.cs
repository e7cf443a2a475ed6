using System.Diagnostics;
using MealDispatch.BuildingBlocks;

namespace MealDispatch.Testing;

/// <summary>A virtual host of the test's RabbitMQ, gone when the test is.</summary>
public sealed class VirtualHost : IDisposable
{
    private static readonly string Node = Environment.GetEnvironmentVariable("RABBITMQ_NODENAME") ?? "rabbit@localhost";

    public string Name { get; } = $"test-{Ids.New():N}";

    /// <summary>Settings of a host that uses it.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    public VirtualHost()
    {
        var address = Requirements.RabbitMq ?? throw new InvalidOperationException(Requirements.MissingRabbitMq ?? "MEALDISPATCH_TEST_RABBITMQ is not set");
        var credentials = address.UserInfo is { Length: > 0 } given ? given.Split(':') : ["guest", "guest"];
        Control("add_vhost", Name);
        Control("set_permissions", "-p", Name, credentials[0], ".*", ".*", ".*");
        Settings = new Dictionary<string, string?>
        {
            ["Bus:Transport"] = "rabbitmq",
            ["Bus:RabbitMq:Host"] = address.Host,
            ["Bus:RabbitMq:Port"] = (address.IsDefaultPort || address.Port < 0 ? 5672 : address.Port).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Bus:RabbitMq:VirtualHost"] = Name,
            ["Bus:RabbitMq:UserName"] = credentials[0],
            ["Bus:RabbitMq:Password"] = credentials[1],
        };
    }

    /// <summary>How many messages lie in a queue; 0 when it does not exist.</summary>
    public long Messages(string queue) => Control("list_queues", "--no-table-headers", "-p", Name, "name", "messages").Split('\n')
        .Select(line => line.Split('\t')).Where(cells => cells[0] == queue).Sum(cells => long.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Runs <c>rabbitmqctl</c> and answers what it printed.</summary>
    public static string Control(params string[] arguments)
    {
        var start = new ProcessStartInfo("rabbitmqctl") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-q", "-n", Node, .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.GetAwaiter().GetResult() : throw new InvalidOperationException(error.GetAwaiter().GetResult());
    }

    public void Dispose() => Control("delete_vhost", Name);
}
