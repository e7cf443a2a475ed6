using NodaTime;

namespace MealDispatch.Kitchen.Tickets;

internal enum TicketAction
{
    Packed,

    /// <summary>Somebody took back that it was packed.</summary>
    Unpacked,
    HandedOver,
    NotCollected,
    Voided,

    /// <summary>A rider has it.</summary>
    PickedUp,
    Delivered,
}

/// <summary>One line of what happened to a ticket.</summary>
/// <param name="At">When.</param>
/// <param name="Action">What.</param>
/// <param name="By">The person of the staff; null when another service told it.</param>
/// <param name="Reason">In their words; null when none was needed.</param>
internal sealed record TicketEvent(Instant At, TicketAction Action, Guid? By, string? Reason);
