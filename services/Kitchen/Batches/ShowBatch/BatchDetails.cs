using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Sites;
using MealDispatch.Kitchen.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.Batches.ShowBatch;

/// <summary>A batch as one caller sees it: totals live while it is open, tickets once it is closed.</summary>
internal sealed record BatchDetails
{
    public required Guid Id { get; init; }

    public required string SiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required int Wave { get; init; }

    public required BatchStatus Status { get; init; }

    /// <summary>Null while open.</summary>
    public required Instant? ClosedAt { get; init; }

    public required int Orders { get; init; }

    public required IReadOnlyList<TicketSummary> Tickets { get; init; }

    public required IReadOnlyList<ItemTotal> Items { get; init; }

    public required IReadOnlyList<DietTotal> Diets { get; init; }

    public required IReadOnlyList<DestinationTotal> Destinations { get; init; }
}

internal sealed record TicketSummary(
    Guid Id, int Number, string Code, Guid OrderId, TicketStatus Status, string Destination, string SiteCode, Fulfilment Fulfilment,
    string Resident, IReadOnlyList<string> Warnings, IReadOnlyList<ItemTotal> Items, int Copies, Instant? PackedAt, Instant? PickedUpAt, Instant? DeliveredAt,
    bool Late, bool TooOld);

/// <summary>A batch with its orders, as far as a caller may see them.</summary>
internal sealed record LoadedBatch(KitchenBatch Batch, IReadOnlyList<Ticket> Tickets, IReadOnlyDictionary<Guid, Serving> Servings)
{
    /// <summary>The orders that are cooked.</summary>
    public IReadOnlyList<Serving> Cooked => [.. Tickets.Where(t => t.Status != TicketStatus.Voided).Select(t => Servings[t.OrderId])];

    /// <summary>Null when there is no such batch or nothing of it is the caller's.</summary>
    internal static async Task<LoadedBatch?> LoadAsync(KitchenDbContext db, Guid id, Caller caller, CancellationToken ct)
    {
        if (await db.Batches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct) is not { } batch) return null;
        var tickets = await db.Tickets.AsNoTracking().Where(t => t.BatchId == id).Where(SiteAccess.VisibleTo(caller))
            .OrderBy(t => t.Number).ToListAsync(ct);
        if (tickets.Count == 0 && !caller.WorksAt(batch.KitchenSiteCode)) return null;
        return new LoadedBatch(batch, tickets, await db.ReadServingsAsync(tickets, ct));
    }

    internal BatchDetails ToDetails(Instant now)
    {
        var cooked = Cooked;
        return new BatchDetails
        {
            Id = Batch.Id,
            SiteCode = Batch.KitchenSiteCode,
            ServiceDate = Batch.ServiceDate,
            MealPeriod = Batch.MealPeriod,
            Wave = Batch.Wave,
            Status = Batch.Status,
            ClosedAt = Batch.ClosedAt,
            Orders = cooked.Count,
            Tickets = [.. Tickets.Where(t => t.Number is not null).Select(t => Summary(t, now))],
            Items = Totals.Items(cooked),
            Diets = Totals.Diets(cooked),
            Destinations = Totals.Destinations(cooked),
        };
    }

    private TicketSummary Summary(Ticket ticket, Instant now)
    {
        var serving = Servings[ticket.OrderId];
        return new TicketSummary(
            ticket.Id, ticket.Number!.Value, ticket.Code!, ticket.OrderId, ticket.Status, serving.Destination, ticket.SiteCode, ticket.Fulfilment,
            serving.ShortName, serving.Warnings, Totals.Items([serving]), ticket.Copies, ticket.PackedAt, ticket.PickedUpAt,
            ticket.DeliveredAt, ticket.IsLate(now), ticket.IsTooOld(now));
    }
}
