using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Operations;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Registry;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.Data.Sqlite;
using MealDispatch.Ordering.Data.SqlServer;
using MealDispatch.Ordering.Demo;
using MealDispatch.Ordering.MealAccounts.ReadMealAccount;
using MealDispatch.Ordering.MealAccounts.TopUps;
using MealDispatch.Ordering.Menus.ListMenus;
using MealDispatch.Ordering.Menus.PublishMenu;
using MealDispatch.Ordering.Orders;
using MealDispatch.Ordering.Orders.CancelOrder;
using MealDispatch.Ordering.Orders.CloseOrderWindow;
using MealDispatch.Ordering.Orders.CountOrders;
using MealDispatch.Ordering.Orders.FollowDelivery;
using MealDispatch.Ordering.Orders.FollowKitchen;
using MealDispatch.Ordering.Orders.OnSubsidyDecided;
using MealDispatch.Ordering.Orders.OnSubsidySettled;
using MealDispatch.Ordering.Orders.PlaceOrder;
using MealDispatch.Ordering.Orders.QuoteDineIn;
using MealDispatch.Ordering.Orders.QuoteOrder;
using MealDispatch.Ordering.Orders.ReadOrders;
using MealDispatch.Ordering.Orders.ServeDineIn;
using MealDispatch.Ordering.Orders.StreamOrder;
using MealDispatch.Ordering.Residents;
using MealDispatch.Ordering.Sites;

namespace MealDispatch.Ordering;

/// <summary>Menus, order windows, capacity, orders and meal accounts.</summary>
public sealed class OrderingModule : IModule
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.AddDatabase<OrderingDbContext, SqliteOrderingDbContext, SqlServerOrderingDbContext>();
        builder.Services
            .AddSingleton<ResidentLookup>()
            .AddSingleton<OrderWatch>()
            .AddSingleton<PlaceOrder>()
            .AddSingleton<ServeDineIn>()
            .AddSingleton<CloseOrderWindow>()
            .AddSingleton<DemoMenus>()
            .AddSingleton<IDemoSeed>(p => p.GetRequiredService<DemoMenus>())
            .AddSingleton<IDemoSeed, DemoAccounts>()
            .AddConsumer<ResidentChangedConsumer, ResidentChanged, OrderingDbContext>()
            .AddConsumer<ResidentCardChangedConsumer, ResidentCardChanged, OrderingDbContext>()
            .AddConsumer<SiteChangedConsumer, SiteChanged, OrderingDbContext>()
            .AddConsumer<SubsidyDecidedConsumer, SubsidyDecided, OrderingDbContext>()
            .AddConsumer<SubsidyReleasedConsumer, SubsidyReleased, OrderingDbContext>()
            .AddConsumer<SubsidyConsumedConsumer, SubsidyConsumed, OrderingDbContext>()
            .AddConsumer<BatchClosedConsumer, BatchClosed, OrderingDbContext>()
            .AddConsumer<MealPackedConsumer, MealPacked, OrderingDbContext>()
            .AddConsumer<MealUnpackedConsumer, MealUnpacked, OrderingDbContext>()
            .AddConsumer<MealHandedOverConsumer, MealHandedOver, OrderingDbContext>()
            .AddConsumer<MealNotCollectedConsumer, MealNotCollected, OrderingDbContext>()
            .AddConsumer<DeliveryRequestedConsumer, DeliveryRequested, OrderingDbContext>()
            .AddConsumer<RiderAssignedConsumer, RiderAssigned, OrderingDbContext>()
            .AddConsumer<RiderArrivedAtSiteConsumer, RiderArrivedAtSite, OrderingDbContext>()
            .AddConsumer<MealPickedUpConsumer, MealPickedUp, OrderingDbContext>()
            .AddConsumer<RiderAtDoorConsumer, RiderAtDoor, OrderingDbContext>()
            .AddConsumer<MealDeliveredConsumer, MealDelivered, OrderingDbContext>()
            .AddConsumer<DeliveryFailedConsumer, DeliveryFailed, OrderingDbContext>()
            .AddConsumer<DeliveryReturnedConsumer, DeliveryReturned, OrderingDbContext>()
            .AddJob<CloseOrderWindowJob>();
    }

    public static void Map(WebApplication app)
    {
        var group = app.MapService<OrderingDbContext>();
        group.MapOperations<OrderingDbContext>();
        if (app.Services.GetRequiredService<DemoMode>().Enabled)
        {
            group.AddEndpointFilter(EnsureDemoMenusAsync);
            DemoPayments.Map(group);
        }

        PublishMenuEndpoint.Map(group);
        ListMenusEndpoint.Map(group);
        QuoteOrderEndpoint.Map(group);
        PlaceOrderEndpoint.Map(group);
        GetOrderEndpoint.Map(group);
        ListOrdersEndpoint.Map(group);
        CountOrdersEndpoint.Map(group);
        StreamOrderEndpoint.Map(group);
        CancelOrderEndpoint.Map(group);
        ServeDineInEndpoint.Map(group);
        QuoteDineInEndpoint.Map(group);
        ReadMealAccountEndpoint.Map(group);
        TopUpEndpoint.Map(group);
    }

    private static async ValueTask<object?> EnsureDemoMenusAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        await context.HttpContext.RequestServices.GetRequiredService<DemoMenus>().EnsureAsync(context.HttpContext.RequestAborted);
        return await next(context);
    }
}
