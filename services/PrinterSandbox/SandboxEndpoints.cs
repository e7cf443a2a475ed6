using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.PrinterSandbox;

internal sealed record PrinterSummary(string Name, int Port, int WidthMm, Faults Faults, int Slips);

internal sealed record SlipSummary(int Number, bool IsWhole, string? Text, IReadOnlyList<string> Barcodes, IReadOnlyList<string> QrCodes);

/// <summary>What the simulated printers printed, for everybody in a demonstration; admins make them misbehave.</summary>
internal static class SandboxEndpoints
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    internal static void MapPrinters(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/sandbox").WithMetadata(new CallersOfAnotherService()).ExcludeFromDescription();
        group.MapGet("/printers", (SandboxPrinters printers) => printers.All.Select(Summary)).AllowAnonymous();
        group.MapGet("/printers.html", (SandboxPrinters printers) => TypedResults.Content(Page(printers.All), "text/html; charset=utf-8", Encoding.UTF8)).AllowAnonymous();
        group.MapGet("/printers/{name}/slips", ListSlips).AllowAnonymous();
        group.MapGet("/printers/{name}/slips/{number:int}.png", ShowPicture).AllowAnonymous();
        group.MapGet("/printers/{name}/slips/{number:int}.escpos", ShowBytes).AllowAnonymous();
        group.MapPost("/printers/{name}/faults", SetFaults).AllowRoles(Role.Admin);
    }

    private static Results<Ok<List<SlipSummary>>, ProblemHttpResult> ListSlips(string name, SandboxPrinters printers) =>
        printers.Find(name) is { } printer
            ? TypedResults.Ok(printer.Slips.Select(s => Summary(s, printer)).ToList())
            : new Absent().ToProblem();

    private static Results<FileContentHttpResult, ProblemHttpResult> ShowPicture(string name, int number, SandboxPrinters printers) =>
        printers.Find(name) is { } printer && printer.Slips.FirstOrDefault(s => s.Number == number)?.Read(printer.Paper) is { } slip
            ? TypedResults.File(slip.ToPng(), "image/png")
            : new Absent().ToProblem();

    private static Results<FileContentHttpResult, ProblemHttpResult> ShowBytes(string name, int number, SandboxPrinters printers) =>
        printers.Find(name)?.Slips.FirstOrDefault(s => s.Number == number) is { } slip
            ? TypedResults.File(slip.Bytes, "application/octet-stream")
            : new Absent().ToProblem();

    private static Results<Ok<PrinterSummary>, ProblemHttpResult> SetFaults(string name, Faults faults, SandboxPrinters printers)
    {
        if (printers.Find(name) is not { } printer) return new Absent().ToProblem();
        printer.Faults = faults;
        return TypedResults.Ok(Summary(printer));
    }

    private static PrinterSummary Summary(SandboxPrinter printer) => new(printer.Name, printer.Port, printer.Paper.WidthMm, printer.Faults, printer.Slips.Count);

    private static SlipSummary Summary(TornOff torn, SandboxPrinter printer)
    {
        var slip = torn.Read(printer.Paper);
        return new SlipSummary(torn.Number, torn.IsWhole, slip?.Text, slip?.Barcodes ?? [], slip?.QrCodes ?? []);
    }

    private static string Page(IReadOnlyList<SandboxPrinter> printers)
    {
        var page = new StringBuilder("""
            <!DOCTYPE html>
            <html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>演示打印机</title>
            <style>body { font: 18px/1.5 system-ui, sans-serif; margin: 1rem } .paper { display: flex; gap: 1rem; overflow-x: auto; align-items: start }
            img { background: #fff; border: 1px solid #888; width: 18rem } figure { margin: 0 }</style></head><body><h1>演示打印机</h1>

            """);
        foreach (var printer in printers)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Html.Encode(printer.Name)} · 端口 {printer.Port} · 打了 {printer.Slips.Count} 张</h2>\n<div class=\"paper\">\n");
            foreach (var slip in printer.Slips.Reverse().Take(12))
            {
                page.Append(CultureInfo.InvariantCulture, $"""
                    <figure><img src="printers/{Uri.EscapeDataString(printer.Name)}/slips/{slip.Number}.png" alt="第 {slip.Number} 张" loading="lazy"><figcaption>第 {slip.Number} 张{(slip.IsWhole ? "" : "（没有打完）")}</figcaption></figure>

                    """);
            }

            page.Append("</div>\n");
        }

        return page.Append("</body></html>\n").ToString();
    }
}
