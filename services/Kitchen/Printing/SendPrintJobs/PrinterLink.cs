using System.Net;
using System.Net.Sockets;

namespace MealDispatch.Kitchen.Printing.SendPrintJobs;

/// <summary>How long to wait for a printer. Settings <c>Printing__*</c>.</summary>
internal sealed class PrintingOptions
{
    public TimeSpan ConnectWithin { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>For an answer that printers give at once.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>For a ticket to be taken, and again for it to be printed.</summary>
    public TimeSpan PrintWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longer than any one ticket can take: so long nobody else may send to a printer.</summary>
    internal TimeSpan HoldFor => ConnectWithin + (2 * PrintWithin) + (8 * AnswerWithin) + TimeSpan.FromSeconds(10);
}

/// <summary>What became of a ticket whose bytes went out.</summary>
/// <param name="Doubt">Why nobody knows whether it is on paper; null when it is not in doubt.</param>
/// <param name="Confirmed">The printer said that everything before its answer is printed.</param>
internal sealed record PrintResult(string? Doubt, bool Confirmed, PrinterReport Printer);

/// <summary>
/// A connection to a printer, raw bytes over TCP (port 9100). Before a ticket it asks <c>DLE EOT</c>, which is answered at once; behind
/// it <c>GS r</c>, which is answered when everything before it is printed; then <c>DLE EOT</c> again.
/// </summary>
internal sealed class PrinterLink(TcpClient client, PrintingOptions options) : IDisposable
{
    private readonly NetworkStream stream = client.GetStream();
    private bool answers;
    private bool answersInOrder = true;

    /// <summary>Nothing more can be sent: a silent printer only confirms by closing.</summary>
    internal bool IsUsedUp { get; private set; }

    public void Dispose() => client.Dispose();

    /// <summary>Null when the printer is not there, or stands outside the allowed networks.</summary>
    internal static async Task<PrinterLink?> ConnectAsync(Printer printer, AllowedNetworks networks, PrintingOptions options, CancellationToken ct)
    {
        var client = new TcpClient { NoDelay = true };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(options.ConnectWithin);
        try
        {
            // The name is looked up and checked anew: it may point elsewhere by now.
            var addresses = await Dns.GetHostAddressesAsync(printer.Host, timeout.Token);
            if (addresses.Length > 0 && addresses.All(networks.Holds))
            {
                await client.ConnectAsync(addresses, printer.Port, timeout.Token);
                return new PrinterLink(client, options);
            }
        }
        catch (Exception exception) when (IsBreak(exception, ct))
        {
        }

        client.Dispose();
        return null;
    }

    /// <summary>Asks the printer how it is.</summary>
    internal async Task<PrinterReport> AskAsync(CancellationToken ct)
    {
        var online = await AskAsync(1, ct);
        answers = online is not null;
        if (online is null) return IsUsedUp ? PrinterReport.NotReached : PrinterReport.Silent;

        var (cause, paper) = (await AskAsync(2, ct) ?? 0, await AskAsync(4, ct) ?? 0);
        var condition = ((cause & 0x04) != 0, (cause & 0x20) != 0 || (paper & 0x60) != 0, (online & 0x08) != 0 || (cause & 0x40) != 0) switch
        {
            (true, _, _) => PrinterCondition.CoverOpen,
            (_, true, _) => PrinterCondition.PaperOut,
            (_, _, true) => PrinterCondition.Offline,
            _ => PrinterCondition.Ready,
        };
        return new PrinterReport(condition, (paper & 0x0C) != 0, true);
    }

    /// <summary>Sends a ticket. From here on it may be on paper.</summary>
    internal async Task<PrintResult> PrintAsync(byte[] bytes, CancellationToken ct)
    {
        if (!await SendAsync(bytes, options.PrintWithin, ct)) return new PrintResult(PrintErrors.BrokeOff, false, PrinterReport.NotReached);
        if (!answers)
        {
            var closed = await IsClosedInPeaceAsync(ct);
            return new PrintResult(closed ? null : PrintErrors.NotConfirmed, false, PrinterReport.Silent);
        }

        var printed = answersInOrder && await SendAsync([0x1D, 0x72, 1], options.PrintWithin, ct)
            && await ReadAsync(answer => (answer & 0x90) == 0, options.PrintWithin, ct) is not null;
        answersInOrder = printed;
        var report = await AskAsync(ct);
        if (!report.AnswersStatus) return new PrintResult(printed ? null : PrintErrors.BrokeOff, printed, printed ? report : PrinterReport.NotReached);
        // Some printers do not know GS r; if they are well after the ticket, they took it.
        return new PrintResult(printed ? null : report.Error, printed, report);
    }

    /// <summary>The printer read everything and closed; one that never closes may never have read.</summary>
    private async Task<bool> IsClosedInPeaceAsync(CancellationToken ct)
    {
        IsUsedUp = true;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(options.PrintWithin);
        try
        {
            client.Client.Shutdown(SocketShutdown.Send);
            var answer = new byte[64];
            while (await stream.ReadAsync(answer, timeout.Token) > 0)
            {
            }

            return true;
        }
        catch (Exception exception) when (IsBreak(exception, ct))
        {
            return false;
        }
    }

    private async Task<int?> AskAsync(byte about, CancellationToken ct) =>
        await SendAsync([0x10, 0x04, about], options.AnswerWithin, ct) ? await ReadAsync(answer => (answer & 0x93) == 0x12, options.AnswerWithin, ct) : null;

    private async Task<bool> SendAsync(byte[] bytes, TimeSpan within, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(within);
        try
        {
            await stream.WriteAsync(bytes, timeout.Token);
            return true;
        }
        catch (Exception exception) when (IsBreak(exception, ct))
        {
            IsUsedUp = true;
            return false;
        }
    }

    /// <summary>The first answer of that kind; others, like a status that the printer sends by itself, are passed over.</summary>
    private async Task<int?> ReadAsync(Func<int, bool> isWanted, TimeSpan within, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(within);
        var answer = new byte[1];
        try
        {
            while (await stream.ReadAsync(answer, timeout.Token) > 0)
            {
                if (isWanted(answer[0])) return answer[0];
            }

            IsUsedUp = true;
            return null;
        }
        catch (Exception exception) when (IsBreak(exception, ct))
        {
            IsUsedUp |= exception is not OperationCanceledException;
            return null;
        }
    }

    private static bool IsBreak(Exception exception, CancellationToken ct) =>
        exception is SocketException or IOException || (exception is OperationCanceledException && !ct.IsCancellationRequested);
}
