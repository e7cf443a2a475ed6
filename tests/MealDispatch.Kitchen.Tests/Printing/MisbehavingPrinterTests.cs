using System.Text.Json.Nodes;
using MealDispatch.EscPos;
using MealDispatch.Kitchen.Printing.CheckPrinters;
using MealDispatch.Kitchen.Printing.SendPrintJobs;
using MealDispatch.PrinterSandbox;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Kitchen.Tests.Printing;

/// <summary>A printer over a real socket that misbehaves in every way: no ticket is lost, none doubled unasked, and their order is kept.</summary>
public sealed class MisbehavingPrinterTests(PatientKitchen factory) : IClassFixture<PatientKitchen>
{
    private static async Task<IReadOnlyList<JsonNode>> JobsAsync(HttpClient staff, string kitchen) =>
        [.. (await staff.GetJsonAsync($"/api/kitchen/print-jobs?siteCode={kitchen}"))["items"]!.AsArray().Reverse().Select(j => j!)];

    private static async Task<IEnumerable<string?>> StatesAsync(HttpClient staff, string kitchen) => (await JobsAsync(staff, kitchen)).Select(j => (string?)j["state"]);

    private static Task<JsonNode> PrinterAsync(HttpClient staff, string kitchen) => staff.GetJsonAsync($"/api/kitchen/printers/{kitchen}");

    private static async Task DecideAsync(HttpClient staff, JsonNode job, string decision) =>
        await (await staff.PostAsync($"/api/kitchen/print-jobs/{job["id"]}/decision", new { decision })).JsonAsync();

    /// <summary>The pause after a failure passes, and the job runs.</summary>
    private async Task LaterAsync()
    {
        factory.Time.Shift += TimeSpan.FromSeconds(40);
        await factory.RunJobAsync<SendPrintJobsJob>();
    }

    [Fact]
    public async Task Printer_ThatRefuses_GetsEveryTicketOnceItIsOn()
    {
        await using var printer = new SandboxPrinter("P", Paper.Mm80, 0).Start();
        printer.Faults = new Faults { Refuse = true };
        var (kitchen, staff, tickets) = await factory.ClosedWithTicketsAsync(printer.Port, 3);

        for (var i = 0; i < 8; i++) await LaterAsync();

        var first = (await JobsAsync(staff, kitchen))[0];
        Assert.Equal(("queued", 8, "printer-not-reached"), ((string?)first["status"], (int?)first["attempts"], (string?)first["error"]));
        Assert.Equal(("not-reached", 3), ((string?)(await PrinterAsync(staff, kitchen))["condition"], (int?)(await PrinterAsync(staff, kitchen))["queued"]));
        await factory.RunJobAsync<SendPrintJobsJob>();
        Assert.Equal(8, (int?)(await JobsAsync(staff, kitchen))[0]["attempts"]);

        printer.Faults = new Faults();
        await LaterAsync();

        Assert.Equal(tickets, printer.Barcodes());
        Assert.Equal(["sent", "sent", "sent"], await StatesAsync(staff, kitchen));
        var state = await PrinterAsync(staff, kitchen);
        Assert.Equal(("ready", true, 0), ((string?)state["condition"], (bool?)state["answersStatus"], (int?)state["queued"]));
        Assert.NotNull((string?)state["lastPrintAt"]);
    }

    [Fact]
    public async Task WaitingTicket_Withdrawn_IsNotPrinted_AndAPrintedOneCannotBe()
    {
        await using var printer = new SandboxPrinter("P", Paper.Mm80, 0).Start();
        printer.Faults = new Faults { PaperOut = true };
        var (kitchen, staff, tickets) = await factory.ClosedWithTicketsAsync(printer.Port, 2);
        var jobs = await JobsAsync(staff, kitchen);

        await DecideAsync(staff, jobs[0], "withdraw");
        await DecideAsync(staff, jobs[0], "withdraw");
        printer.Faults = new Faults();
        await LaterAsync();

        Assert.Equal([tickets[1]], printer.Barcodes());
        Assert.Equal(["failed", "sent"], await StatesAsync(staff, kitchen));
        Assert.Equal("withdrawn", (string?)(await JobsAsync(staff, kitchen))[0]["error"]);
        await (await staff.PostAsync($"/api/kitchen/print-jobs/{jobs[1]["id"]}/decision", new { decision = "withdraw" })).ProblemAsync(422, "kitchen.print-not-waiting");
    }

