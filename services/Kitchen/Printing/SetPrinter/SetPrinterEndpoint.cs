using System.Net;
using System.Net.Sockets;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Printing.SetPrinter;

/// <param name="AutoPrint">Print a batch's tickets when it closes; unless said, what is set, and at first yes.</param>
internal sealed record SetPrinterRequest(string? Host, int? Port, int? WidthMm, string? Encoding, bool? AutoPrint, int? Version);

internal sealed record PrinterOutsideAllowedNetworks() : RuleRefused("kitchen.printer-not-allowed")
{
    public override string? Detail => "打印机地址不在允许的网段内（Printing__AllowedNetworks）。";
}

/// <summary>Officers and admins say where a site's printer stands; the server never speaks to an address outside the allowed networks.</summary>
internal static class SetPrinterEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapPut("/printers/{siteCode}", HandleAsync)
        .WithName("Kitchen_SetPrinter").WithSummary("Set a site's printer").AllowRoles(Role.Officer, Role.Admin)
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Ok<PrinterView>, ProblemHttpResult>> HandleAsync(
        string siteCode, SetPrinterRequest request, Caller caller, AllowedNetworks networks, Database<KitchenDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var wanted = new Printer
        {
            SiteCode = siteCode,
            Host = check.Text("host", request.Host, 253),
            Port = check.Range("port", request.Port ?? 9100, 1, 65535),
            WidthMm = request.WidthMm ?? 80,
            AutoPrint = request.AutoPrint ?? true,
        };
        check.That(wanted.WidthMm is 58 or 80, "widthMm", "is 58 or 80");
        check.That(request.Encoding is null or PrinterView.Gb18030, "encoding", "is gb18030");
        if (check.Failed) return check.Error.ToProblem();

        if (!await IsAllowedAsync(wanted.Host, networks, ct)) return new PrinterOutsideAllowedNetworks().ToProblem();

        var saved = await database.WriteAsync(unit => SaveAsync(unit, wanted, request, caller, ct), ct);
        return saved.Match<Results<Ok<PrinterView>, ProblemHttpResult>>(view => TypedResults.Ok(view), error => error.ToProblem());
    }

    private static async Task<Result<PrinterView>> SaveAsync(
        Unit<KitchenDbContext> unit, Printer wanted, SetPrinterRequest request, Caller caller, CancellationToken ct)
    {
        var site = await unit.Db.Sites.SingleOrDefaultAsync(s => s.Code == wanted.SiteCode, ct);
        if (site is null || !(caller.Is(Role.Admin) || caller.IsOfficerOf(site.Subdistrict))) return new Absent();

        var printer = await unit.Db.Printers.FindAsync([wanted.SiteCode], ct);
        if (request.Version is not null && request.Version != (printer?.Version ?? 0)) return new Stale();

        if (printer is null) unit.Db.Printers.Add(printer = wanted);
        if ((printer.Host, printer.Port) != (wanted.Host, wanted.Port)) (await unit.Db.PrinterStates.FindAsync([wanted.SiteCode], ct))?.Forget();
        printer.Host = wanted.Host;
        printer.Port = wanted.Port;
        printer.WidthMm = wanted.WidthMm;
        printer.AutoPrint = request.AutoPrint ?? printer.AutoPrint;
        printer.Version++;
        await unit.Db.SaveChangesAsync(ct);
        return (await PrinterView.ReadAsync(unit.Db, unit.Db.Printers.Where(p => p.SiteCode == wanted.SiteCode), ct))[0];
    }

    private static async Task<bool> IsAllowedAsync(string host, AllowedNetworks networks, CancellationToken ct)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, ct);
            return addresses.Length > 0 && addresses.All(networks.Holds);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return false;
        }
    }
}
