using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Sites;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Tickets;

internal static class TicketLookup
{
    /// <summary>By id, or by the code that was scanned; null when there is none or it is not the caller's.</summary>
    internal static async Task<Ticket?> FindTicketAsync(this KitchenDbContext db, string idOrCode, Caller caller, CancellationToken ct)
    {
        var ticket = Guid.TryParse(idOrCode, out var id)
            ? await db.Tickets.SingleOrDefaultAsync(t => t.Id == id, ct)
            : await db.Tickets.SingleOrDefaultAsync(t => t.Code == idOrCode, ct);
        return ticket is not null && caller.MayHandle(ticket) ? ticket : null;
    }
}
