using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Printing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MealDispatch.Kitchen.Demo;

/// <summary>Where the demonstration's printers stand. Settings <c>Kitchen__DemoPrinters__*</c>; without a port there are none.</summary>
internal sealed class DemoPrinterOptions
{
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The first canteen's; the next ones follow.</summary>
    public int FirstPort { get; set; }
}

/// <summary>A printer for each canteen of the demonstration town that nobody gave one; it follows when the simulated one moves.</summary>
internal sealed class DemoPrinters(Database<KitchenDbContext> database, IOptions<DemoPrinterOptions> options) : IDemoSeed
{
    private const int AsSeeded = 1;

    public async Task SeedAsync(CancellationToken ct)
    {
        if (options.Value.FirstPort > 0) await database.WriteAsync(unit => AddAsync(unit, ct), ct);
    }

    private async Task<bool> AddAsync(Unit<KitchenDbContext> unit, CancellationToken ct)
    {
        var there = await unit.Db.Printers.ToDictionaryAsync(p => p.SiteCode, ct);
        for (var i = 0; i < DemoTown.Canteens.Count; i++)
        {
            var (site, port) = (DemoTown.Canteens[i], options.Value.FirstPort + i);
            if (!there.TryGetValue(site, out var printer))
            {
                unit.Db.Printers.Add(new Printer { SiteCode = site, Host = options.Value.Host, Port = port, WidthMm = 80, AutoPrint = true, Version = AsSeeded });
            }
            else if (printer.Version == AsSeeded)
            {
                printer.Host = options.Value.Host;
                printer.Port = port;
            }
        }

        return true;
    }
}