    [Theory]
    [InlineData("paper-out")]
    [InlineData("cover-open")]
    public async Task Printer_ThatSaysItCannotPrint_IsSentNothingUntilItCan(string condition)
    {
        await using var printer = new SandboxPrinter("P", Paper.Mm80, 0).Start();
        printer.Faults = condition == "paper-out" ? new Faults { PaperOut = true } : new Faults { CoverOpen = true };
        var (kitchen, staff, tickets) = await factory.ClosedWithTicketsAsync(printer.Port, 2);

        await LaterAsync();
        await LaterAsync();

        Assert.Equal((condition, condition), ((string?)(await PrinterAsync(staff, kitchen))["condition"], (string?)(await JobsAsync(staff, kitchen))[0]["error"]));
        printer.Faults = new Faults { PaperNearEnd = true };
        Assert.Empty(printer.Slips);
        await LaterAsync();
        Assert.Equal(tickets, printer.Barcodes());
        Assert.True((bool?)(await PrinterAsync(staff, kitchen))["paperNearEnd"]);
    }

    [Fact]
    public async Task Printer_ThatDropsInTheMiddle_LeavesTheTicketUncertainAndTheQueueWaitsForAPerson()
    {
        await using var printer = new SandboxPrinter("P", Paper.Mm80, 0).Start();
        var (kitchen, staff, tickets) = await factory.ClosedWithTicketsAsync(printer.Port, 3);
        printer.Faults = new Faults { DropAfterBytes = 300 };

        await LaterAsync();
        await LaterAsync();

        var jobs = await JobsAsync(staff, kitchen);
        Assert.Equal(["uncertain", "queued", "queued"], jobs.Select(j => (string?)j["state"]));
        Assert.Equal(("failed", "printer-broke-off"), ((string?)jobs[0]["status"], (string?)jobs[0]["error"]));
        Assert.Equal(1, (int?)(await PrinterAsync(staff, kitchen))["uncertain"]);
        Assert.Empty(printer.Barcodes());
        Assert.Single((await staff.GetJsonAsync($"/api/kitchen/print-jobs?siteCode={kitchen}&status=failed"))["items"]!.AsArray());
        Assert.Single((await staff.GetJsonAsync($"/api/kitchen/print-jobs?siteCode={kitchen}&state=uncertain"))["items"]!.AsArray());

        await DecideAsync(staff, jobs[0], "print-again");
        await DecideAsync(staff, jobs[0], "print-again");
        await LaterAsync();

        Assert.Equal(tickets, printer.Barcodes());
        Assert.Contains("补打 第2次 可能重复", printer.Slips.First(s => s.IsWhole).Read(Paper.Mm80)!.Text);
        jobs = await JobsAsync(staff, kitchen);
        Assert.Equal(["failed", "sent", "sent", "sent"], jobs.Select(j => (string?)j["state"]));
        Assert.Equal(("print-again", (string?)jobs[3]["requestedBy"]), ((string?)jobs[0]["decision"], (string?)jobs[0]["decidedBy"]));
        await (await staff.PostAsync($"/api/kitchen/print-jobs/{jobs[1]["id"]}/decision", new { decision = "printed" })).ProblemAsync(422, "kitchen.print-not-uncertain");
    }

    [Fact]
    public async Task Printer_ThatRunsOutOfPaperInATicket_LeavesItUncertainAndAPersonSaysThatItCameOut()
    {
        await using var printer = new SandboxPrinter("P", Paper.Mm80, 0).Start();
        var (kitchen, staff, tickets) = await factory.ClosedWithTicketsAsync(printer.Port, 2);
        printer.Faults = new Faults { PaperOutAfterBytes = 300 };

        await LaterAsync();

        var jobs = await JobsAsync(staff, kitchen);
        Assert.Equal(("uncertain", "paper-out"), ((string?)jobs[0]["state"], (string?)jobs[0]["error"]));
        Assert.Equal("paper-out", (string?)(await PrinterAsync(staff, kitchen))["condition"]);
        printer.Faults = new Faults();
        await DecideAsync(staff, jobs[0], "printed");
        await LaterAsync();
        Assert.Equal(tickets, printer.Barcodes());
        Assert.Equal(["sent", "sent"], await StatesAsync(staff, kitchen));
    }

    [Fact]
    public async Task Printer_ThatStalls_LeavesTheTicketUncertain()
    {
        await using var printer = new SandboxPrinter("P", Paper.Mm80, 0).Start();
        printer.Faults = new Faults { Stall = true };
        var (kitchen, staff, tickets) = await factory.ClosedWithTicketsAsync(printer.Port, 2);

        await LaterAsync();

        var jobs = await JobsAsync(staff, kitchen);
        Assert.Equal(["uncertain", "queued"], jobs.Select(j => (string?)j["state"]));
        Assert.Equal("not-confirmed", (string?)jobs[0]["error"]);
        printer.Faults = new Faults();
        await DecideAsync(staff, jobs[0], "print-again");
        await LaterAsync();
        Assert.Equal(tickets, printer.Barcodes());
    }

