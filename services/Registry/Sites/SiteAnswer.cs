using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Addresses;
using NodaTime;

namespace MealDispatch.Registry.Sites;

/// <summary>A site as the API shows it.</summary>
internal sealed record SiteAnswer(
    string Code, int Version, string Name, SiteKind Kind, string? SuppliedBy, string Subdistrict, Address Address, string? Phone,
    IReadOnlyList<string> Communities, int DeliveryRadiusMeters, long DeliveryFeeFen, IReadOnlyList<SiteOrderWindow> OrderWindows,
    IReadOnlyList<LocalDate> ClosedDates, IReadOnlyList<string> Couriers, IReadOnlyList<CourierLimit> CourierLimits)
{
    public static SiteAnswer Of(Site s) => new(
        s.Code, s.Version, s.Name, s.Kind, s.SuppliedBy, s.Subdistrict, s.Address, s.Phone, s.Communities, s.DeliveryRadiusMeters, s.DeliveryFeeFen,
        s.OrderWindows, s.ClosedDates, s.Couriers, s.CourierLimits);
}
