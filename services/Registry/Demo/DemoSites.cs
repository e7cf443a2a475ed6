using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Addresses;
using MealDispatch.Registry.Sites;
using NodaTime;

namespace MealDispatch.Registry.Demo;

/// <summary>Seven canteens and four dining tables on a ring around the town's middle.</summary>
internal static class DemoSites
{
    private const double RingMeters = 900;

    private static readonly string[] Names =
    [
        "华新长者食堂", "凤溪长者食堂", "华强长者食堂", "徐谢长者食堂", "陆象长者食堂", "坚强长者食堂", "叙南长者食堂",
        "新木桥长者餐桌", "北新长者餐桌", "秀龙长者餐桌", "嘉禾长者餐桌",
    ];

    public static IEnumerable<(string Code, SiteEntry Entry)> All() =>
        DemoTown.Canteens.Concat(DemoTown.DiningTables).Select((code, index) => (code, Entry(code, index)));

    /// <summary>Each site has three communities: 第1居委 to 第3居委 of its name.</summary>
    public static IReadOnlyList<string> CommunitiesOf(int index) => [.. Enumerable.Range(1, 3).Select(n => $"{Names[index][..^4]}第{n}居委")];

    private static SiteEntry Entry(string code, int index)
    {
        var isTable = DemoTown.DiningTables.Contains(code);
        return new SiteEntry
        {
            Name = Names[index],
            Kind = isTable ? SiteKind.DiningTable : SiteKind.Canteen,
            SuppliedBy = isTable ? DemoTown.SupplierOf(code) : null,
            Subdistrict = DemoTown.Subdistrict,
            Address = DemoPlace.At(RingMeters, index * 360.0 / Names.Length, $"华新镇示范路{(index + 1) * 10}号", null, null),
            Phone = $"0215979{index + 1:0000}",
            Communities = CommunitiesOf(index),
            DeliveryRadiusMeters = 3000,
            DeliveryFeeFen = 300,
            OrderWindows =
            [
                Window(MealPeriod.Lunch, DemoTown.LunchCutoff, new LocalTime(10, 45), new LocalTime(12, 30)),
                Window(MealPeriod.Dinner, DemoTown.DinnerCutoff, new LocalTime(16, 30), new LocalTime(18, 0)),
            ],
            ClosedDates = [],
            Couriers = ["fengniao-v2", "own-riders"],
            CourierLimits = [],
        };
    }

    private static SiteOrderWindow Window(MealPeriod mealPeriod, LocalTime cutoff, LocalTime serveFrom, LocalTime serveTo) => new()
    {
        MealPeriod = mealPeriod, OpensDaysBefore = 7, Cutoff = cutoff, CutoffDaysBefore = 0, ServeFrom = serveFrom, ServeTo = serveTo, Capacity = 1000,
    };
}

/// <summary>Points by distance and direction from the town's middle.</summary>
internal static class DemoPlace
{
    private const double MiddleLat = 31.25;
    private const double MiddleLng = 121.23;
    private const double MetersPerDegree = 111_195;

    public static Address At(double meters, double degrees, string text, string? building, string? room)
    {
        var angle = double.DegreesToRadians(degrees);
        var lat = MiddleLat + (meters * Math.Cos(angle) / MetersPerDegree);
        var lng = MiddleLng + (meters * Math.Sin(angle) / (MetersPerDegree * Math.Cos(double.DegreesToRadians(MiddleLat))));
        return new Address(text, building, room, Math.Round(lat, 6), Math.Round(lng, 6), Datum.Wgs84);
    }
}
