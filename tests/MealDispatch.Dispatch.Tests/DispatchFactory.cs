using System.Text;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Attempts.CallCouriers;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Dispatch.Deliveries.SubmitDueDeliveries;
using MealDispatch.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.Dispatch.Tests;

/// <summary>Dispatch against a fake courier over real HTTP; site HX01 asks fengniao-v2, lunch is served from 10:45 with cutoff at 09:30.</summary>
public class DispatchFactory : ServiceFactory<DispatchModule>
{
    public static readonly Instant Cutoff = Instant.FromUtc(2025, 7, 1, 1, 30);
    public static readonly Instant Planned = Instant.FromUtc(2025, 7, 1, 2, 25);
    public static readonly Instant ServeFrom = Instant.FromUtc(2025, 7, 1, 2, 45);
    public static readonly Instant ServeTo = Instant.FromUtc(2025, 7, 1, 4, 30);
    public static readonly GeoPoint Shop = new(Lat: 31.25, Lng: 121.23);
    public static readonly GeoPoint Door = new(Lat: 31.255, Lng: 121.235);

    public FakeFengniao Courier { get; } = new();

    public ShiftedTime Time { get; } = new();

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Couriers:FengniaoV2:BaseUrl"] = Courier.BaseUrl,
        ["Couriers:FengniaoV2:AppId"] = FakeFengniao.AppId,
        ["Couriers:FengniaoV2:Secret"] = FakeFengniao.Secret,
        ["Couriers:FengniaoV2:CallbackBaseUrl"] = "http://callback.test/",
        ["Couriers:PollSeconds"] = "30",
    };

    public override async Task InitializeAsync()
    {
        await Courier.StartAsync();
        await base.InitializeAsync();
        await GivenSiteAsync(["fengniao-v2"]);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Courier.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public Task GivenSiteAsync(IReadOnlyList<string> couriers, int version = 1) => DeliverAsync(ASite(couriers, version));

    public Task GivenContactAsync(Guid residentId, bool withPoint = true) => DeliverAsync(AContact(residentId, withPoint ? Door : null));

    public SiteChanged ASite(IReadOnlyList<string> couriers, int version) =>
        new()
        {
            Code = "HX01",
            Version = version,
            Name = "华新第一长者食堂",
            Kind = SiteKind.Canteen,
            SuppliedBy = null,
            Subdistrict = "huaxin",
            AddressText = "华志路1号",
            Phone = "02159790001",
            Point = Shop,
            DeliveryRadiusMeters = 3000,
            DeliveryFeeFen = 300,
            OrderWindows = [],
            ClosedDates = [],
            Couriers = couriers,
            OccurredAt = Clock.Now,
        };

    public ResidentContactChanged AContact(Guid residentId, GeoPoint? point) =>
        new()
        {
            ResidentId = residentId,
            Version = 1,
            Subdistrict = "huaxin",
            Name = "王秀兰",
            Phone = "13900000001",
            AddressText = "新凤路100弄",
            Building = "5号楼",
            Room = "301室",
            Point = point,
            DietTags = ["低糖"],
            Avoid = ["花生"],
            Notes = "糖尿病",
            Contacts = [],
            OccurredAt = Clock.Now,
        };

    /// <summary>A delivery order of a resident whose contact is known.</summary>
    public async Task<OrderConfirmed> GivenOrderAsync(Fulfilment fulfilment = Fulfilment.Delivery, bool deliver = true)
    {
        var order = AnOrder(fulfilment);
        await GivenContactAsync(order.ResidentId);
        if (deliver)
            await DeliverAsync(order, order.OrderId);
        return order;
    }

    public OrderConfirmed AnOrder(Fulfilment fulfilment = Fulfilment.Delivery)
    {
        var orderId = Ids.New();
        return new OrderConfirmed
        {
            OrderId = orderId,
            Number = $"N{orderId:N}",
            ResidentId = Ids.New(),
            Subdistrict = "huaxin",
            SiteCode = "HX01",
            KitchenSiteCode = "HX01",
            ServiceDate = new LocalDate(2025, 7, 1),
            MealPeriod = MealPeriod.Lunch,
            Fulfilment = fulfilment,
            Lines =
            [
                new ConfirmedLine
                {
                    ItemCode = "A1", Name = "低糖套餐", Kind = MenuItemKind.SetMeal, Quantity = 2, PriceFen = 1250, DietTags = ["低糖"], Ingredients = [],
                },
            ],
            Remark = "糖尿病，少油",
            PayableFen = 1900,
            SubsidyFen = 600,
            PaymentMethod = PaymentMethod.MealAccount,
            CutoffAt = Cutoff,
            ServeFrom = ServeFrom,
            ServeTo = ServeTo,
            AfterCutoff = false,
            OccurredAt = Clock.Now,
        };
    }

    public Task CloseBatchAsync(params OrderConfirmed[] orders) =>
        DeliverAsync(new BatchClosed
        {
            BatchId = Ids.New(),
            KitchenSiteCode = "HX01",
            ServiceDate = new LocalDate(2025, 7, 1),
            MealPeriod = MealPeriod.Lunch,
            Wave = 1,
            Tickets =
            [
                .. orders.Select((order, index) => new BatchTicket
                {
                    OrderId = order.OrderId, ResidentId = order.ResidentId, SiteCode = "HX01", TicketCode = $"HX01-20250701-L-{index + 1:000}", CareTokenHash = "00",
                }),
            ],
            OccurredAt = Clock.Now,
        });

    public Task CancelAsync(OrderConfirmed order) => DeliverAsync(ACancel(order), order.OrderId);

    public OrderCancelled ACancel(OrderConfirmed order) =>
        new()
        {
            OrderId = order.OrderId,
            SiteCode = "HX01",
            KitchenSiteCode = "HX01",
            ServiceDate = order.ServiceDate,
            MealPeriod = order.MealPeriod,
            ReasonCode = "requested",
            WasConfirmed = true,
            OccurredAt = Clock.Now,
        };

    /// <summary>An order that the courier has, at serving time.</summary>
    public async Task<(OrderConfirmed Order, string Code)> GivenSubmittedAsync()
    {
        var order = await GivenOrderAsync();
        Clock.Now = ServeFrom;
        await RunJobsAsync();
        return (order, (await AttemptsAsync(order)).Single().Code);
    }

    public async Task RunJobsAsync()
    {
        await RunJobAsync<SubmitDueDeliveriesJob>();
        await RunJobAsync<CallCouriersJob>();
    }

    /// <summary>Real time goes on, business time too.</summary>
    public async Task LaterAsync(double seconds)
    {
        Time.Shift += TimeSpan.FromSeconds(seconds);
        Clock.Now += Duration.FromSeconds(seconds);
        await RunJobsAsync();
    }

    public async Task<HttpResponseMessage> CallbackAsync(string body)
    {
        var response = await CreateClient().PostAsync("/webhooks/couriers/fengniao-v2", new StringContent(body, Encoding.UTF8, "application/json"));
        await DrainAsync();
        return response;
    }

    public Task<HttpResponseMessage> CallbackAsync(string code, int status, string? errorCode = null, double seconds = 0) =>
        CallbackAsync(Courier.Callback(code, status, Time.Ms(seconds), errorCode));

    internal async Task<Delivery> DeliveryAsync(OrderConfirmed order)
    {
        await using var db = Services.GetRequiredService<Database<DispatchDbContext>>().Read();
        return await db.Deliveries.SingleAsync(d => d.OrderId == order.OrderId);
    }

    internal async Task<List<DeliveryAttempt>> AttemptsAsync(OrderConfirmed order)
    {
        await using var db = Services.GetRequiredService<Database<DispatchDbContext>>().Read();
        return await db.Attempts.Where(a => db.Deliveries.Any(d => d.Id == a.DeliveryId && d.OrderId == order.OrderId))
            .OrderBy(a => a.Number).ToListAsync();
    }

    /// <param name="createdAt">Real time; null for now.</param>
    /// <param name="then">What became of it.</param>
    internal async Task<Guid> AddAttemptAsync(
        Guid deliveryId, int number, string code, string provider = "fengniao-v2", DateTime? createdAt = null, Action<DeliveryAttempt>? then = null)
    {
        var id = Ids.New();
        await Services.GetRequiredService<Database<DispatchDbContext>>().WriteAsync(
            unit =>
            {
                var attempt = new DeliveryAttempt
                {
                    Id = id,
                    DeliveryId = deliveryId,
                    Number = number,
                    Provider = provider,
                    Code = code,
                    CreatedAt = unit.Now,
                    CreatedAtReal = createdAt ?? Time.GetUtcNow().UtcDateTime,
                };
                then?.Invoke(attempt);
                unit.Db.Attempts.Add(attempt);
                return Task.CompletedTask;
            },
            CancellationToken.None);
        return id;
    }

    internal async Task<List<AttemptEvent>> EventsAsync()
    {
        await using var db = Services.GetRequiredService<Database<DispatchDbContext>>().Read();
        return await db.AttemptEvents.ToListAsync();
    }

    private static readonly string[] Progress =
    [
        nameof(DeliveryRequested), nameof(RiderAssigned), nameof(RiderArrivedAtSite), nameof(MealPickedUp), nameof(RiderAtDoor),
        nameof(MealDelivered), nameof(DeliveryFailed), nameof(DeliveryReturned), nameof(WelfareReported),
    ];

    /// <summary>The names of the facts that were published of an order's progress; messages arrive in any order.</summary>
    public IReadOnlyList<string> FactsOf(OrderConfirmed order) =>
    [
        .. Bus.Published.Where(message => message.GetType().Namespace == typeof(MealDelivered).Namespace)
            .Select(message => (Message: message, Json: JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(message, BuildingBlocks.Http.Json.Options))!))
            .Where(fact => (Guid)fact.Json["orderId"]! == order.OrderId)
            .Select(fact => fact.Message.GetType().Name).Where(Progress.Contains)
            .OrderBy(name => Array.IndexOf(Progress, name)),
    ];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
    }
}

internal static class CourierTime
{
    /// <summary>Milliseconds since 1970, as couriers write instants.</summary>
    public static long Ms(this TimeProvider time, double secondsAhead = 0) => time.GetUtcNow().AddSeconds(secondsAhead).ToUnixTimeMilliseconds();
}
