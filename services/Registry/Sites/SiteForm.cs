using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Addresses;
using MealDispatch.Registry.People;
using MealDispatch.Registry.Residents;
using NodaTime;

namespace MealDispatch.Registry.Sites;

/// <summary>A site in a request.</summary>
internal sealed record SiteForm(
    string? Code, string? Name, SiteKind? Kind, string? SuppliedBy, string? Subdistrict, AddressForm? Address, string? Phone,
    IReadOnlyList<string?>? Communities, int? DeliveryRadiusMeters, long? DeliveryFeeFen, IReadOnlyList<OrderWindowForm?>? OrderWindows,
    IReadOnlyList<LocalDate>? ClosedDates, IReadOnlyList<string?>? Couriers, IReadOnlyList<CourierLimitForm?>? CourierLimits, int? Version)
{
    public const int CodeLength = 20;
    private static readonly string[] KnownCouriers = ["fengniao-v2", "fengniao-v3", "meituan", "dada", "own-riders"];

    public SiteEntry Read(Check check, string code)
    {
        check.That(Code is null || Code == code, "code", "is not the code in the address");
        var kind = check.Required("kind", Kind);
        var suppliedBy = SuppliedBy is null ? null : check.Code("suppliedBy", SuppliedBy, CodeLength);
        check.That(kind == SiteKind.DiningTable || suppliedBy is null, "suppliedBy", "is for dining tables");
        check.That(kind == SiteKind.Canteen || suppliedBy is not null, "suppliedBy", "is required for a dining table");
        var couriers = check.Texts("couriers", Couriers, KnownCouriers.Length);
        check.That(couriers.All(KnownCouriers.Contains) && couriers.Distinct().Count() == couriers.Count,
            "couriers", "holds each of these at most once: " + string.Join(", ", KnownCouriers));
        return new SiteEntry
        {
            Name = check.Text("name", Name, 100),
            Kind = kind,
            SuppliedBy = suppliedBy,
            Subdistrict = check.Code("subdistrict", Subdistrict),
            Address = AddressForm.Read(check, "address", Address),
            Phone = PhoneNumber.Optional(check, "phone", Phone),
            Communities = [.. check.Texts("communities", Communities, 200, 60).Distinct()],
            DeliveryRadiusMeters = check.Range("deliveryRadiusMeters", DeliveryRadiusMeters, 0, 50_000),
            DeliveryFeeFen = check.Range("deliveryFeeFen", DeliveryFeeFen, 0, 100_000),
            OrderWindows = ReadWindows(check),
            ClosedDates = ReadClosedDates(check),
            Couriers = couriers,
            CourierLimits = CourierLimits is null ? null : ReadLimits(check, couriers),
        };
    }

    private List<LocalDate> ReadClosedDates(Check check)
    {
        var dates = ClosedDates ?? [];
        check.That(dates.Count <= 1000, "closedDates", "at most 1000");
        foreach (var date in dates.Take(1000))
            ResidentForm.MustBeOfOurTime(check, "closedDates", date);
        return [.. dates.Distinct().Order()];
    }

    private List<CourierLimit> ReadLimits(Check check, IReadOnlyList<string> couriers)
    {
        var limits = check.List("courierLimits", CourierLimits, KnownCouriers.Length).Select((l, i) => l.Read(check, $"courierLimits[{i}]")).ToList();
        check.That(limits.All(l => couriers.Contains(l.Provider)) && limits.Select(l => l.Provider).Distinct().Count() == limits.Count,
            "courierLimits", "holds couriers of the list, each at most once");
        return limits;
    }

    private List<SiteOrderWindow> ReadWindows(Check check)
    {
        var windows = check.List("orderWindows", OrderWindows, 3).Select((w, i) => w.Read(check, $"orderWindows[{i}]")).ToList();
        check.That(windows.Select(w => w.MealPeriod).Distinct().Count() == windows.Count, "orderWindows", "holds each meal period at most once");
        return [.. windows.OrderBy(w => w.MealPeriod)];
    }
}

/// <param name="MaxFeeFen">The most that the site pays for one delivery; null for any price.</param>
/// <param name="MaxLive">Deliveries that the courier may have at once; null for any number.</param>
internal sealed record CourierLimitForm(string? Provider, long? MaxFeeFen, int? MaxLive)
{
    public CourierLimit Read(Check check, string field) => new()
    {
        Provider = check.Code($"{field}.provider", Provider),
        MaxFeeFen = MaxFeeFen is null ? null : check.Range($"{field}.maxFeeFen", MaxFeeFen, 0, 100_000),
        MaxLive = MaxLive is null ? null : check.Range($"{field}.maxLive", MaxLive, 0, 10_000),
    };
}

internal sealed record OrderWindowForm(
    MealPeriod? MealPeriod, int? OpensDaysBefore, LocalTime? Cutoff, int? CutoffDaysBefore, LocalTime? ServeFrom, LocalTime? ServeTo, int? Capacity)
{
    public SiteOrderWindow Read(Check check, string field)
    {
        var window = new SiteOrderWindow
        {
            MealPeriod = check.Required($"{field}.mealPeriod", MealPeriod),
            OpensDaysBefore = check.Range($"{field}.opensDaysBefore", OpensDaysBefore, 0, 60),
            Cutoff = check.Required($"{field}.cutoff", Cutoff),
            CutoffDaysBefore = check.Range($"{field}.cutoffDaysBefore", CutoffDaysBefore, 0, 30),
            ServeFrom = check.Required($"{field}.serveFrom", ServeFrom),
            ServeTo = check.Required($"{field}.serveTo", ServeTo),
            Capacity = check.Range($"{field}.capacity", Capacity, 0, 100_000),
        };
        check.That(ServeFrom is null || ServeTo is null || window.ServeFrom < window.ServeTo, $"{field}.serveTo", "is not after serveFrom");
        var opens = window.OpensDaysBefore > window.CutoffDaysBefore
            || (window.OpensDaysBefore == window.CutoffDaysBefore && window.Cutoff > LocalTime.Midnight);
        check.That(Cutoff is null || opens, $"{field}.cutoff", "is not after ordering opens");
        check.That(window.CutoffDaysBefore > 0 || Cutoff is null || ServeTo is null || window.Cutoff < window.ServeTo, $"{field}.cutoff", "is not before serveTo");
        return window;
    }
}
