using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Printing.SendPrintJobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MealDispatch.Kitchen.Printing.CheckPrinters;

/// <summary>Asks printers that have nothing to print how they are, so that staff know before the cutoff that paper is missing.</summary>
internal sealed class CheckPrintersJob(Database<KitchenDbContext> database, AllowedNetworks networks, IOptions<PrintingOptions> options, TimeProvider time) : IJob
{
    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = database.Read();
        var now = time.GetUtcNow().UtcDateTime;
        var idle = await db.Printers
            .Where(p => !db.PrinterStates.Any(s => s.SiteCode == p.SiteCode && s.HeldUntil > now)
                && !db.PrintJobs.Any(j => j.SiteCode == p.SiteCode && (j.State == PrintJobState.Queued || j.State == PrintJobState.Printing)))
            .ToListAsync(ct);
        await Parallel.ForEachAsync(idle, ct, async (printer, token) => await CheckAsync(printer, token));
    }

    private async Task CheckAsync(Printer printer, CancellationToken ct)
    {
        using var link = await PrinterLink.ConnectAsync(printer, networks, options.Value, ct);
        var report = link is null ? PrinterReport.NotReached : await link.AskAsync(ct);
        await using var db = database.Read();
        var known = await db.PrinterStates.AsNoTracking().SingleOrDefaultAsync(s => s.SiteCode == printer.SiteCode, ct);
        // An idle town writes nothing.
        if (known is not null && !known.Note(report, default)) return;

        await database.WriteAsync(unit => NoteAsync(unit, printer.SiteCode, report, ct), ct);
    }

    private static async Task<bool> NoteAsync(Unit<KitchenDbContext> unit, string siteCode, PrinterReport report, CancellationToken ct)
    {
        var state = await unit.Db.PrinterStates.FindAsync([siteCode], ct);
        if (state is null) unit.Db.PrinterStates.Add(state = new PrinterState { SiteCode = siteCode });
        return state.Note(report, unit.Now);
    }
}
