using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.EscPos;
using MealDispatch.Kitchen.Printing.SendPrintJobs;
using MealDispatch.Testing;

namespace MealDispatch.Kitchen.Tests.Printing;

/// <summary>A printer on loopback that keeps what it gets, one connection after another.</summary>
internal sealed class FakePrinter : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    internal FakePrinter() => listener.Start();

    internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    internal async Task<PrintedSlip> ReadOneAsync()
    {
        using var client = await listener.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(10));
        using var bytes = new MemoryStream();
        await client.GetStream().CopyToAsync(bytes);
        return PrintedSlip.Read(bytes.ToArray(), Paper.Mm80);
    }

    public void Dispose() => listener.Dispose();
}

public class PrintingTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    private async Task SetPrinterAsync(string site, int port, int widthMm = 80)
    {
        var officer = await factory.SignedInAsync(Role.Officer);
        await (await officer.PutAsync($"/api/kitchen/printers/{site}", new { host = "127.0.0.1", port, widthMm, encoding = "gb18030" })).JsonAsync();
    }

    private static async Task<JsonArray> JobsAsync(HttpClient staff, string site) =>
        (await staff.GetJsonAsync($"/api/kitchen/print-jobs?siteCode={site}"))["items"]!.AsArray();

    [Fact]
    public async Task Batch_WhenItCloses_PrintsEachTicketInOrderAndASecondPrintSaysSo()
    {
        using var printer = new FakePrinter();
        var kitchen = await factory.NewCanteenAsync();
        await SetPrinterAsync(kitchen, printer.Port, 58);
        var orders = new[] { factory.AnOrder(kitchen), factory.AnOrder(kitchen) };
        foreach (var order in orders) await factory.ConfirmAsync(order);
        await factory.CloseWindowAsync(kitchen, kitchen, orders);
        var staff = await factory.StaffOfAsync(kitchen);
        Assert.Equal(["queued", "queued"], (await JobsAsync(staff, kitchen)).Select(j => (string?)j!["status"]));

        await factory.RunJobAsync<SendPrintJobsJob>();

        var first = await printer.ReadOneAsync();
        var second = await printer.ReadOneAsync();
        Assert.Equal([$"{kitchen}-20250701-L-001", $"{kitchen}-20250701-L-002"], first.Barcodes.Concat(second.Barcodes));
        Assert.DoesNotContain("补打", first.Text);
        Assert.Equal(["sent", "sent"], (await JobsAsync(staff, kitchen)).Select(j => (string?)j!["status"]));
        await factory.RunJobAsync<SendPrintJobsJob>();
        Assert.Equal(
            orders.Select(o => o.OrderId).Order(),
            factory.Bus.PublishedOf<TicketPrinted>().Where(p => p.TicketCode.StartsWith(kitchen, StringComparison.Ordinal)).Select(p => p.OrderId).Order());

        var again = await (await staff.PostAsync($"/api/kitchen/tickets/{kitchen}-20250701-L-001/print", null)).JsonAsync(202);
        Assert.Equal(2, (int?)again["items"]![0]!["copy"]);
        await factory.RunJobAsync<SendPrintJobsJob>();
        Assert.Contains("补打 第2次", (await printer.ReadOneAsync()).Text);
        Assert.Equal(3, (await JobsAsync(staff, kitchen)).Count);
    }

    [Fact]
    public async Task Order_CancelledAfterItsTicketWasPrinted_IsPrintedAsVoid()
    {
        using var printer = new FakePrinter();
        var kitchen = await factory.NewCanteenAsync();
        await SetPrinterAsync(kitchen, printer.Port);
        var order = factory.AnOrder(kitchen);
        await factory.ConfirmAsync(order);
        await factory.CloseWindowAsync(kitchen, kitchen, order);
        await factory.RunJobAsync<SendPrintJobsJob>();
        await printer.ReadOneAsync();

        await factory.CancelAsync(order);
        await factory.RunJobAsync<SendPrintJobsJob>();

        Assert.Contains("作废", (await printer.ReadOneAsync()).Text);
    }

    [Fact]
    public async Task Job_WhosePrinterIsOff_StaysQueuedWithItsAttempt()
    {
        int freePort;
        using (var printer = new FakePrinter()) freePort = printer.Port;
        var kitchen = await factory.NewCanteenAsync();
        await SetPrinterAsync(kitchen, freePort);
        var order = factory.AnOrder(kitchen);
        await factory.ConfirmAsync(order);
        await factory.CloseWindowAsync(kitchen, kitchen, order);

        await factory.RunJobAsync<SendPrintJobsJob>();

        var job = Assert.Single(await JobsAsync(await factory.StaffOfAsync(kitchen), kitchen))!;
        Assert.Equal(("queued", 1, "printer-not-reached"), ((string?)job["status"], (int?)job["attempts"], (string?)job["error"]));
    }

    [Fact]
    public async Task Print_WithTheSameIdempotencyKey_AnswersWithTheSameJobs()
    {
        var kitchen = await factory.NewCanteenAsync();
        var order = factory.AnOrder(kitchen);
        await factory.ConfirmAsync(order);
        await factory.CloseWindowAsync(kitchen, kitchen, order);
        var staff = await factory.StaffOfAsync(kitchen);
        var path = $"/api/kitchen/batches/{factory.ClosedOf(kitchen)[0].BatchId}/print";
        await (await staff.PostAsync(path, null)).ProblemAsync(422, "kitchen.no-printer");
        await SetPrinterAsync(kitchen, 1);
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "print-1");

        var once = await (await staff.PostAsync(path, null)).JsonAsync(202);
        var twice = await (await staff.PostAsync(path, null)).JsonAsync(202);

        Assert.Equal((long?)once["items"]![0]!["id"], (long?)Assert.Single(twice["items"]!.AsArray())!["id"]);
        await (await staff.PostAsync($"/api/kitchen/tickets/{kitchen}-20250701-L-001/print", null)).ProblemAsync(422, "idempotency.key-reused");
    }

    [Theory]
    [InlineData("""{"host":"8.8.8.8"}""", 422, "kitchen.printer-not-allowed")]
    [InlineData("""{"host":"not a host"}""", 422, "kitchen.printer-not-allowed")]
    [InlineData("""{"host":"127.0.0.1","port":0}""", 400, "request.invalid")]
    [InlineData("""{"host":"127.0.0.1","port":"x"}""", 400, "request.malformed")]
    [InlineData("""{"host":"127.0.0.1","widthMm":70}""", 400, "request.invalid")]
    [InlineData("""{"host":"127.0.0.1","encoding":"utf-8"}""", 400, "request.invalid")]
    [InlineData("""{"host":null}""", 400, "request.invalid")]
    [InlineData("""[]""", 400, "request.malformed")]
    [InlineData("""{"host":"127.0.0.1","version":7}""", 409, "request.stale-version")]
    public async Task Printer_SetWrongly_IsRefused(string body, int status, string code)
    {
        var officer = await factory.SignedInAsync(Role.Officer);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        await (await officer.PutAsync(new Uri($"/api/kitchen/printers/{await factory.NewCanteenAsync()}", UriKind.Relative), content)).ProblemAsync(status, code);
    }

    [Fact]
    public async Task Printer_OfAnotherSubdistrict_IsAbsentAndStaffMayNotSetIt()
    {
        var kitchen = await factory.NewCanteenAsync();
        var foreign = await factory.SignedInAsync(Role.Officer, "other");
        var staff = await factory.StaffOfAsync(kitchen);

        await SetPrinterAsync(kitchen, 9100, 58);
        Assert.Equal((58, 1), ((int?)(await staff.GetJsonAsync($"/api/kitchen/printers/{kitchen}"))["widthMm"], (int?)(await staff.GetJsonAsync($"/api/kitchen/printers/{kitchen}"))["version"]));
        await (await foreign.GetAsync($"/api/kitchen/printers/{kitchen}")).ProblemAsync(404, "request.not-found");
        await (await foreign.PutAsync($"/api/kitchen/printers/{kitchen}", new { host = "127.0.0.1" })).ProblemAsync(404, "request.not-found");
        await (await staff.PutAsync($"/api/kitchen/printers/{kitchen}", new { host = "127.0.0.1" })).ProblemAsync(403, "auth.not-allowed");
    }
}
