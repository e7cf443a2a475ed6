using MealDispatch.Kitchen.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.Printing;

/// <summary>A printer as people see it; its text is always GB18030.</summary>
internal sealed record PrinterView
{
    internal const string Gb18030 = "gb18030";

    public required string SiteCode { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required int WidthMm { get; init; }

    public required string Encoding { get; init; }

    /// <summary>A batch's tickets are printed when it closes.</summary>
    public required bool AutoPrint { get; init; }

    public required int Version { get; init; }

    /// <summary><c>unknown</c> <c>ready</c> <c>paper-out</c> <c>cover-open</c> <c>offline</c> <c>not-reached</c>.</summary>
    public required PrinterCondition Condition { get; init; }

    /// <summary>Null while nothing is known.</summary>
    public required Instant? Since { get; init; }

    public required bool PaperNearEnd { get; init; }

    /// <summary>False for one that prints without ever saying how it is; null while nothing is known.</summary>
    public required bool? AnswersStatus { get; init; }

    /// <summary>Null before the first.</summary>
    public required Instant? LastPrintAt { get; init; }

    /// <summary>Tickets that wait to be printed.</summary>
    public required int Queued { get; init; }

    /// <summary>Tickets of which a person must say whether they are on paper.</summary>
    public required int Uncertain { get; init; }

    /// <summary>Printers in the order of their sites.</summary>
    internal static async Task<List<PrinterView>> ReadAsync(KitchenDbContext db, IQueryable<Printer> which, CancellationToken ct)
    {
        var printers = await which.OrderBy(p => p.SiteCode).ToListAsync(ct);
        var sites = printers.ConvertAll(p => p.SiteCode);
        var states = await db.PrinterStates.AsNoTracking().Where(s => sites.Contains(s.SiteCode)).ToDictionaryAsync(s => s.SiteCode, ct);
        var waiting = await db.PrintJobs
            .Where(j => sites.Contains(j.SiteCode) && (j.State == PrintJobState.Queued || j.State == PrintJobState.Printing || j.State == PrintJobState.Uncertain))
            .GroupBy(j => new { j.SiteCode, IsUncertain = j.State == PrintJobState.Uncertain }).Select(g => new { g.Key.SiteCode, g.Key.IsUncertain, Count = g.Count() })
            .ToListAsync(ct);
        return printers.ConvertAll(p => Of(
            p,
            states.GetValueOrDefault(p.SiteCode),
            waiting.FirstOrDefault(w => w.SiteCode == p.SiteCode && !w.IsUncertain)?.Count ?? 0,
            waiting.FirstOrDefault(w => w.SiteCode == p.SiteCode && w.IsUncertain)?.Count ?? 0));
    }

    private static PrinterView Of(Printer printer, PrinterState? state, int queued, int uncertain) => new()
    {
        SiteCode = printer.SiteCode,
        Host = printer.Host,
        Port = printer.Port,
        WidthMm = printer.WidthMm,
        Encoding = Gb18030,
        AutoPrint = printer.AutoPrint,
        Version = printer.Version,
        Condition = state?.Condition ?? PrinterCondition.Unknown,
        Since = state is { Condition: not PrinterCondition.Unknown } ? state.Since : null,
        PaperNearEnd = state?.PaperNearEnd ?? false,
        AnswersStatus = state?.AnswersStatus,
        LastPrintAt = state?.LastPrintAt,
        Queued = queued,
        Uncertain = uncertain,
    };
}
