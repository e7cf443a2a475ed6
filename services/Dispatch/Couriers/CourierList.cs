using MealDispatch.Dispatch.Attempts;

namespace MealDispatch.Dispatch.Couriers;

/// <summary>The couriers that are set up.</summary>
internal sealed class CourierList(IEnumerable<ICourier> couriers)
{
    private readonly Dictionary<string, ICourier> byProvider = couriers.ToDictionary(courier => courier.Provider);

    public IReadOnlyCollection<ICourier> All => byProvider.Values;

    public ICourier? Find(string provider) => byProvider.GetValueOrDefault(provider);

    /// <summary>
    /// Whom to ask next: the site's list in its order, each once, then the town's own riders. Couriers need a phone and both
    /// places; our own riders find their way. Null when everybody was asked.
    /// </summary>
    public string? Next(IEnumerable<string> siteList, IReadOnlyCollection<string> asked, bool placesAreKnown) =>
        siteList.Append(DeliveryAttempt.OwnRidersProvider)
            .Where(provider => !asked.Contains(provider))
            .FirstOrDefault(provider => provider == DeliveryAttempt.OwnRidersProvider || placesAreKnown && byProvider.ContainsKey(provider));
}
