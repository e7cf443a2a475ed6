using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Operations;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Dispatch.Attempts.CallCouriers;
using MealDispatch.Dispatch.Attempts.ReceiveCallback;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Data.Sqlite;
using MealDispatch.Dispatch.Data.SqlServer;
using MealDispatch.Dispatch.Deliveries.GetDelivery;
using MealDispatch.Dispatch.Deliveries.GiveToOwnRiders;
using MealDispatch.Dispatch.Deliveries.ListDeliveries;
using MealDispatch.Dispatch.Deliveries.MapDeliveries;
using MealDispatch.Dispatch.Deliveries.OnBatchClosed;
using MealDispatch.Dispatch.Deliveries.OnMealPacked;
using MealDispatch.Dispatch.Deliveries.OnMealUnpacked;
using MealDispatch.Dispatch.Deliveries.OnOrderCancelled;
using MealDispatch.Dispatch.Deliveries.OnOrderConfirmed;
using MealDispatch.Dispatch.Deliveries.ReportWelfare;
using MealDispatch.Dispatch.Deliveries.SubmitDueDeliveries;
using MealDispatch.Dispatch.Deliveries.WatchDeliveries;
using MealDispatch.Dispatch.OwnRiders.AdvanceTask;
using MealDispatch.Dispatch.OwnRiders.DeclineTask;
using MealDispatch.Dispatch.OwnRiders.LeaveShift;
using MealDispatch.Dispatch.OwnRiders.ListRiders;
using MealDispatch.Dispatch.OwnRiders.ListShifts;
using MealDispatch.Dispatch.OwnRiders.ListTasks;
using MealDispatch.Dispatch.OwnRiders.OpenShift;
using MealDispatch.Dispatch.OwnRiders.OrderStops;
using MealDispatch.Dispatch.OwnRiders.PlanWaves;
using MealDispatch.Dispatch.OwnRiders.ReportPositions;
using MealDispatch.Dispatch.Places;
using MealDispatch.Dispatch.Proofs;
using MealDispatch.Dispatch.Proofs.ShowProofs;
using MealDispatch.Dispatch.Proofs.TakeProof;
using MealDispatch.Dispatch.Residents;
using MealDispatch.Dispatch.Sites;
using MealDispatch.Dispatch.Tracks;
using MealDispatch.Dispatch.Tracks.DeleteOldRows;
using MealDispatch.Dispatch.Tracks.FollowTrack;
using MealDispatch.Dispatch.Tracks.GetTrack;
using MealDispatch.Dispatch.Tracks.StorePositions;

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
        services.AddConsumer<MealPackedConsumer, MealPacked, DispatchDbContext>();
        services.AddConsumer<MealUnpackedConsumer, MealUnpacked, DispatchDbContext>();
        services.AddConsumer<ResidentContactChangedConsumer, ResidentContactChanged, DispatchDbContext>();
        services.AddConsumer<SiteChangedConsumer, SiteChanged, DispatchDbContext>();

        services.AddSingleton<QuoteAttempt>();
        services.AddSingleton<SubmitAttempt>();
        services.AddSingleton<QueryAttempt>();
        services.AddSingleton<CancelAttempt>();
        services.AddSingleton<AnswerRider>();
        services.AddSingleton<StoreCallback>();
        services.AddSingleton<CallbackLimiter>();
        services.AddSingleton<RecordPosition>();
        services.AddSingleton<ReceiptCodes>();
        services.AddJob<SubmitDueDeliveriesJob>();
        services.AddJob<CallCouriersJob>();
        services.AddJob<WatchDeliveriesJob>();
        services.AddSingleton<WavePlanner>();
        services.AddJob<PlanWavesJob>();
        AddTracks(builder);
        builder.AddCouriers();
    }

    public static void Map(WebApplication app)
    {
        var group = app.MapService<DispatchDbContext>();
        group.MapOperations<DispatchDbContext>();
        GetDeliveryEndpoint.Map(group);
        ListDeliveriesEndpoint.Map(group);
        MapDeliveriesEndpoint.Map(group);
        GetTrackEndpoint.Map(group);
        FollowTrackEndpoint.Map(group);
        ReportWelfareEndpoint.Map(group);
        GiveToOwnRidersEndpoint.Map(group);
        ShowProofsEndpoint.Map(group);
        TakeProofEndpoint.Map(group);
        ListTasksEndpoint.Map(group);
        AdvanceTaskEndpoint.Map(group);
        DeclineTaskEndpoint.Map(group);
        ListRidersEndpoint.Map(group);
        OpenShiftEndpoint.Map(group);
        ListShiftsEndpoint.Map(group);
        LeaveShiftEndpoint.Map(group);
        OrderStopsEndpoint.Map(group);
        ReportPositionsEndpoint.Map(group);
        ReceiveCallbackEndpoint.Map(group);
    }

    private static void AddTracks(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Tracks").Get<TrackOptions>() ?? new TrackOptions();
        if (options.KeepDays is not (>= 1 and <= 366) || options.KeepPhotoDays is not (>= 1 and <= 366))
            throw new StartupRefusedException("Tracks__KeepDays or Tracks__KeepPhotoDays is out of range (1 to 366).");
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<LivePositions>();
        builder.Services.AddSingleton<ReadTrack>();
        builder.Services.AddJob<StorePositionsJob>();
        builder.Services.AddJob<DeleteOldRowsJob>();
    }
}
