using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace MealDispatch.Benchmarks;

/// <summary>What one round of orders needs to know; passed to the client process on its standard input.</summary>
internal sealed record OrdersRound(
    string Address, IReadOnlyList<string> Sites, IReadOnlyDictionary<string, string> Tokens, IReadOnlyDictionary<string, string> Items,
    IReadOnlyList<Guid> Residents, string ServiceDate, int Connections);

/// <summary>What the client process measured: milliseconds of each confirmed order, and what was not confirmed at once.</summary>
internal sealed record OrdersResult(IReadOnlyList<double> Milliseconds, double Seconds, int NotConfirmed, string? FirstRefusal);

/// <summary>The client in a process of its own: one order for each resident of the round, over so many connections.</summary>
internal static class OrdersClient
{
    public const string Verb = "orders-client";

    public static OrdersResult Start(OrdersRound round)
    {
        var start = new ProcessStartInfo("dotnet", [Environment.GetCommandLineArgs()[0], Verb]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(JsonSerializer.Serialize(round));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return JsonSerializer.Deserialize<OrdersResult>(output) ?? throw new InvalidOperationException("The client said nothing");
    }

    public static async Task<int> RunAsync(string[] args)
    {
        _ = args;
        var round = JsonSerializer.Deserialize<OrdersRound>(await Console.In.ReadToEndAsync())!;
        var next = -1;
        var refused = 0;
        string? firstRefusal = null;
        var latencies = new double[round.Residents.Count];
        var connections = await Task.WhenAll(Enumerable.Range(0, round.Connections).Select(_ => ConnectAsync(round.Address)));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(connections.Select(async http =>
        {
            while (Interlocked.Increment(ref next) is var index && index < round.Residents.Count)
            {
                var began = Stopwatch.GetTimestamp();
                if (await PlaceAsync(http, round, index) is { } refusal)
                {
                    Interlocked.Increment(ref refused);
                    firstRefusal ??= refusal;
                }
                else
                {
                    latencies[index] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                }
            }
        }));
        foreach (var http in connections)
            http.Dispose();
        Console.WriteLine(JsonSerializer.Serialize(new OrdersResult([.. latencies.Where(l => l > 0).Order()], watch.Elapsed.TotalSeconds, refused, firstRefusal)));
        return 0;
    }

    /// <summary>A connection that is open, and a client that has run once, before the clock starts.</summary>
    private static async Task<HttpClient> ConnectAsync(string address)
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = new Uri(address) };
        await http.GetStringAsync(new Uri("/health/live", UriKind.Relative));
        return http;
    }

    /// <summary>Null when the order was confirmed within the call, else what was answered.</summary>
    private static async Task<string?> PlaceAsync(HttpClient http, OrdersRound round, int index)
    {
        var site = round.Sites[index % round.Sites.Count];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", round.Tokens[site]);
        request.Content = JsonContent.Create(new
        {
            residentId = round.Residents[index], siteCode = site, serviceDate = round.ServiceDate, mealPeriod = "lunch", fulfilment = "pickup",
            lines = new[] { new { itemCode = round.Items[site], quantity = 1 } }, paymentMethod = "meal-account",
        });
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return (int)response.StatusCode == 201 && body.Contains("\"status\":\"confirmed\"", StringComparison.Ordinal)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {body}");
    }
}
