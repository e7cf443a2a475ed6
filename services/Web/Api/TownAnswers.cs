namespace MealDispatch.Web.Api;

internal sealed record OrderCounts(IReadOnlyList<OrderCount> Items);

internal sealed record OrderCount(string SiteCode, string MealPeriod, string Fulfilment, string Status, int Orders, long FoodFen, long SubsidyFen);

internal sealed record DeliveryMap(IReadOnlyList<MappedSite> Sites, IReadOnlyList<MappedDelivery> Items);

internal sealed record MappedSite(string Code, string Name, double? Lat, double? Lng);

internal sealed record MappedDelivery(string SiteCode, string MealPeriod, string Status, bool NeedsAttention, double? Lat, double? Lng);

internal sealed record AlertCounts(int Urgent, int Concern, int NotTaken);

internal sealed record ToDo(int OpenFlags, int Reviews, int ClawBacks, string Month, int NotDrafted, int Drafts, int Confirmed);
