using MealDispatch.Contracts;
using MealDispatch.PrinterSandbox;
using MealDispatch.Testing;

namespace MealDispatch.Kitchen.Tests.Printing;

internal static class Printers
{
    internal static async Task SetPrinterAsync(this KitchenFactory factory, string site, int port, int widthMm = 80)
    {
        var officer = await factory.SignedInAsync(Role.Officer);
        await (await officer.PutAsync($"/api/kitchen/printers/{site}", new { host = "127.0.0.1", port, widthMm, encoding = "gb18030" })).JsonAsync();
    }

    /// <summary>A canteen of its own whose batch closes with so many tickets while its printer stands at the port.</summary>
    internal static async Task<(string Kitchen, HttpClient Staff, IReadOnlyList<string> Tickets)> ClosedWithTicketsAsync(
        this KitchenFactory factory, int port, int tickets, int widthMm = 80)
    {
        var kitchen = await factory.NewCanteenAsync();
        await factory.SetPrinterAsync(kitchen, port, widthMm);
        var orders = Enumerable.Range(0, tickets).Select(_ => factory.AnOrder(kitchen)).ToList();
        foreach (var order in orders) await factory.ConfirmAsync(order);
        await factory.CloseWindowAsync(kitchen, kitchen, orders);
        return (kitchen, await factory.StaffOfAsync(kitchen), [.. Enumerable.Range(1, tickets).Select(n => $"{kitchen}-20250701-L-{n:D3}")]);
    }

    /// <summary>The tickets that came out whole, in their order.</summary>
    internal static IEnumerable<string> Barcodes(this SandboxPrinter printer) =>
        printer.Slips.Where(s => s.IsWhole).SelectMany(s => s.Read(printer.Paper)!.Barcodes);
}
