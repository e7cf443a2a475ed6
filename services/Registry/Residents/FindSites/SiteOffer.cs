using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Registry.Sites;
using NodaTime;

namespace MealDispatch.Registry.Residents.FindSites;

/// <summary>What a site can do for a resident at one meal, as far as Registry knows: capacity and menu are Ordering's.</summary>
/// <param name="Site">The site.</param>
/// <param name="DistanceMeters">Null when one of both has no coordinates.</param>
/// <param name="CanOrder">Whether ordering is open.</param>
/// <param name="CanDeliver">Whether it is, and the door lies within the delivery area.</param>
/// <param name="Reason">The code of what stands against ordering, or else against delivery; null when nothing does.</param>
/// <param name="CutoffAt">Null when the site does not serve the meal.</param>
internal sealed record SiteOffer(SiteAnswer Site, int? DistanceMeters, bool CanOrder, bool CanDeliver, string? Reason, Instant? CutoffAt)
{
    private const string NotActive = "ordering.resident-not-active";
    private const string Closed = "ordering.site-closed";
    private const string NotOpenYet = "ordering.not-open-yet";
    private const string CutoffPassed = "ordering.cutoff-passed";
    private const string OutsideDeliveryArea = "ordering.outside-delivery-area";

    public static SiteOffer Decide(Site site, ResidentStatus status, GeoPoint? door, LocalDate serviceDate, MealPeriod mealPeriod, Town town, Instant now)
    {
        var point = site.Address.Point;
        var distance = point is null || door is null ? (int?)null : (int)Math.Round(Distance.Meters(point, door));
        var window = site.OrderWindows.FirstOrDefault(w => w.MealPeriod == mealPeriod);
        Instant? cutoffAt = window is null ? null : town.At(serviceDate.PlusDays(-window.CutoffDaysBefore), window.Cutoff);
        var against = status != ResidentStatus.Active ? NotActive
            : window is null || site.ClosedDates.Contains(serviceDate) ? Closed
            : now >= cutoffAt ? CutoffPassed
            : now < town.StartOf(serviceDate.PlusDays(-window.OpensDaysBefore)) ? NotOpenYet
            : null;
        var isNear = distance <= site.DeliveryRadiusMeters && site.Couriers.Count > 0;
        return new SiteOffer(
            SiteAnswer.Of(site), distance, against is null, against is null && isNear, against ?? (isNear ? null : OutsideDeliveryArea), cutoffAt);
    }
}