    [Fact]
    public async Task Printer_ThatNeverAnswers_IsUsableAndSaidToBeSilent()
    {
        await using var printer = new SandboxPrinter("P", Paper.Mm80, 0).Start();
        printer.Faults = new Faults { Silent = true };
        var (kitchen, staff, tickets) = await factory.ClosedWithTicketsAsync(printer.Port, 2);

        await LaterAsync();

        Assert.Equal(tickets, printer.Barcodes());
        Assert.All(await JobsAsync(staff, kitchen), j => Assert.Equal(("sent", false), ((string?)j["state"], (bool)j["confirmed"]!)));
        Assert.False((bool?)(await PrinterAsync(staff, kitchen))["answersStatus"]);
    }

    [Fact]
    public async Task Printer_ThatIsSlowOrKnowsNoOrderedAnswer_GetsEveryTicketOnce()
    {
        await using var printer = new SandboxPrinter("P", Paper.Mm80, 0).Start();
        printer.Faults = new Faults { BytesPerSecond = 4000 };
        var (kitchen, staff, tickets) = await factory.ClosedWithTicketsAsync(printer.Port, 2);
        await LaterAsync();
        Assert.Equal(tickets, printer.Barcodes());

        printer.Faults = new Faults { NoOrderedAnswers = true };
        await (await staff.PostAsync($"/api/kitchen/tickets/{tickets[0]}/print", null)).JsonAsync(202);
        await LaterAsync();

        Assert.Equal([.. tickets, tickets[0]], printer.Barcodes());
        Assert.False((bool?)(await JobsAsync(staff, kitchen))[2]["confirmed"]);
    }

    [Fact]
    public async Task Ticket_WhoseMealIsOver_IsNoLongerPrintedAndHoldsUpNobody()
    {
        await using var printer = new SandboxPrinter("P", Paper.Mm80, 0).Start();
        var (kitchen, staff, tickets) = await factory.ClosedWithTicketsAsync(printer.Port, 2);
        printer.Faults = new Faults { DropAfterBytes = 100 };
        await LaterAsync();
        Assert.Equal(["uncertain", "queued"], await StatesAsync(staff, kitchen));

        var morning = factory.Clock.Now;
        factory.Clock.Now = Instant.FromUtc(2025, 7, 1, 4, 31);
        await (await staff.PostAsync($"/api/kitchen/tickets/{tickets[1]}/print", null)).JsonAsync(202);
        await LaterAsync();
        factory.Clock.Now = morning;

        Assert.Equal(["failed", "failed", "sent"], await StatesAsync(staff, kitchen));
        Assert.Equal([tickets[1]], printer.Barcodes());
    }

    [Fact]
    public async Task Printer_WithNothingToPrint_IsAskedHowItIs()
    {
        await using var printer = new SandboxPrinter("P", Paper.Mm80, 0).Start();
        printer.Faults = new Faults { PaperOut = true };
        var kitchen = await factory.NewCanteenAsync();
        await factory.SetPrinterAsync(kitchen, printer.Port);
        var staff = await factory.StaffOfAsync(kitchen);
        Assert.Equal("unknown", (string?)(await PrinterAsync(staff, kitchen))["condition"]);

        await factory.RunJobAsync<CheckPrintersJob>();

        Assert.Equal("paper-out", (string?)(await PrinterAsync(staff, kitchen))["condition"]);
    }

    [Fact]
    public async Task Decision_OfStaffElsewhereOrWithoutSense_IsRefused()
    {
        var (kitchen, staff, _) = await factory.ClosedWithTicketsAsync(1, 1);
        var path = $"/api/kitchen/print-jobs/{(await JobsAsync(staff, kitchen))[0]["id"]}/decision";
        var elsewhere = await factory.StaffOfAsync(await factory.NewCanteenAsync());

        await (await elsewhere.PostAsync(path, new { decision = "printed" })).ProblemAsync(404, "request.not-found");
        await (await staff.PostAsync(path, new { decision = "eaten" })).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync(path, new { })).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync(path, new { decision = "printed" })).ProblemAsync(422, "kitchen.print-not-uncertain");
    }
}

/// <summary>The kitchen with real time that a test moves, and shorter patience with printers.</summary>
public sealed class PatientKitchen : KitchenFactory
{
    internal ShiftedTime Time { get; } = new();

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(base.Settings) { ["Printing:AnswerWithin"] = "00:00:00.8", ["Printing:PrintWithin"] = "00:00:02" };

    protected override void ConfigureWebHost(Microsoft.AspNetCore.Hosting.IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        Microsoft.AspNetCore.TestHost.WebHostBuilderExtensions.ConfigureTestServices(
            builder, services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(services, Time));
    }
}
