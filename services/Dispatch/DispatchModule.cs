using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Dispatch.Attempts.CallCouriers;
using MealDispatch.Dispatch.Attempts.ReceiveCallback;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Couriers.FengniaoV2;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Data.Sqlite;
using MealDispatch.Dispatch.Data.SqlServer;
using MealDispatch.Dispatch.Deliveries.GetDelivery;
using MealDispatch.Dispatch.Deliveries.GetTrack;
using MealDispatch.Dispatch.Deliveries.ListDeliveries;
using MealDispatch.Dispatch.Deliveries.OnBatchClosed;
using MealDispatch.Dispatch.Deliveries.OnOrderCancelled;
using MealDispatch.Dispatch.Deliveries.OnOrderConfirmed;
using MealDispatch.Dispatch.Deliveries.ReportWelfare;
using MealDispatch.Dispatch.Deliveries.SubmitDueDeliveries;
using MealDispatch.Dispatch.OwnRiders.AdvanceTask;
using MealDispatch.Dispatch.OwnRiders.ListTasks;
using MealDispatch.Dispatch.OwnRiders.ReportPositions;
using MealDispatch.Dispatch.Places;
using MealDispatch.Dispatch.Residents;
using MealDispatch.Dispatch.Sites;

namespace MealDispatch.Dispatch;

/// <summary>Deliveries: when they are handed to whom, how couriers are followed, and the town's own riders.</summary>
public sealed class DispatchModule : IModule
{
    public static void Add(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddDatabase<DispatchDbContext, SqliteDispatchDbContext, SqlServerDispatchDbContext>();
        services.AddConsumer<OrderConfirmedConsumer, OrderConfirmed, DispatchDbContext>();
        services.AddConsumer<OrderCancelledConsumer, OrderCancelled, DispatchDbContext>();
        services.AddConsumer<BatchClosedConsumer, BatchClosed, DispatchDbContext>();
        services.AddConsumer<ResidentContactChangedConsumer, ResidentContactChanged, DispatchDbContext>();
        services.AddConsumer<SiteChangedConsumer, SiteChanged, DispatchDbContext>();

        services.AddSingleton<SubmitAttempt>();
        services.AddSingleton<QueryAttempt>();
        services.AddSingleton<CancelAttempt>();
        services.AddSingleton<StoreCallback>();
        services.AddSingleton<CallbackLimiter>();
        services.AddSingleton<RecordPosition>();
        services.AddJob<SubmitDueDeliveriesJob>();
        services.AddJob<CallCouriersJob>();
        AddCouriers(builder);
    }

    public static void Map(WebApplication app)
    {
        var group = app.MapService<DispatchDbContext>();
        group.MapParkedMessages<DispatchDbContext>();
        GetDeliveryEndpoint.Map(group);
        ListDeliveriesEndpoint.Map(group);
        GetTrackEndpoint.Map(group);
        ReportWelfareEndpoint.Map(group);
        ListTasksEndpoint.Map(group);
        AdvanceTaskEndpoint.Map(group);
        ReportPositionsEndpoint.Map(group);
        ReceiveCallbackEndpoint.Map(group);
    }

    private static void AddCouriers(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var settings = builder.Configuration.GetSection("Couriers");
        var options = settings.Get<CourierOptions>() ?? new CourierOptions();
        if (options.PollSeconds is not (> 0 and <= 3600) || options.TimeoutSeconds is not (> 0 and <= 60) || options.AssignMinutes is not > 0)
            throw new StartupRefusedException("Couriers__PollSeconds, Couriers__TimeoutSeconds or Couriers__AssignMinutes is out of range.");
        services.AddSingleton(options);
        services.AddSingleton<CourierList>();
        services.AddSingleton<ICourierTokenStore, CourierTokenStore>();

        var fengniao = settings.GetSection("FengniaoV2").Get<FengniaoOptions>() ?? new FengniaoOptions();
        if (!fengniao.IsComplete)
            return;
        if (!Uri.TryCreate(fengniao.BaseUrl, UriKind.Absolute, out _) || !Uri.TryCreate(fengniao.NotifyUrl, UriKind.Absolute, out _))
            throw new StartupRefusedException("Couriers__FengniaoV2__BaseUrl and __CallbackBaseUrl must be absolute addresses.");
        services.AddSingleton(fengniao);
        services.AddHttpClient(FengniaoCourier.Code, client => client.Timeout = options.Timeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            .RemoveAllLoggers();
        services.AddSingleton(p => new FengniaoTokens(fengniao, Http(p), p.GetRequiredService<ICourierTokenStore>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICourier>(p =>
        {
            var tokens = p.GetRequiredService<FengniaoTokens>();
            return new FengniaoCourier(fengniao, new FengniaoClient(fengniao, Http(p), tokens), tokens);
        });
    }

    private static HttpClient Http(IServiceProvider services) =>
        services.GetRequiredService<IHttpClientFactory>().CreateClient(FengniaoCourier.Code);
}
