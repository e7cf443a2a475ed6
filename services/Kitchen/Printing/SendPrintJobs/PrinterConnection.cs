using System.Net;
using System.Net.Sockets;

namespace MealDispatch.Kitchen.Printing.SendPrintJobs;

internal enum PrintOutcome
{
    Sent,

    /// <summary>Nothing went to the printer.</summary>
    NotReached,

    /// <summary>Some of it may be on paper.</summary>
    BrokeOff,
}

/// <summary>Raw bytes over TCP (port 9100), to addresses in the allowed networks only.</summary>
internal sealed partial class PrinterConnection(AllowedNetworks networks, ILogger<PrinterConnection> logger)
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SendWithin = TimeSpan.FromSeconds(10);

    internal async Task<PrintOutcome> SendAsync(Printer printer, byte[] bytes, CancellationToken ct)
    {
        using var client = new TcpClient();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var connected = false;
        try
        {
            timeout.CancelAfter(ConnectWithin);
            // The name is looked up and checked anew: it may point elsewhere by now.
            var addresses = await Dns.GetHostAddressesAsync(printer.Host, timeout.Token);
            if (addresses.Length == 0 || !addresses.All(networks.Holds)) return PrintOutcome.NotReached;

            await client.ConnectAsync(addresses, printer.Port, timeout.Token);
            connected = true;
            timeout.CancelAfter(SendWithin);
            await client.GetStream().WriteAsync(bytes, timeout.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            return PrintOutcome.Sent;
        }
        catch (Exception exception) when (
            exception is SocketException or IOException || (exception is OperationCanceledException && !ct.IsCancellationRequested))
        {
            LogPrinterFailed(printer.SiteCode, exception.GetType().Name);
            return connected ? PrintOutcome.BrokeOff : PrintOutcome.NotReached;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The printer of {Site} did not take a ticket: {Reason}")]
    private partial void LogPrinterFailed(string site, string reason);
}
