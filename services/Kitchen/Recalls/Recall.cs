using MealDispatch.Contracts;
using MealDispatch.Kitchen.Residents;
using MealDispatch.Kitchen.Tickets;
using NodaTime;

namespace MealDispatch.Kitchen.Recalls;

/// <summary>Where a meal is, for whoever must call it back; in the order in which to call.</summary>
internal enum MealState
{
    /// <summary>The resident has it: delivered or handed over.</summary>
    WithResident,

    /// <summary>A rider has it.</summary>
    OnTheWay,
    Packed,
    ToPack,
    NotCollected,
}

/// <summary>Everybody who got a dish of one kitchen's meal, alone or inside a set meal.</summary>
/// <param name="SiteCode">The canteen that cooked.</param>
/// <param name="ServiceDate">Of the meal.</param>
/// <param name="MealPeriod">Of the meal.</param>
/// <param name="ItemCode">The item's code, or the name of a dish inside set meals.</param>
/// <param name="People">How many orders hold it; cancelled ones do not count.</param>
/// <param name="Items">Those who have it first, then those whom it has not reached; all of them.</param>
internal sealed record Recall(
    string SiteCode, LocalDate ServiceDate, MealPeriod MealPeriod, string ItemCode, int People, IReadOnlyList<RecalledMeal> Items);

/// <summary>One order that holds the dish.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="TicketCode">What stands on the bag.</param>
/// <param name="SiteCode">The site that served.</param>
/// <param name="Fulfilment">How it reached the resident.</param>
/// <param name="ResidentId">The resident.</param>
/// <param name="Name">In full, for the call; null when nothing is known of the resident.</param>
/// <param name="Phone">Null when there is none.</param>
/// <param name="Door">Their address.</param>
/// <param name="Items">The lines that hold the dish, with their count.</param>
/// <param name="State">Where the meal is.</param>
/// <param name="At">Since when; null when that is not known.</param>
internal sealed record RecalledMeal(
    Guid OrderId, string TicketCode, string SiteCode, Fulfilment Fulfilment, Guid ResidentId, string? Name, string? Phone, string? Door,
    IReadOnlyList<string> Items, MealState State, Instant? At)
{
    internal static RecalledMeal Of(Ticket ticket, ResidentCopy? resident, string itemCode)
    {
        var (state, at) = StateOf(ticket);
        return new RecalledMeal(
            ticket.OrderId, ticket.Code!, ticket.SiteCode, ticket.Fulfilment, ticket.ResidentId, resident?.Name, resident?.Phone, resident is null ? null : DoorOf(resident),
            [.. ticket.Lines.Where(l => l.Holds(itemCode)).Select(l => $"{l.Name}×{l.Quantity}")], state, at);
    }

    /// <summary>The whole way: an address text may or may not end in building and room.</summary>
    private static string DoorOf(ResidentCopy resident) => resident.AddressText.EndsWith($"{resident.Building}{resident.Room}", StringComparison.Ordinal)
        ? resident.AddressText
        : $"{resident.AddressText} {resident.Building} {resident.Room}".TrimEnd();

    private static (MealState State, Instant? At) StateOf(Ticket ticket) => ticket.Status switch
    {
        TicketStatus.HandedOver => (MealState.WithResident, ticket.LastAt(TicketAction.HandedOver)),
        TicketStatus.NotCollected => (MealState.NotCollected, ticket.LastAt(TicketAction.NotCollected)),
        _ when ticket.DeliveredAt is { } delivered => (MealState.WithResident, delivered),
        _ when ticket.PickedUpAt is { } pickedUp => (MealState.OnTheWay, pickedUp),
        TicketStatus.Packed => (MealState.Packed, ticket.PackedAt),
        _ => (MealState.ToPack, null),
    };
}
