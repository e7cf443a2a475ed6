using System.Net.Sockets;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.EscPos;
using Microsoft.Extensions.Options;

namespace MealDispatch.PrinterSandbox;

/// <summary>
/// A printer of 80 mm for each canteen of the demonstration town, on consecutive ports. One whose port is taken stays switched off.
/// </summary>
internal sealed partial class SandboxPrinters(IOptions<SandboxOptions> options, DemoMode demo, ILogger<SandboxPrinters> logger) : IHostedService, IAsyncDisposable
{
    private IReadOnlyList<SandboxPrinter> printers = [];

    public IReadOnlyList<SandboxPrinter> All => printers;

    public SandboxPrinter? Find(string name) => printers.FirstOrDefault(p => p.Name == name);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!demo.Enabled) return Task.CompletedTask;
        var first = options.Value.FirstPort;
        printers = [.. DemoTown.Canteens.Select((site, i) => new SandboxPrinter(site, Paper.Mm80, first == 0 ? 0 : first + i))];
        foreach (var printer in printers)
        {
            try
            {
                printer.Start();
            }
            catch (SocketException)
            {
                LogPortTaken(printer.Name, printer.Port);
            }
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var printer in printers) await printer.DisposeAsync();
        printers = [];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The simulated printer of {Site} cannot have port {Port}, so it is switched off")]
    private partial void LogPortTaken(string site, int port);
}
