using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MealDispatch.BuildingBlocks;
using MealDispatch.Care.Messages;
using MealDispatch.Care.Messages.SendMessages;
using MealDispatch.Care.Messages.TellNews;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.Care.Tests;

/// <summary>Care with a site HX01 of huaxin, and the facts that other services tell it.</summary>
public sealed class CareFactory : ServiceFactory<CareModule>
{
    public const string Site = "HX01";

    /// <summary>Providers of text messages and WeChat that are connected to this Care.</summary>
    internal FakeSender Sms { get; } = new(MessageChannel.Sms);

    internal FakeSender WeChat { get; } = new(MessageChannel.WeChat);

    /// <summary>Real time: of tries and their pauses.</summary>
    public ShiftedTime Time { get; } = new();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await DeliverAsync(ASite());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time).AddSingleton<IMessageSender>(Sms).AddSingleton<IMessageSender>(WeChat));
    }

    /// <summary>Tells what happened, and sends what is due.</summary>
    public async Task TellAsync()
    {
        await RunJobAsync<TellNewsJob>();
        await RunJobAsync<SendMessagesJob>();
    }

    /// <summary>An elder with a phone of their own, a daughter with an account, and a son who is an emergency contact.</summary>
    public async Task<AFamily> AFamilyAsync(AnOrder order)
    {
        await DeliverAsync(AContact(order.Resident));
        await DeliverAsync(AResident(order.Resident));
        var (elder, daughter) = (Ids.New(), Ids.New());
        var family = new AFamily(
            await SignedInAsync(Role.Resident, residentId: order.Resident, personId: elder), await SignedInAsync(Role.Resident, subdistrict: null, personId: daughter));
        await DeliverAsync(new FamilyLinkChanged { FamilyLinkId = Ids.New(), Version = 1, PersonId = daughter, ResidentId = order.Resident, Active = true, OccurredAt = Clock.Now });
        await DeliverAsync(APerson(elder, "王桂兰", "13900000001", order.Resident));
        await DeliverAsync(APerson(daughter, "王小红", "13800000002", null));
        return family;
    }

    public PersonContactChanged APerson(Guid person, string name, string phone, Guid? resident, int version = 1) => new()
    {
        PersonId = person, Version = version, Name = name, Phone = phone, ResidentId = resident, OccurredAt = Clock.Now,
    };

    public OrderConfirmed AConfirmation(AnOrder order, LocalDate? date = null, MealPeriod period = MealPeriod.Lunch) => new()
    {
        OrderId = order.Id, Number = "12", ResidentId = order.Resident, Subdistrict = "huaxin", SiteCode = order.Site, KitchenSiteCode = order.Site,
        ServiceDate = date ?? new LocalDate(2025, 7, 1), MealPeriod = period, Fulfilment = Fulfilment.Delivery,
        Lines =
        [
            new ConfirmedLine
            {
                ItemCode = "A", Name = "低糖红烧肉", Kind = MenuItemKind.SetMeal, Quantity = 1, PriceFen = 1200, DietTags = ["low-sugar"], Ingredients = ["猪肉"],
            },
        ],
        Remark = "糖尿病", PayableFen = 500, SubsidyFen = 600, PaymentMethod = PaymentMethod.MealAccount, CutoffAt = Clock.Now, ServeFrom = Clock.Now,
        ServeTo = Clock.Now, AfterCutoff = false, OccurredAt = Clock.Now,
    };

    public OrderCancelled ACancellation(AnOrder order, string reason = "requested", LocalDate? date = null) => new()
    {
        OrderId = order.Id, SiteCode = order.Site, KitchenSiteCode = order.Site, ServiceDate = date ?? new LocalDate(2025, 7, 1), MealPeriod = MealPeriod.Lunch,
        ReasonCode = reason, WasConfirmed = true, ResidentId = order.Resident, OccurredAt = Clock.Now,
    };

    public RiderAtDoor AtTheDoor(AnOrder order) => new() { DeliveryId = order.Delivery, OrderId = order.Id, Provider = "own-riders", OccurredAt = Clock.Now };

    public OrderRefunded ARefund(AnOrder order) => new() { OrderId = order.Id, AmountFen = 500, OccurredAt = Clock.Now };

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

/// <summary>Two people with an account.</summary>
public sealed record AFamily(HttpClient Elder, HttpClient Daughter);

/// <summary>A provider that keeps what it took and refuses on request.</summary>
internal sealed class FakeSender(MessageChannel channel) : IMessageSender
{
    private readonly ConcurrentQueue<(Guid Id, string Address, string Text)> taken = new();

    MessageChannel IMessageSender.Channel => channel;

    /// <summary>How many of the next tries it refuses.</summary>
    public int Refusals { get; set; }

    public int Tries { get; private set; }

    public IReadOnlyList<(Guid Id, string Address, string Text)> Taken => [.. taken];

    Task IMessageSender.SendAsync(OutgoingMessage message, CancellationToken ct)
    {
        Tries++;
        if (Refusals-- > 0)
            throw new HttpRequestException($"busy, cannot reach {message.Address}");
        taken.Enqueue((message.Id, message.Address, message.Text));
        return Task.CompletedTask;
    }
}
