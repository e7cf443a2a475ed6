using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets;
using Microsoft.Extensions.Options;
using NodaTime;

namespace MealDispatch.Kitchen.Slips;

/// <summary>Makes slips of numbered tickets, with residents' diets and doors as they are now.</summary>
internal sealed class SlipMaker(Town town, IClock clock, IOptions<TownOptions> options)
{
    /// <summary>For paper that the caller prints: what was printed before says 补打 here too.</summary>
    internal async Task<IReadOnlyList<Slip>> MakeNextAsync(KitchenDbContext db, IReadOnlyList<Ticket> tickets, CancellationToken ct)
    {
        var servings = await db.ReadServingsAsync(tickets, ct);
        return [.. tickets.Select(t => Make(t, servings[t.OrderId], t.Copies + 1, mayBeDouble: false))];
    }

    internal async Task<Slip> MakeAsync(KitchenDbContext db, Ticket ticket, int copy, bool mayBeDouble, CancellationToken ct) =>
        Make(ticket, (await db.ReadServingsAsync([ticket], ct))[ticket.OrderId], copy, mayBeDouble);

    private Slip Make(Ticket ticket, Serving serving, int copy, bool mayBeDouble) => new()
    {
        MealPeriod = ticket.MealPeriod,
        ServiceDate = ticket.ServiceDate,
        Number = ticket.Number!.Value,
        Code = ticket.Code!,
        Serving = serving,
        From = town.LocalOf(ticket.ServeFrom).TimeOfDay,
        To = town.LocalOf(ticket.ServeTo).TimeOfDay,
        CareUrl = ticket.CareToken is { } token ? $"{options.Value.PublicUrl.TrimEnd('/')}/r/{token}" : null,
        Voided = ticket.Status == TicketStatus.Voided,
        PrintedAt = town.LocalOf(clock.GetCurrentInstant()),
        Copy = copy,
        MayBeDouble = mayBeDouble,
    };
}
