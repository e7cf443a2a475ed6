using System.Net;
using System.Net.Sockets;
using MealDispatch.EscPos;

namespace MealDispatch.PrinterSandbox;

/// <summary>What came out of a printer, up to its cut.</summary>
/// <param name="IsWhole">False when the connection ended before the cut.</param>
internal sealed record TornOff(int Number, byte[] Bytes, bool IsWhole)
{
    /// <summary>Null when the bytes are none that a slip may hold.</summary>
    internal PrintedSlip? Read(Paper paper)
    {
        try
        {
            return PrintedSlip.Read(Bytes, paper);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>
/// A thermal printer on the network in miniature: takes ESC/POS over TCP, answers <c>DLE EOT</c> at once and <c>GS r</c> in turn, keeps the
/// slips, and misbehaves when told to.
/// </summary>
internal sealed class SandboxPrinter(string name, Paper paper, int port) : IAsyncDisposable
{
    private const int MostSlips = 500;

    private readonly Lock gate = new();
    private readonly List<TornOff> slips = [];
    private readonly List<byte> slip = [];
    private readonly Queue<(CommandKind Kind, byte[] Bytes, NetworkStream From)> waiting = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> running = [];
    private TaskCompletionSource changed = new();
    private TcpListener? listener;
    private Faults faults = new();
    private int printed;

    public string Name => name;

    public Paper Paper => paper;

    public int Port { get; private set; } = port;

    public Faults Faults
    {
        get => faults;
        set
        {
            lock (gate)
            {
                faults = value;
                if (value.Refuse) Close();
                else if (listener is null) Open();
                PrintWhatWaits();
            }
        }
    }

    /// <summary>The last ones, oldest first.</summary>
    public IReadOnlyList<TornOff> Slips
    {
        get
        {
            lock (gate) return [.. slips];
        }
    }

    /// <summary>Done when there is another slip.</summary>
    public Task Changed
    {
        get
        {
            lock (gate) return changed.Task;
        }
    }

    public SandboxPrinter Start()
    {
        lock (gate) Open();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        Task[] last;
        lock (gate)
        {
            Close();
            last = [.. running];
        }

        await Task.WhenAll(last);
        stopping.Dispose();
    }

    private void Open()
    {
        listener = new TcpListener(IPAddress.Any, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        running.Add(ListenAsync(listener));
    }

    private void Close()
    {
        listener?.Dispose();
        listener = null;
    }

    private async Task ListenAsync(TcpListener open)
    {
        try
        {
            while (true)
            {
                var client = await open.AcceptTcpClientAsync(stopping.Token);
                lock (gate)
                {
                    running.RemoveAll(t => t.IsCompleted);
                    running.Add(ServeAsync(client));
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The printer is switched off.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        var stream = client.GetStream();
        var pending = new List<byte>();
        var chunk = new byte[4096];
        try
        {
            if (faults.Stall) await Task.Delay(Timeout.Infinite, stopping.Token);
            while (true)
            {
                var speed = faults.BytesPerSecond;
                var count = await stream.ReadAsync(speed > 0 ? chunk.AsMemory(0, Math.Clamp(speed / 20, 1, chunk.Length)) : chunk, stopping.Token);
                if (count == 0) break;
                if (speed > 0) await Task.Delay(TimeSpan.FromSeconds((double)count / speed), stopping.Token);
                pending.AddRange(chunk.AsSpan(0, count));
                if (TakeAll(pending, stream)) continue;
                client.Client.Close(timeout: 0);
                break;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException or FormatException)
        {
            // The connection is over, or what came is no language of printers.
        }

        lock (gate) TearOffRest();
    }

    /// <summary>False when the connection is to break now.</summary>
    private bool TakeAll(List<byte> pending, NetworkStream from)
    {
        while (Command.Read(pending.ToArray()) is { } command)
        {
            byte[] bytes = [.. pending.Take(command.Length)];
            pending.RemoveRange(0, command.Length);
            lock (gate)
            {
                if (command.Kind == CommandKind.AskStatusNow) Answer(from, StatusNow(bytes[2]));
                else if (!Take(command.Kind, bytes, from)) return false;
            }
        }

        return true;
    }

    private bool Take(CommandKind kind, byte[] bytes, NetworkStream from)
    {
        if (kind != CommandKind.AskStatusInOrder)
        {
            if (faults.DropAfterBytes is { } drop && (faults = faults with { DropAfterBytes = drop - bytes.Length }).DropAfterBytes < 0)
            {
                faults = faults with { DropAfterBytes = null };
                return false;
            }

            if (faults.PaperOutAfterBytes is { } rest && (faults = faults with { PaperOutAfterBytes = rest - bytes.Length }).PaperOutAfterBytes < 0)
                faults = faults with { PaperOutAfterBytes = null, PaperOut = true };
        }

        waiting.Enqueue((kind, bytes, from));
        PrintWhatWaits();
        return true;
    }

    private void PrintWhatWaits()
    {
        while (!faults.StopsPrinting && waiting.TryDequeue(out var next))
        {
            if (next.Kind == CommandKind.AskStatusInOrder)
            {
                if (!faults.NoOrderedAnswers) Answer(next.From, (byte)(faults.PaperNearEnd ? 0x03 : 0));
                continue;
            }

            // A new ticket over half an old one: what lies in the printer is torn.
            if (next.Kind == CommandKind.Initialize && slip.Count > 0) TearOff(false);
            slip.AddRange(next.Bytes);
            if (next.Kind == CommandKind.Cut) TearOff(true);
        }
    }

    private void TearOffRest()
    {
        if (waiting.Count == 0 && slip.Count > 0) TearOff(false);
    }

    private void TearOff(bool isWhole)
    {
        slips.Add(new TornOff(++printed, [.. slip], isWhole));
        if (slips.Count > MostSlips) slips.RemoveAt(0);
        slip.Clear();
        var before = changed;
        changed = new TaskCompletionSource();
        before.TrySetResult();
    }

    private byte StatusNow(byte about) => (byte)(0x12 | about switch
    {
        1 => faults.StopsPrinting ? 0x08 : 0,
        2 => (faults.CoverOpen ? 0x04 : 0) | (faults.PaperOut ? 0x20 : 0),
        4 => (faults.PaperOut ? 0x60 : 0) | (faults.PaperNearEnd || faults.PaperOut ? 0x0C : 0),
        _ => 0,
    });

    private void Answer(NetworkStream to, byte status)
    {
        if (faults.Silent) return;
        try
        {
            to.WriteByte(status);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Who asked is gone.
        }
    }
}
