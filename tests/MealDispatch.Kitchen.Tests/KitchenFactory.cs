using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Kitchen.Tests;

/// <summary>
/// The kitchen alone, at 08:00 of 1 July 2025; lunch's cutoff is 09:30. Each scenario takes site codes of its own with
/// <see cref="NewCanteenAsync"/>, so that scenarios share one host.
/// </summary>
public class KitchenFactory : ServiceFactory<KitchenModule>
{
    internal static readonly LocalDate Today = new(2025, 7, 1);
    internal static readonly Instant Cutoff = Instant.FromUtc(2025, 7, 1, 1, 30);

    private int sites;
    private int orders;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Printing:AllowedNetworks"] = "127.0.0.0/8",
        ["Town:PublicUrl"] = "https://meals.example.org",
    };

    internal async Task<string> NewCanteenAsync()
    {
        var code = $"K{Interlocked.Increment(ref sites):D3}";
        await DeliverAsync(Site(code, null));
        return code;
    }

    internal async Task<string> NewTableAsync(string canteen)
    {
        var code = $"T{Interlocked.Increment(ref sites):D3}";
        await DeliverAsync(Site(code, canteen));
        return code;
    }

    internal async Task<Guid> NewResidentAsync(string name = "王小兰", string building = "3号楼", string room = "502", string[]? diets = null, string[]? avoid = null,
        string? phone = null, bool hasPoint = false)
    {
        var id = Ids.New();
        await DeliverAsync(new ResidentContactChanged
        {
            ResidentId = id, Version = 1, Subdistrict = "huaxin", Name = name, Phone = phone, AddressText = $"幸福路1弄{building}{room}",
            Building = building, Room = room, Point = hasPoint ? new GeoPoint(31.2, 121.2) : null, DietTags = diets ?? [], Avoid = avoid ?? [], Notes = null, Contacts = [], OccurredAt = Clock.Now,
        });
        return id;
    }

    internal OrderConfirmed AnOrder(string kitchen, string? site = null, Guid? residentId = null) => new()
    {
        OrderId = Ids.New(),
        Number = $"{Interlocked.Increment(ref orders):D6}",
        ResidentId = residentId ?? Ids.New(),
        Subdistrict = "huaxin",
        SiteCode = site ?? kitchen,
        KitchenSiteCode = kitchen,
        ServiceDate = Today,
        MealPeriod = MealPeriod.Lunch,
        Fulfilment = Fulfilment.Delivery,
        Lines = [ALine("A", 1)],
        Remark = null,
        PayableFen = 700,
        SubsidyFen = 500,
        PaymentMethod = PaymentMethod.MealAccount,
        CutoffAt = Cutoff,
        ServeFrom = Instant.FromUtc(2025, 7, 1, 2, 45),
        ServeTo = Instant.FromUtc(2025, 7, 1, 4, 30),
        AfterCutoff = false,
        OccurredAt = Clock.Now,
    };

    internal static ConfirmedLine ALine(string code, int quantity) => new()
    {
        ItemCode = code, Name = $"套餐{code}", Kind = MenuItemKind.SetMeal, Quantity = quantity, PriceFen = 1200, DietTags = [], Ingredients = ["猪肉"],
    };

    internal Task ConfirmAsync(OrderConfirmed order) => DeliverAsync(order, order.OrderId);

    internal Task CancelAsync(OrderConfirmed order) => DeliverAsync(
        new OrderCancelled
        {
            OrderId = order.OrderId, SiteCode = order.SiteCode, KitchenSiteCode = order.KitchenSiteCode, ServiceDate = order.ServiceDate,
            MealPeriod = order.MealPeriod, ReasonCode = "requested", WasConfirmed = true, OccurredAt = Clock.Now,
        },
        order.OrderId);

    internal Task ServeAtCounterAsync(string site, LocalDate date)
    {
        var order = Ids.New();
        return DeliverAsync(
            new MealServed
            {
                OrderId = order, ResidentId = Ids.New(), SiteCode = site, ServiceDate = date, MealPeriod = MealPeriod.Lunch,
                Evidence = PresenceEvidence.Card, OverrideReason = null, OccurredAt = Clock.Now,
            },
            order);
    }

    internal Task CloseWindowAsync(string kitchen, string site, params IEnumerable<OrderConfirmed> confirmed) => DeliverAsync(
        new OrderWindowClosed
        {
            SiteCode = site, KitchenSiteCode = kitchen, ServiceDate = Today, MealPeriod = MealPeriod.Lunch,
            OrderIds = [.. confirmed.Select(o => o.OrderId)], OccurredAt = Clock.Now,
        },
        site, Today, MealPeriod.Lunch);

    internal Task<HttpClient> StaffOfAsync(string site) => SignedInAsync(Role.CanteenStaff, sites: [site]);

    /// <summary>Closes what is open there, by hand.</summary>
    internal static async Task CloseBatchesAsync(HttpClient staff, string kitchen)
    {
        var batches = (await staff.GetJsonAsync($"/api/kitchen/batches?siteCode={kitchen}"))["items"]!.AsArray();
        foreach (var batch in batches.Where(b => (string?)b!["status"] == "open"))
            await (await staff.PostAsync($"/api/kitchen/batches/{batch!["id"]}/close", null)).JsonAsync();
    }

    internal IReadOnlyList<BatchClosed> ClosedOf(string kitchen) => [.. Bus.PublishedOf<BatchClosed>().Where(b => b.KitchenSiteCode == kitchen)];

    internal static SiteChanged Site(string code, string? suppliedBy) => new()
    {
        Code = code, Version = 1, Name = suppliedBy is null ? $"食堂{code}" : $"餐桌{code}", Kind = suppliedBy is null ? SiteKind.Canteen : SiteKind.DiningTable,
        SuppliedBy = suppliedBy, Subdistrict = "huaxin", AddressText = "", Phone = null, Point = null, DeliveryRadiusMeters = 3000, DeliveryFeeFen = 300,
        OrderWindows =
        [
            new SiteOrderWindow
            {
                MealPeriod = MealPeriod.Lunch, OpensDaysBefore = 7, Cutoff = new LocalTime(9, 30), CutoffDaysBefore = 0,
                ServeFrom = new LocalTime(10, 45), ServeTo = new LocalTime(12, 30), Capacity = 1000,
            },
        ],
        ClosedDates = [], Couriers = [], OccurredAt = Instant.FromUtc(2025, 6, 1, 0, 0),
    };
}
