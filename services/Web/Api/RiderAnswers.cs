using NodaTime;

namespace MealDispatch.Web.Api;

/// <param name="Mine">Accepted by the rider who asks; else he may accept it.</param>
/// <param name="Plan">Null outside of any plan.</param>
internal sealed record RiderTask(
    Guid Id, string OrderNumber, string Status, bool Mine, RiderTaskPlan? Plan, string? TicketCode, Instant ServeFrom, Instant ServeTo, RiderTaskPlace Site, RiderTaskPlace Door,
    IReadOnlyList<string> Proofs);

internal sealed record RiderTaskPlan(Instant At);

internal sealed record RiderTaskPlace(string? Name, string? Address, string? Phone);
