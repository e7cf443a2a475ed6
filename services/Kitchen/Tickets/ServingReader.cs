using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Residents;
using MealDispatch.Kitchen.Sites;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Tickets;

/// <summary>Joins tickets with the copies of residents and sites as they are now.</summary>
internal static class ServingReader
{
    internal static async Task<IReadOnlyDictionary<Guid, Serving>> ReadServingsAsync(
        this KitchenDbContext db, IReadOnlyList<Ticket> tickets, CancellationToken ct)
    {
        var residentIds = tickets.Select(t => t.ResidentId).Distinct().ToList();
        var siteCodes = tickets.Select(t => t.SiteCode).Distinct().ToList();
        var residents = await db.Residents.AsNoTracking().Where(r => residentIds.Contains(r.ResidentId)).ToDictionaryAsync(r => r.ResidentId, ct);
        var sites = await db.Sites.AsNoTracking().Where(s => siteCodes.Contains(s.Code)).ToDictionaryAsync(s => s.Code, ct);
        return tickets.ToDictionary(
            t => t.OrderId, t => Of(t, residents.GetValueOrDefault(t.ResidentId), sites.GetValueOrDefault(t.SiteCode)));
    }

    internal static Serving Of(Ticket ticket, ResidentCopy? resident, SiteCopy? site)
    {
        var siteName = site?.Name ?? ticket.SiteCode;
        var door = resident is null ? null : new Door(resident.AddressText, resident.Building, resident.Room);
        var (stop, destination) = TicketPlace.WayOf(ticket.Fulfilment, siteName, viaTable: ticket.SiteCode != ticket.KitchenSiteCode, door);

        return new Serving
        {
            OrderId = ticket.OrderId,
            OrderNumber = ticket.OrderNumber,
            Fulfilment = ticket.Fulfilment,
            Stop = stop,
            Destination = destination,
            ShortName = ShortName.Of(resident?.Name ?? ""),
            DietTags = resident?.DietTags ?? [],
            Avoid = resident?.Avoid ?? [],
            Lines = ticket.Lines,
            Remark = ticket.Remark,
            DueFen = ticket.DueFen,
            Missing = [.. MissingOf(ticket, resident)],
        };
    }

    private static IEnumerable<MissingFact> MissingOf(Ticket ticket, ResidentCopy? resident)
    {
        if (resident is null) yield return MissingFact.UnknownResident;
        if (ticket.Fulfilment == Fulfilment.Delivery && resident is { HasPoint: false }) yield return MissingFact.NoCoordinates;
        if (ticket.Lines.Count == 0 || ticket.Lines.Any(l => string.IsNullOrWhiteSpace(l.Name))) yield return MissingFact.UnknownDish;
    }
}
