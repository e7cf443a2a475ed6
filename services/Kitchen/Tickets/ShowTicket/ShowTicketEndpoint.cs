using System.Text;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.EscPos;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Printing;
using MealDispatch.Kitchen.Slips;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace MealDispatch.Kitchen.Tickets.ShowTicket;

internal sealed record TicketView
{
    public required Guid Id { get; init; }

    /// <summary>Null while the batch is open, like <see cref="Code"/>.</summary>
    public required int? Number { get; init; }

    public required string? Code { get; init; }

    public required Guid OrderId { get; init; }

    public required string OrderNumber { get; init; }

    public required Guid BatchId { get; init; }

    public required TicketStatus Status { get; init; }

    public required string SiteCode { get; init; }

    public required string KitchenSiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required Fulfilment Fulfilment { get; init; }

    public required string Destination { get; init; }

    /// <summary>The short name, 王*兰.</summary>
    public required string Resident { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<ServingLine> Lines { get; init; }

    public required string? Remark { get; init; }

    /// <summary>To collect at the counter; 0 when the order is paid.</summary>
    public required long DueFen { get; init; }

    public required Instant ServeFrom { get; init; }

    public required Instant ServeTo { get; init; }

    public required int Copies { get; init; }

    /// <summary>Null unless it is packed, or was when it went out.</summary>
    public required Instant? PackedAt { get; init; }

    /// <summary>When a rider took it; null as long as none has.</summary>
    public required Instant? PickedUpAt { get; init; }

    public required Instant? DeliveredAt { get; init; }

    /// <summary>Serving has begun and it is not packed.</summary>
    public required bool Late { get; init; }

    /// <summary>Packed more than two hours ago and still here: it goes out with a reason only.</summary>
    public required bool TooOld { get; init; }

    /// <summary>What happened to it after closing, oldest first.</summary>
    public required IReadOnlyList<TicketEvent> History { get; init; }

    internal static async Task<TicketView> OfAsync(KitchenDbContext db, Ticket ticket, Instant now, CancellationToken ct)
    {
        var serving = (await db.ReadServingsAsync([ticket], ct))[ticket.OrderId];
        return new TicketView
        {
            Id = ticket.Id,
            Number = ticket.Number,
            Code = ticket.Code,
            OrderId = ticket.OrderId,
            OrderNumber = ticket.OrderNumber,
            BatchId = ticket.BatchId,
            Status = ticket.Status,
            SiteCode = ticket.SiteCode,
            KitchenSiteCode = ticket.KitchenSiteCode,
            ServiceDate = ticket.ServiceDate,
            MealPeriod = ticket.MealPeriod,
            Fulfilment = ticket.Fulfilment,
            Destination = serving.Destination,
            Resident = serving.ShortName,
            Warnings = serving.Warnings,
            Lines = ticket.Lines,
            Remark = ticket.Remark,
            DueFen = ticket.DueFen,
            ServeFrom = ticket.ServeFrom,
            ServeTo = ticket.ServeTo,
            Copies = ticket.Copies,
            PackedAt = ticket.PackedAt,
            PickedUpAt = ticket.PickedUpAt,
            DeliveredAt = ticket.DeliveredAt,
            Late = ticket.IsLate(now),
            TooOld = ticket.IsTooOld(now),
            History = ticket.History,
        };
    }
}

/// <summary>One order's ticket: as JSON, as a printer's bytes and a picture of them, as a page for the browser's print dialog.</summary>
internal static class ShowTicketEndpoint
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/tickets/{idOrCode}", ShowAsync)
            .WithName("Kitchen_ShowTicket").WithSummary("One order's ticket").AllowRoles(Role.CanteenStaff).ProducesProblem(404);
        group.MapGet("/tickets/{idOrCode}.escpos", EscPosAsync)
            .WithName("Kitchen_ShowTicketBytes").WithSummary("The ticket as ESC/POS bytes; widthMm 80 or 58").AllowRoles(Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
        group.MapGet("/tickets/{idOrCode}.png", PngAsync)
            .WithName("Kitchen_ShowTicketPicture").WithSummary("What a printer would make of those bytes, as a picture").AllowRoles(Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
        group.MapGet("/tickets/{idOrCode}.html", HtmlAsync)
            .WithName("Kitchen_ShowTicketPage").WithSummary("The ticket as a page to print; widthMm 80 or 58").AllowRoles(Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
    }

    private static async Task<Results<Ok<TicketView>, ProblemHttpResult>> ShowAsync(
        string idOrCode, Caller caller, Database<KitchenDbContext> database, IClock clock, CancellationToken ct)
    {
        await using var db = database.Read();
        return await db.FindTicketAsync(idOrCode, caller, ct) is { } ticket
            ? TypedResults.Ok(await TicketView.OfAsync(db, ticket, clock.GetCurrentInstant(), ct))
            : new Absent().ToProblem();
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> EscPosAsync(
        string idOrCode, int? widthMm, Caller caller, Database<KitchenDbContext> database, SlipMaker slips, CancellationToken ct) =>
        (await RenderAsync(idOrCode, widthMm, caller, database, slips, ct)).Match<Results<FileContentHttpResult, ProblemHttpResult>>(
            made => TypedResults.File(made.Bytes, "application/octet-stream"), error => error.ToProblem());

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> PngAsync(
        string idOrCode, int? widthMm, Caller caller, Database<KitchenDbContext> database, SlipMaker slips, CancellationToken ct) =>
        (await RenderAsync(idOrCode, widthMm, caller, database, slips, ct)).Match<Results<FileContentHttpResult, ProblemHttpResult>>(
            made => TypedResults.File(PrintedSlip.Read(made.Bytes, made.Paper).ToPng(), "image/png"), error => error.ToProblem());

    private static async Task<Result<(byte[] Bytes, Paper Paper)>> RenderAsync(
        string idOrCode, int? widthMm, Caller caller, Database<KitchenDbContext> database, SlipMaker slips, CancellationToken ct)
    {
        await using var db = database.Read();
        var slip = await SlipAsync(db, idOrCode, caller, slips, ct);
        if (slip.Failed) return slip.Error;

        var paper = await db.PaperOfAsync(slip.Value.KitchenSiteCode, widthMm, ct);
        return paper.Failed ? paper.Error : (EscPosSlip.Render(slip.Value.Slip, paper.Value), paper.Value);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> HtmlAsync(
        string idOrCode, int? widthMm, Caller caller, Database<KitchenDbContext> database, SlipMaker slips, CancellationToken ct)
    {
        await using var db = database.Read();
        var slip = await SlipAsync(db, idOrCode, caller, slips, ct);
        if (slip.Failed) return slip.Error.ToProblem();
        var paper = await db.PaperOfAsync(slip.Value.KitchenSiteCode, widthMm, ct);
        return paper.Match<Results<ContentHttpResult, ProblemHttpResult>>(
            made => TypedResults.Content(HtmlSlip.Page([slip.Value.Slip], made), "text/html; charset=utf-8", Encoding.UTF8), error => error.ToProblem());
    }

    // What was printed before says 补打 here too: bytes and page are meant for paper.
    private static async Task<Result<(Slip Slip, string KitchenSiteCode)>> SlipAsync(
        KitchenDbContext db, string idOrCode, Caller caller, SlipMaker slips, CancellationToken ct) =>
        await db.FindTicketAsync(idOrCode, caller, ct) switch
        {
            null => new Absent(),
            { Number: null } => new BatchStillOpen(),
            var ticket => ((await slips.MakeNextAsync(db, [ticket], ct))[0], ticket.KitchenSiteCode),
        };
}
