using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets;
using Microsoft.Extensions.Options;
using NodaTime;

namespace MealDispatch.Kitchen.Slips;

/// <summary>Makes slips of numbered tickets, with residents' diets and doors as they are now.</summary>
internal sealed class SlipMaker(Town town, IClock clock, IOptions<TownOptions> options)
{
    internal async Task<Slip> MakeAsync(KitchenDbContext db, Ticket ticket, int copy, bool mayBeDouble, CancellationToken ct)
    {
        var servings = await db.ReadServingsAsync([ticket], ct);
        return new Slip
        {
            MealPeriod = ticket.MealPeriod,
            ServiceDate = ticket.ServiceDate,
            Number = ticket.Number!.Value,
            Code = ticket.Code!,
            Serving = servings[ticket.OrderId],
            From = town.LocalOf(ticket.ServeFrom).TimeOfDay,
            To = town.LocalOf(ticket.ServeTo).TimeOfDay,
            CareUrl = ticket.CareToken is { } token ? $"{options.Value.PublicUrl.TrimEnd('/')}/r/{token}" : null,
            Voided = ticket.Status == TicketStatus.Voided,
            PrintedAt = town.LocalOf(clock.GetCurrentInstant()),
            Copy = copy,
            MayBeDouble = mayBeDouble,
        };
    }
}
