using System.Text.Json.Nodes;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.EscPos;
using MealDispatch.Kitchen.Printing.SendPrintJobs;
using MealDispatch.PrinterSandbox;
using MealDispatch.Testing;

namespace MealDispatch.Kitchen.Tests.Printing;

public class PrintingTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    private static async Task<JsonArray> JobsAsync(HttpClient staff, string site) =>
        (await staff.GetJsonAsync($"/api/kitchen/print-jobs?siteCode={site}"))["items"]!.AsArray();

    [Fact]
    public async Task Batch_WhenItCloses_PrintsEachTicketInOrderAndASecondPrintSaysSo()
    {
        await using var printer = new SandboxPrinter("P", Paper.Mm58, 0).Start();
        var (kitchen, staff, tickets) = await factory.ClosedWithTicketsAsync(printer.Port, 2, 58);
        Assert.Equal(["queued", "queued"], (await JobsAsync(staff, kitchen)).Select(j => (string?)j!["status"]));

        await factory.RunJobAsync<SendPrintJobsJob>();
        await factory.RunJobAsync<SendPrintJobsJob>();

        Assert.Equal(tickets, printer.Barcodes());
        Assert.DoesNotContain("补打", printer.Slips[0].Read(Paper.Mm58)!.Text);
        Assert.All(await JobsAsync(staff, kitchen), j => Assert.Equal(("sent", "sent", true, null), ((string?)j!["status"], (string?)j["state"], (bool)j["confirmed"]!, (string?)j["requestedBy"])));
        Assert.Equal(tickets, factory.Bus.PublishedOf<TicketPrinted>().Where(p => p.TicketCode.StartsWith(kitchen, StringComparison.Ordinal)).Select(p => p.TicketCode).Order());

        var again = await (await staff.PostAsync($"/api/kitchen/tickets/{tickets[0]}/print", null)).JsonAsync(202);
        Assert.Equal(2, (int?)again["items"]![0]!["copy"]);
        Assert.NotNull((string?)again["items"]![0]!["requestedBy"]);
        await factory.RunJobAsync<SendPrintJobsJob>();
        Assert.Contains(" 补打 第2次 ", printer.Slips[2].Read(Paper.Mm58)!.Text);
        Assert.Equal(3, (await JobsAsync(staff, kitchen)).Count);
    }

    [Fact]
    public async Task Batch_ClosedForASiteThatPrintsByHand_QueuesNothing()
    {
        var kitchen = await factory.NewCanteenAsync();
        var officer = await factory.SignedInAsync(Role.Officer);
        Assert.True((bool?)(await (await officer.PutAsync($"/api/kitchen/printers/{kitchen}", new { host = "127.0.0.1" })).JsonAsync())["autoPrint"]);
        await (await officer.PutAsync($"/api/kitchen/printers/{kitchen}", new { host = "127.0.0.1", autoPrint = false })).JsonAsync();
        Assert.False((bool?)(await (await officer.PutAsync($"/api/kitchen/printers/{kitchen}", new { host = "127.0.0.1" })).JsonAsync())["autoPrint"]);
        var order = factory.AnOrder(kitchen);
        await factory.ConfirmAsync(order);

        await factory.CloseWindowAsync(kitchen, kitchen, order);

        Assert.Empty(await JobsAsync(await factory.StaffOfAsync(kitchen), kitchen));
    }

    [Fact]
    public async Task Closing_DeliveredTwice_PrintsEachTicketOnce()
    {
        await using var printer = new SandboxPrinter("P", Paper.Mm80, 0).Start();
        var kitchen = await factory.NewCanteenAsync();
        await factory.SetPrinterAsync(kitchen, printer.Port);
        var order = factory.AnOrder(kitchen);
        await factory.ConfirmAsync(order);

        await factory.CloseWindowAsync(kitchen, kitchen, order);
        await factory.CloseWindowAsync(kitchen, kitchen, order);
        await Task.WhenAll(factory.RunJobAsync<SendPrintJobsJob>(), factory.RunJobAsync<SendPrintJobsJob>());

        Assert.Single(printer.Slips);
    }

    [Fact]
    public async Task Order_CancelledAfterItsTicketWasPrinted_IsPrintedAsVoid()
    {
        await using var printer = new SandboxPrinter("P", Paper.Mm80, 0).Start();
        var kitchen = await factory.NewCanteenAsync();
        await factory.SetPrinterAsync(kitchen, printer.Port);
        var order = factory.AnOrder(kitchen);
        await factory.ConfirmAsync(order);
        await factory.CloseWindowAsync(kitchen, kitchen, order);
        await factory.RunJobAsync<SendPrintJobsJob>();

        await factory.CancelAsync(order);
        await factory.RunJobAsync<SendPrintJobsJob>();

        Assert.Contains("作废", printer.Slips[1].Read(Paper.Mm80)!.Text);
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
        await factory.SetPrinterAsync(kitchen, 1);
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

        await factory.SetPrinterAsync(kitchen, 9100, 58);
        Assert.Equal((58, 1), ((int?)(await staff.GetJsonAsync($"/api/kitchen/printers/{kitchen}"))["widthMm"], (int?)(await staff.GetJsonAsync($"/api/kitchen/printers/{kitchen}"))["version"]));
        await (await foreign.GetAsync($"/api/kitchen/printers/{kitchen}")).ProblemAsync(404, "request.not-found");
        await (await foreign.PutAsync($"/api/kitchen/printers/{kitchen}", new { host = "127.0.0.1" })).ProblemAsync(404, "request.not-found");
        await (await staff.PutAsync($"/api/kitchen/printers/{kitchen}", new { host = "127.0.0.1" })).ProblemAsync(403, "auth.not-allowed");
        Assert.Equal([kitchen], (await staff.GetJsonAsync("/api/kitchen/printers"))["items"]!.AsArray().Select(p => (string?)p!["siteCode"]));
        Assert.Empty((await foreign.GetJsonAsync("/api/kitchen/printers"))["items"]!.AsArray());
    }
}
