using NodaTime;

namespace MealDispatch.Web.Api;

/// <summary>Who stands at the counter, as far as staff may see; <paramref name="Phone"/> is masked.</summary>
internal sealed record CounterGuest(Guid Id, string Name, string? Phone, string? Community, string Status);

internal sealed record CounterPrice(
    IReadOnlyList<Line> Lines, long FoodFen, long DeliveryFeeFen, long SubsidyFen, long PayableFen, CounterSubsidy? Subsidy, IReadOnlyList<CounterWarning>? Warnings);

internal sealed record CounterSubsidy(CounterExplanation? Explanation);

internal sealed record CounterExplanation(string? Zh, string? En);

/// <summary>An item that does not say that it suits a diet of the guest.</summary>
internal sealed record CounterWarning(string ItemCode, string DietTag);

internal sealed record CounterOrder(
    Guid Id, string Number, string Status, Guid ResidentId, string SiteCode, string KitchenSiteCode, LocalDate ServiceDate, string MealPeriod, string Fulfilment,
    IReadOnlyList<Line> Lines, string PaymentMethod, long FoodFen, long DeliveryFeeFen, long SubsidyFen, long PayableFen, CounterSubsidy? Subsidy, string? TicketCode);

internal sealed record CounterLink(Guid Id, string Phone, string Relation, string Status);
