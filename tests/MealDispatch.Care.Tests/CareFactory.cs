using System.Security.Cryptography;
using System.Text;
using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Care.Tests;

/// <summary>Care with a site HX01 of huaxin, and the facts that other services tell it.</summary>
public sealed class CareFactory : ServiceFactory<CareModule>
{
    public const string Site = "HX01";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await DeliverAsync(ASite());
    }

    public Task<HttpClient> StaffAsync(params string[] sites) => SignedInAsync(Role.CanteenStaff, sites: sites.Length == 0 ? [Site] : sites);

    public SiteChanged ASite(string code = Site, int version = 1, string subdistrict = "huaxin", string name = "华新长者食堂") => new()
    {
        Code = code, Version = version, Name = name, Kind = SiteKind.Canteen, SuppliedBy = null, Subdistrict = subdistrict, AddressText = "", Phone = "021-59790001",
        Point = null, DeliveryRadiusMeters = 3000, DeliveryFeeFen = 300, OrderWindows = [], ClosedDates = [], Couriers = [], OccurredAt = Clock.Now,
    };

    public ResidentContactChanged AContact(Guid resident, string name = "王桂兰", int version = 1) => new()
    {
        ResidentId = resident, Version = version, Subdistrict = "huaxin", Name = name, Phone = "13900000001", AddressText = "华新路1弄", Building = "2号", Room = "301",
        Point = null, DietTags = [], Avoid = [], Notes = null, Contacts = [new EmergencyContact("李明", "13800000001", "儿子")], OccurredAt = Clock.Now,
    };

    public ResidentChanged AResident(Guid resident, string? community = "huaxin-1", int version = 1, ResidentStatus status = ResidentStatus.Active) => new()
    {
        ResidentId = resident, Version = version, BirthDate = new LocalDate(1945, 5, 1), Statuses = [new ResidentStatusPeriod(status, null, null)], Categories = [],
        Subdistrict = "huaxin", Community = community, Point = null, DietTags = [], OccurredAt = Clock.Now,
    };

    public WelfareReported AReport(AnOrder order, WelfareLevel level, string code = "no-answer", Instant? at = null) => new()
    {
        ReportId = Ids.New(), DeliveryId = order.Delivery, OrderId = order.Id, ResidentId = order.Resident, SiteCode = order.Site, Level = level, Codes = [code],
        Note = null, Source = "rider", OccurredAt = at ?? Clock.Now,
    };

    public BatchClosed ABatch(params AnOrder[] orders) => new()
    {
        BatchId = Ids.New(), KitchenSiteCode = Site, ServiceDate = new LocalDate(2025, 7, 1), MealPeriod = MealPeriod.Lunch, Wave = 1, OccurredAt = Clock.Now,
        Tickets = [.. orders.Select((o, i) => new BatchTicket
        {
            OrderId = o.Id, ResidentId = o.Resident, SiteCode = o.Site, TicketCode = $"HX01-20250701-L-{i + 1:000}",
            CareTokenHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(o.Token))),
        })],
    };

    public MealPickedUp APickup(AnOrder order) => new()
    {
        DeliveryId = order.Delivery, OrderId = order.Id, Provider = "own-riders", RiderName = "骑手01", RiderPhone = "13700000001", OccurredAt = Clock.Now,
    };

    public MealDelivered ADelivery(AnOrder order) => new()
    {
        DeliveryId = order.Delivery, OrderId = order.Id, Provider = "own-riders", DistanceMeters = 10, OccurredAt = Clock.Now,
    };

    public DeliveryFailed AFailure(AnOrder order, bool pickedUp) => new()
    {
        DeliveryId = order.Delivery, OrderId = order.Id, Provider = "own-riders", Reason = DeliveryFailure.NoAnswer, PickedUp = pickedUp, OccurredAt = Clock.Now,
    };
}

/// <summary>One delivered order and the token in its bag's QR.</summary>
public sealed record AnOrder(Guid Id, Guid Delivery, Guid Resident, string Token, string Site)
{
    public static AnOrder New(string site = CareFactory.Site) => new(Ids.New(), Ids.New(), Ids.New(), Ids.New().ToString("N"), site);
}
