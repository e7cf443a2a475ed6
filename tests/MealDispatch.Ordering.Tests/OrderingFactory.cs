using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Ordering.Data;
using MealDispatch.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.Ordering.Tests;

/// <summary>
/// Ordering with a canteen HX01, its dining table HX08 and another canteen HX02, all open for lunch and dinner, a menu for
/// HX01 today, and a stand-in for Subsidy that grants half, at most ¥6, unless told otherwise. It is 08:00 on 1 July 2025.
/// </summary>
public class OrderingFactory : ServiceFactory<OrderingModule>
{
    public const string Canteen = "HX01";
    public const string Table = "HX08";
    public const string OtherCanteen = "HX02";
    public static readonly LocalDate Today = new(2025, 7, 1);
    public static readonly Instant LunchCutoff = Instant.FromUtc(2025, 7, 1, 1, 30);

    /// <summary>Decides in Subsidy's place; null lets orders stay as they are.</summary>
    public Func<OrderPlaced, SubsidyDecided>? Decide { get; set; } = HalfAtMostSixYuan;

    /// <summary>Real time, which a test may set forward.</summary>
    public ShiftedTime RealTime { get; } = new();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Bus.React<OrderPlaced>(async placed =>
        {
            if (Decide?.Invoke(placed) is { } decided)
                await Bus.PublishAsync(decided, Ids.Of($"decided:{placed.OrderId}"), CancellationToken.None);
        });
        Bus.Answer<FindResident, ResidentFound>(_ => new ResidentFound { Exists = false });
        Bus.Answer<QuoteSubsidy, SubsidyQuote>(q => new SubsidyQuote
        {
            Grants = [new SubsidyGrant("HX-2025", 1, "60+", Math.Min(600, q.FoodFen / 2))], Refusals = [], TotalFen = Math.Min(600, q.FoodFen / 2),
            ExplanationZh = "半价", ExplanationEn = "half price",
        });
        await DeliverAsync(ASite(Canteen));
        await DeliverAsync(ASite(OtherCanteen));
        await DeliverAsync(ASite(Table) with { Kind = SiteKind.DiningTable, SuppliedBy = Canteen });
        using var staff = await StaffAsync();
        await GivenAMenuAsync(staff, Today, "lunch");
    }

    public static SubsidyDecided HalfAtMostSixYuan(OrderPlaced placed) => ADecision(placed.OrderId, Math.Min(600, placed.FoodFen / 2));

    public static SubsidyDecided ADecision(Guid orderId, long fen) => new()
    {
        OrderId = orderId, DecisionId = Ids.Of($"decision:{orderId}"), Grants = fen > 0 ? [new SubsidyGrant("HX-2025", 1, "60+", fen)] : [],
        Refusals = fen > 0 ? [] : [new SubsidyRefusal("HX-2025", "day-right-used") { UsedAtSite = "HX02" }], TotalFen = fen, ExplanationZh = "半价", ExplanationEn = "half price",
        OccurredAt = Instant.FromUtc(2025, 7, 1, 0, 0),
    };

    public SiteChanged ASite(string code, int version = 1) => new()
    {
        Code = code, Version = version, Name = $"长者食堂 {code}", Kind = SiteKind.Canteen, SuppliedBy = null, Subdistrict = "huaxin", AddressText = "", Phone = null,
        Point = new GeoPoint(31.25, 121.23), DeliveryRadiusMeters = 3000, DeliveryFeeFen = 300, ClosedDates = [], Couriers = [], OccurredAt = Clock.Now,
        OrderWindows = [AWindow(MealPeriod.Lunch, new(9, 30)), AWindow(MealPeriod.Dinner, new(15, 0))],
    };

    public static SiteOrderWindow AWindow(MealPeriod period, LocalTime cutoff, int capacity = 1000) => new()
    {
        MealPeriod = period, OpensDaysBefore = 7, Cutoff = cutoff, CutoffDaysBefore = 0, ServeFrom = new(10, 45), ServeTo = new(12, 30), Capacity = capacity,
    };

    /// <summary>A resident of 80, active, 500 m from the canteen, with ¥200 in the meal account.</summary>
    public async Task<Guid> AResidentAsync(Func<ResidentChanged, ResidentChanged>? with = null, long balanceFen = 20_000)
    {
        var resident = new ResidentChanged
        {
            ResidentId = Ids.New(), Version = 1, BirthDate = new(1945, 3, 1), Statuses = [new ResidentStatusPeriod(ResidentStatus.Active, null, null)],
            Categories = [], Subdistrict = "huaxin", Community = "c1", Point = new GeoPoint(31.2545, 121.23), DietTags = [], OccurredAt = Clock.Now,
        };
        await DeliverAsync(with is null ? resident : with(resident));
        if (balanceFen > 0)
        {
            using var staff = await StaffAsync();
            await (await staff.PostAsync($"/api/residents/{resident.ResidentId}/meal-account/top-ups", new { amountFen = balanceFen, method = "cash" })).JsonAsync(201);
        }

        return resident.ResidentId;
    }

    public Task<HttpClient> StaffAsync(params string[] sites) => SignedInAsync(Role.CanteenStaff, sites: sites.Length == 0 ? [Canteen] : sites);

    /// <summary>A signed-in resident with ¥200.</summary>
    public async Task<(HttpClient Client, Guid Id)> ASignedInResidentAsync(Func<ResidentChanged, ResidentChanged>? with = null, long balanceFen = 20_000)
    {
        var id = await AResidentAsync(with, balanceFen);
        return (await SignedInAsync(Role.Resident, residentId: id), id);
    }

    public static object AnOrder(Guid residentId, Action<Dictionary<string, object?>>? with = null)
    {
        var order = new Dictionary<string, object?>
        {
            ["residentId"] = residentId, ["siteCode"] = Canteen, ["serviceDate"] = "2025-07-01", ["mealPeriod"] = "lunch", ["fulfilment"] = "delivery",
            ["lines"] = new[] { new { itemCode = "A", quantity = 1 } }, ["paymentMethod"] = "meal-account",
        };
        with?.Invoke(order);
        return order;
    }

    public static async Task GivenAMenuAsync(HttpClient staff, LocalDate date, string period, int? stockOfB = null, string site = Canteen) =>
        await (await staff.PutAsync($"/api/sites/{site}/menus/{date:yyyy-MM-dd}/{period}", new
        {
            items = new[]
            {
                new { code = "A", name = "红烧肉套餐", priceFen = 1600, kind = "set-meal", dietTags = Array.Empty<string>(), stock = (int?)null },
                new { code = "B", name = "素套餐", priceFen = 1000, kind = "set-meal", dietTags = new[] { "low-salt" }, stock = stockOfB },
            },
        })).JsonAsync();

    public async Task<long> BalanceAsync(Guid residentId)
    {
        using var staff = await StaffAsync();
        return (long)(await staff.GetJsonAsync($"/api/residents/{residentId}/meal-account"))["balanceFen"]!;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(RealTime));
    }

    internal Database<OrderingDbContext> Database => Services.GetRequiredService<Database<OrderingDbContext>>();
}
