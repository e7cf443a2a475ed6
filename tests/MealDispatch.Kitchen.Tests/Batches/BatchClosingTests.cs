using MealDispatch.Contracts;
using MealDispatch.Testing;

namespace MealDispatch.Kitchen.Tests.Batches;

public class BatchClosingTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    [Fact]
    public async Task Batch_WhileOpen_ShowsLiveTotalsAndNoTickets()
    {
        var kitchen = await factory.NewCanteenAsync();
        var salty = await factory.NewResidentAsync(diets: ["低盐"], avoid: ["花生"]);
        await factory.ConfirmAsync(factory.AnOrder(kitchen, residentId: salty) with { Lines = [KitchenFactory.ALine("A", 2), KitchenFactory.ALine("B", 1)] });
        await factory.ConfirmAsync(factory.AnOrder(kitchen, residentId: await factory.NewResidentAsync(building: "5号楼")));
        var staff = await factory.StaffOfAsync(kitchen);

        var list = await staff.GetJsonAsync($"/api/kitchen/batches?siteCode={kitchen}&serviceDate=2025-07-01&mealPeriod=lunch");
        var batch = await staff.GetJsonAsync($"/api/kitchen/batches/{list["items"]![0]!["id"]}");

        Assert.Equal(2, (int?)list["items"]![0]!["orders"]);
        Assert.Equal("open", (string?)batch["status"]);
        Assert.Equal(1, (int?)batch["wave"]);
        Assert.Empty(batch["tickets"]!.AsArray());
        Assert.Equal(["A:3", "B:1"], batch["items"]!.AsArray().Select(i => $"{i!["itemCode"]}:{i["quantity"]}"));
        Assert.Equal(["低盐", "忌花生"], batch["diets"]!.AsArray().Select(d => (string?)d!["diet"]).Order());
        Assert.Equal(["幸福路1弄3号楼", "幸福路1弄5号楼"], batch["destinations"]!.AsArray().Select(d => (string?)d!["destination"]));
    }

    [Fact]
    public async Task Batch_WhenEverySiteHasClosed_ClosesOnceWithSpecialsFirstAndTablesNamed()
    {
        var kitchen = await factory.NewCanteenAsync();
        var table = await factory.NewTableAsync(kitchen);
        var plain = factory.AnOrder(kitchen, residentId: await factory.NewResidentAsync());
        var special = factory.AnOrder(kitchen, table, await factory.NewResidentAsync(building: "9号楼", diets: ["软食"]));
        await factory.ConfirmAsync(plain);
        await factory.ConfirmAsync(special);

        await factory.CloseWindowAsync(kitchen, kitchen, plain);
        Assert.Empty(factory.ClosedOf(kitchen));
        await factory.CloseWindowAsync(kitchen, table, special);

        var closed = Assert.Single(factory.ClosedOf(kitchen));
        Assert.Equal([special.OrderId, plain.OrderId], closed.Tickets.Select(t => t.OrderId));
        Assert.Equal([$"{kitchen}-20250701-L-001", $"{kitchen}-20250701-L-002"], closed.Tickets.Select(t => t.TicketCode));
        Assert.Equal([table, kitchen], closed.Tickets.Select(t => t.SiteCode));
        Assert.All(closed.Tickets, t => Assert.Matches("^[0-9a-f]{64}$", t.CareTokenHash));
        var staff = await factory.StaffOfAsync(kitchen);
        var batch = await staff.GetJsonAsync($"/api/kitchen/batches/{closed.BatchId}");
        Assert.Equal("closed", (string?)batch["status"]);
        Assert.Equal([$"餐桌{table} 9号楼 502", "3号楼 502"], batch["tickets"]!.AsArray().Select(t => (string?)t!["destination"]));
        Assert.Equal("王*兰", (string?)batch["tickets"]![0]!["resident"]);
    }

    /// <summary>Two orders, the cancellation of the second, and both sites' closing: all 120 orders of arrival.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Batch_InAnyOrderOfArrival_HoldsTheRemainingOrderOnce(bool cancelledAfterCutoff)
    {
        foreach (var arrivals in Permutations([0, 1, 2, 3, 4]).Chunk(40))
            await Task.WhenAll(arrivals.Select(arrival => HoldsTheRemainingOrderOnceAsync(arrival, cancelledAfterCutoff)));

        Assert.Empty(factory.LoggedErrors);
    }

    private async Task HoldsTheRemainingOrderOnceAsync(int[] arrival, bool cancelledAfterCutoff)
    {
        var kitchen = await factory.NewCanteenAsync();
        var table = await factory.NewTableAsync(kitchen);
        var (kept, cancelled) = (factory.AnOrder(kitchen), factory.AnOrder(kitchen, table));
        Func<Task>[] facts =
        [
            () => factory.ConfirmAsync(kept),
            () => factory.ConfirmAsync(cancelled),
            () => factory.CancelAsync(cancelled),
            () => factory.CloseWindowAsync(kitchen, kitchen, kept),
            () => factory.CloseWindowAsync(kitchen, table, cancelledAfterCutoff ? [cancelled] : []),
        ];
        foreach (var fact in arrival) await facts[fact]();
        await facts[arrival[^1]]();

        var staff = await factory.StaffOfAsync(kitchen);
        var list = (await staff.GetJsonAsync($"/api/kitchen/batches?siteCode={kitchen}"))["items"]!.AsArray();
        Assert.All(list, b => Assert.Equal("closed", (string?)b!["status"]));
        Assert.Equal(1, list.Sum(b => (int)b!["orders"]!));
        var tickets = factory.ClosedOf(kitchen).SelectMany(b => b.Tickets).ToList();
        Assert.Single(tickets, t => t.OrderId == kept.OrderId);
        Assert.InRange(tickets.Count(t => t.OrderId == cancelled.OrderId), 0, 1);
        Assert.Equal(Enumerable.Range(1, tickets.Count).Select(n => $"{kitchen}-20250701-L-{n:D3}"), tickets.Select(t => t.TicketCode).Order());
    }

    [Fact]
    public async Task Order_ThatArrivesAfterTheWindow_ClosesTheBatchThatWaitedForIt()
    {
        var kitchen = await factory.NewCanteenAsync();
        var (first, second) = (factory.AnOrder(kitchen), factory.AnOrder(kitchen));
        await factory.ConfirmAsync(first);
        await factory.CloseWindowAsync(kitchen, kitchen, first, second);
        Assert.Empty(factory.ClosedOf(kitchen));

        await factory.ConfirmAsync(second);

        Assert.Equal(2, Assert.Single(factory.ClosedOf(kitchen)).Tickets.Count);
    }

    [Fact]
    public async Task Order_LetInAfterTheCutoff_MakesASupplementaryWaveWithContinuedNumbers()
    {
        var kitchen = await factory.NewCanteenAsync();
        var (inTime, late, later) = (factory.AnOrder(kitchen), factory.AnOrder(kitchen) with { AfterCutoff = true }, factory.AnOrder(kitchen) with { AfterCutoff = true });
        await factory.ConfirmAsync(inTime);
        await factory.ConfirmAsync(late);
        await factory.CloseWindowAsync(kitchen, kitchen, inTime);
        await factory.ConfirmAsync(later);

        var closed = factory.ClosedOf(kitchen).OrderBy(b => b.Wave).ToList();
        Assert.Equal([1, 2, 3], closed.Select(b => b.Wave));
        Assert.Equal([inTime.OrderId, late.OrderId, later.OrderId], closed.Select(b => Assert.Single(b.Tickets).OrderId));
        Assert.Equal([$"{kitchen}-20250701-L-001", $"{kitchen}-20250701-L-002", $"{kitchen}-20250701-L-003"], closed.Select(b => b.Tickets[0].TicketCode));
    }

    [Fact]
    public async Task Batch_ClosedEarlyByStaff_LeavesLaterOrdersToTheNextWave()
    {
        var kitchen = await factory.NewCanteenAsync();
        var (early, next) = (factory.AnOrder(kitchen), factory.AnOrder(kitchen));
        await factory.ConfirmAsync(early);
        var staff = await factory.StaffOfAsync(kitchen);
        var id = (string?)(await staff.GetJsonAsync($"/api/kitchen/batches?siteCode={kitchen}"))["items"]![0]!["id"];

        var closed = await (await staff.PostAsync($"/api/kitchen/batches/{id}/close", null)).JsonAsync();
        await (await staff.PostAsync($"/api/kitchen/batches/{id}/close", null)).JsonAsync();
        await factory.ConfirmAsync(next);

        Assert.Equal("closed", (string?)closed["status"]);
        Assert.Equal(1, (int?)closed["tickets"]![0]!["number"]);
        var items = (await staff.GetJsonAsync($"/api/kitchen/batches?siteCode={kitchen}"))["items"]!.AsArray();
        Assert.Equal(["1:closed", "2:open"], items.Select(b => $"{b!["wave"]}:{b["status"]}"));
        await factory.CloseWindowAsync(kitchen, kitchen, early, next);
        Assert.Equal([$"{kitchen}-20250701-L-001", $"{kitchen}-20250701-L-002"], factory.ClosedOf(kitchen).SelectMany(b => b.Tickets).Select(t => t.TicketCode));
    }

    [Fact]
    public async Task Order_CancelledAfterClosing_KeepsItsNumberAndIsVoided()
    {
        var kitchen = await factory.NewCanteenAsync();
        var (kept, cancelled) = (factory.AnOrder(kitchen), factory.AnOrder(kitchen));
        await factory.ConfirmAsync(kept);
        await factory.ConfirmAsync(cancelled);
        await factory.CloseWindowAsync(kitchen, kitchen, kept, cancelled);
        await factory.CancelAsync(cancelled);

        var staff = await factory.StaffOfAsync(kitchen);
        var batch = await staff.GetJsonAsync($"/api/kitchen/batches/{factory.ClosedOf(kitchen)[0].BatchId}");
        Assert.Equal(1, (int?)batch["orders"]);
        Assert.Equal(1, (int?)batch["items"]![0]!["quantity"]);
        var voided = Assert.Single(batch["tickets"]!.AsArray(), t => (string?)t!["status"] == "voided")!;
        var html = await staff.GetStringAsync($"/api/kitchen/tickets/{voided["code"]}.html");
        Assert.Contains("作废", html);
        await (await staff.PostAsync($"/api/kitchen/tickets/{voided["code"]}/packed", null)).ProblemAsync(422, "kitchen.ticket-voided");
    }

    [Fact]
    public async Task ProductionSheet_OfABatch_IsHtmlForPaperAndJsonOnRequest()
    {
        var kitchen = await factory.NewCanteenAsync();
        var order = factory.AnOrder(kitchen, residentId: await factory.NewResidentAsync(diets: ["low-salt", "少油"], avoid: ["猪肉"])) with { Lines = [KitchenFactory.ALine("A", 3)] };
        await factory.ConfirmAsync(order);
        await factory.CloseWindowAsync(kitchen, kitchen, order);
        var staff = await factory.StaffOfAsync(kitchen);
        var path = $"/api/kitchen/batches/{factory.ClosedOf(kitchen)[0].BatchId}/production-sheet";

        var html = await staff.GetAsync(path);
        Assert.Equal("text/html", html.Content.Headers.ContentType?.MediaType);
        var page = await html.Content.ReadAsStringAsync();
        Assert.Contains("size: A4", page);
        Assert.Contains("本餐含猪肉", page);
        Assert.Equal(3, page.Split("低盐").Length);
        Assert.Equal(3, page.Split("少油").Length);
        Assert.DoesNotContain("low-salt", page);
        Assert.Contains($"{kitchen}-20250701-L-001", await staff.GetStringAsync(path.Replace("production-sheet", "tickets.html", StringComparison.Ordinal)));
        staff.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        var sheet = await staff.GetJsonAsync(path);
        Assert.Equal(3, (int?)sheet["items"]![0]!["quantity"]);
        Assert.Equal(1, (int?)sheet["specials"]![0]!["number"]);
        Assert.Equal(["本餐含猪肉", "low-salt", "少油", "忌猪肉"], sheet["specials"]![0]!["warnings"]!.AsArray().Select(w => (string?)w));
        Assert.Contains(sheet["diets"]!.AsArray(), d => (string?)d!["diet"] == "low-salt");
    }

    [Fact]
    public async Task Staff_OfAnotherSite_FindNothingAndOfATable_OnlyItsOwn()
    {
        var kitchen = await factory.NewCanteenAsync();
        var table = await factory.NewTableAsync(kitchen);
        var (own, tables) = (factory.AnOrder(kitchen), factory.AnOrder(kitchen, table));
        await factory.ConfirmAsync(own);
        await factory.ConfirmAsync(tables);
        await factory.CloseWindowAsync(kitchen, kitchen, own);
        await factory.CloseWindowAsync(kitchen, table, tables);
        var batch = factory.ClosedOf(kitchen)[0];
        var stranger = await factory.StaffOfAsync(await factory.NewCanteenAsync());
        var tableStaff = await factory.StaffOfAsync(table);
        var resident = await factory.SignedInAsync(Role.Resident);

        foreach (var path in new[] { $"batches/{batch.BatchId}", $"batches/{batch.BatchId}/production-sheet", $"tickets/{batch.Tickets[0].TicketCode}", $"batches?siteCode={kitchen}", $"print-jobs?siteCode={kitchen}" })
            await (await stranger.GetAsync($"/api/kitchen/{path}")).ProblemAsync(404, "request.not-found");
        await (await stranger.PostAsync($"/api/kitchen/batches/{batch.BatchId}/close", null)).ProblemAsync(404, "request.not-found");
        await (await stranger.PostAsync($"/api/kitchen/tickets/{batch.Tickets[0].TicketCode}/packed", null)).ProblemAsync(404, "request.not-found");
        await (await resident.GetAsync($"/api/kitchen/batches/{batch.BatchId}")).ProblemAsync(403, "auth.not-allowed");
        await (await factory.CreateClient().GetAsync($"/api/kitchen/batches/{batch.BatchId}")).ProblemAsync(401, "auth.not-signed-in");

        var seen = await tableStaff.GetJsonAsync($"/api/kitchen/batches/{batch.BatchId}");
        Assert.Equal([tables.OrderId], seen["tickets"]!.AsArray().Select(t => (Guid)t!["orderId"]!));
        Assert.Equal(1, (int?)(await tableStaff.GetJsonAsync($"/api/kitchen/batches?siteCode={table}"))["items"]![0]!["orders"]);
        await (await tableStaff.PostAsync($"/api/kitchen/batches/{batch.BatchId}/close", null)).ProblemAsync(404, "request.not-found");
    }

    [Theory]
    [InlineData("batches?serviceDate=yesterday", "request.invalid")]
    [InlineData("batches?mealPeriod=brunch", "request.invalid")]
    [InlineData("batches?limit=0", "request.invalid")]
    [InlineData("batches?limit=x", "request.malformed")]
    [InlineData("batches?after=%21%21", "request.invalid")]
    [InlineData("print-jobs?status=lost", "request.invalid")]
    public async Task Lists_AskedWrongly_Answer400(string path, string code)
    {
        var staff = await factory.StaffOfAsync(await factory.NewCanteenAsync());
        await (await staff.GetAsync($"/api/kitchen/{path}")).ProblemAsync(400, code);
    }

    /// <summary>Random days in a kitchen: whatever comes in whatever order, numbers have no gap and every order is cooked once.</summary>
    [Fact]
    public async Task Numbers_OfRandomDays_HaveNoGapAndEachOrderOneTicket()
    {
        var random = new Random(20250625);
        for (var day = 0; day < 12; day++)
        {
            var kitchen = await factory.NewCanteenAsync();
            var staff = await factory.StaffOfAsync(kitchen);
            var orders = Enumerable.Range(0, random.Next(1, 12)).Select(_ => factory.AnOrder(kitchen)).ToList();
            var cancelled = orders.Where(_ => random.Next(4) == 0).ToList();
            var named = orders.Where(o => random.Next(5) > 0).ToList();
            var facts = orders.Select(o => (Func<Task>)(() => factory.ConfirmAsync(o)))
                .Concat(cancelled.Select(o => (Func<Task>)(() => factory.CancelAsync(o))))
                .Append(() => factory.CloseWindowAsync(kitchen, kitchen, named))
                .Concat(Enumerable.Repeat<Func<Task>>(() => CloseOpenBatchAsync(staff, kitchen), random.Next(3))).ToArray();
            random.Shuffle(facts);
            foreach (var fact in facts) await fact();

            var tickets = factory.ClosedOf(kitchen).SelectMany(b => b.Tickets).ToList();
            Assert.Equal(Enumerable.Range(1, tickets.Count).Select(n => $"{kitchen}-20250701-L-{n:D3}"), tickets.Select(t => t.TicketCode).Order());
            Assert.Equal(tickets.Count, tickets.DistinctBy(t => t.OrderId).Count());
            Assert.All(orders.Except(cancelled), o => Assert.Contains(tickets, t => t.OrderId == o.OrderId));
        }
    }

    private static async Task CloseOpenBatchAsync(HttpClient staff, string kitchen)
    {
        var items = (await staff.GetJsonAsync($"/api/kitchen/batches?siteCode={kitchen}"))["items"]!.AsArray();
        if (items.SingleOrDefault(b => (string?)b!["status"] == "open") is { } open)
            await staff.PostAsync($"/api/kitchen/batches/{open["id"]}/close", null);
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length == 1
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
