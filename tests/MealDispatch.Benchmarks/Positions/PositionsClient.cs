using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace MealDispatch.Benchmarks.Positions;

/// <summary>What the client process is to do; passed to it on its standard input.</summary>
/// <param name="Watched">Deliveries to watch, each with its own person's token; empty: as many requests as go.</param>
internal sealed record PositionsRound(int Port, string Path, IReadOnlyList<string> RiderTokens, IReadOnlyList<Watch> Watched, int Connections, double Seconds);

internal sealed record Watch(Guid DeliveryId, string Token);

/// <param name="Requests">That were answered.</param>
/// <param name="Ages">Milliseconds, sorted: how old what each watcher saw was, looked at 20 times a second.</param>
internal sealed record PositionsResult(int Requests, double Seconds, int Refused, IReadOnlyList<double> Ages);

/// <summary>
/// Riders' phones and watchers in a process of their own. Requests are bytes over sockets, made beforehand but for their times, so that the
/// client costs little.
/// </summary>
internal static class PositionsClient
{
    public const string Verb = "positions-client";
    private const int PointsInABody = 5;

    /// <summary>A watched point carries when it was made, in millionths of a degree east of here.</summary>
    private const double West = 121;

    public static PositionsResult Start(PositionsRound round)
    {
        var start = new ProcessStartInfo("dotnet", [Environment.GetCommandLineArgs()[0], Verb]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(JsonSerializer.Serialize(round));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return JsonSerializer.Deserialize<PositionsResult>(output) ?? throw new InvalidOperationException("The client said nothing");
    }

    public static async Task<int> RunAsync()
    {
        var round = JsonSerializer.Deserialize<PositionsRound>(await Console.In.ReadToEndAsync())!;
        var result = round.Watched.Count == 0 ? await AsFastAsItGoesAsync(round) : await WatchAsync(round);
        Console.WriteLine(JsonSerializer.Serialize(result));
        return 0;
    }

    private static async Task<PositionsResult> AsFastAsItGoesAsync(PositionsRound round)
    {
        var (next, answered, refused) = (-1, 0, 0);
        var phones = round.RiderTokens.Select(token => new Phone(round.Path, token, PointsInABody)).ToList();
        var sockets = await Task.WhenAll(Enumerable.Range(0, round.Connections).Select(_ => ConnectAsync(round.Port)));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(sockets.Select(async socket =>
        {
            var buffer = new byte[4096];
            while (watch.Elapsed.TotalSeconds < round.Seconds)
            {
                var phone = phones[Interlocked.Increment(ref next) % phones.Count];
                phone.Stamp(TimeProvider.System.GetUtcNow().UtcDateTime, West);
                Interlocked.Increment(ref answered);
                if (!await phone.SendAsync(socket, buffer))
                    Interlocked.Increment(ref refused);
            }
        }));
        return new PositionsResult(answered, watch.Elapsed.TotalSeconds, refused, []);
    }

    /// <summary>Every phone reports once a second, evenly spread.</summary>
    private static async Task<PositionsResult> WatchAsync(PositionsRound round)
    {
        var (answered, refused) = (0, 0);
        var began = Stopwatch.StartNew();
        var phones = round.RiderTokens.Select(token => new Phone(round.Path, token, 1)).ToList();
        var sockets = await Task.WhenAll(Enumerable.Range(0, round.Connections).Select(_ => ConnectAsync(round.Port)));
        var shown = new double[round.Watched.Count];
        using var stop = new CancellationTokenSource();
        var watchers = await Task.WhenAll(round.Watched.Select((watch, index) => OpenAsync(round.Port, watch, at => shown[index] = at, stop.Token)));
        var sending = Task.WhenAll(sockets.Select(async (socket, lane) =>
        {
            var buffer = new byte[4096];
            for (var second = 0; second < round.Seconds; second++)
                for (var i = lane; i < phones.Count; i += sockets.Length)
                {
                    var due = second * 1000 + 1000.0 * i / phones.Count + 1000;
                    if (due - began.Elapsed.TotalMilliseconds is > 1 and var wait)
                        await Task.Delay(TimeSpan.FromMilliseconds(wait), CancellationToken.None);
                    phones[i].Stamp(TimeProvider.System.GetUtcNow().UtcDateTime, West + began.Elapsed.TotalMilliseconds / 1e6);
                    Interlocked.Increment(ref answered);
                    if (!await phones[i].SendAsync(socket, buffer))
                        Interlocked.Increment(ref refused);
                }
        }));
        var ages = new List<double>();
        while (!sending.IsCompleted)
        {
            await Task.Delay(50, CancellationToken.None);
            // The first seconds connect and fill.
            if (began.Elapsed.TotalSeconds < 4)
                continue;
            var now = began.Elapsed.TotalMilliseconds;
            ages.AddRange(shown.Select(at => now - at));
        }

        await sending;
        var seconds = began.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await Task.WhenAll(watchers);
        ages.Sort();
        return new PositionsResult(answered, seconds, refused, ages);
    }

    private static async Task<Task> OpenAsync(int port, Watch watch, Action<double> saw, CancellationToken stop)
    {
        var socket = await ConnectAsync(port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/deliveries/{watch.DeliveryId}/track/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {watch.Token}\r\n\r\n"), CancellationToken.None);
        return ReadAsync();

        async Task ReadAsync()
        {
            using var reader = new StreamReader(new NetworkStream(socket, ownsSocket: true));
            var isRider = false;
            try
            {
                while (await reader.ReadLineAsync(stop) is { } line)
                {
                    if (isRider && line.IndexOf("\"lng\":", StringComparison.Ordinal) is > 0 and var at)
                        saw((double.Parse(line.AsSpan(at + 6, line.IndexOf('}', at) - at - 6), CultureInfo.InvariantCulture) - West) * 1e6);
                    isRider = line == "event: rider" || isRider && !line.StartsWith("data", StringComparison.Ordinal);
                }
            }
            catch (OperationCanceledException)
            {
                // The round is over.
            }
        }
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    /// <summary>One rider's request as bytes; only times and places are written anew.</summary>
    private sealed class Phone
    {
        private const string Time = "0000-00-00T00:00:00.000Z";
        private const string Lng = "121.0000000";
        private readonly byte[] request;
        private readonly List<int> times = [];
        private readonly List<int> lngs = [];

        public Phone(string path, string token, int points)
        {
            var item = $$"""{"at":"{{Time}}","lat":31.2501,"lng":{{Lng}},"accuracyMeters":8}""";
            var body = $"[{string.Join(',', Enumerable.Repeat(item, points))}]";
            var text = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
            request = Encoding.ASCII.GetBytes(text);
            for (var at = text.IndexOf(Time, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Time, at + 1, StringComparison.Ordinal))
                times.Add(at);
            for (var at = text.IndexOf(Lng, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Lng, at + 1, StringComparison.Ordinal))
                lngs.Add(at);
        }

        /// <summary>The last point is of now, the others a second apart before it.</summary>
        public void Stamp(DateTime now, double lng)
        {
            for (var i = 0; i < times.Count; i++)
                now.AddSeconds(i + 1 - times.Count).TryFormat(request.AsSpan(times[i], Time.Length), out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            foreach (var at in lngs)
                lng.TryFormat(request.AsSpan(at, Lng.Length), out _, "000.0000000", CultureInfo.InvariantCulture);
        }

        /// <summary>Whether it was accepted.</summary>
        public async Task<bool> SendAsync(Socket socket, byte[] buffer)
        {
            await socket.SendAsync(request, CancellationToken.None);
            var filled = 0;
            do
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(filled), CancellationToken.None);
                if (read == 0)
                    return false;
                filled += read;
            }
            while (!buffer.AsSpan(0, filled).EndsWith("\r\n\r\n"u8));
            return buffer.AsSpan(0, filled).StartsWith("HTTP/1.1 202"u8);
        }
    }
}
