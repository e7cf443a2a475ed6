using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Operations;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Alerts;
using MealDispatch.Care.Alerts.AcknowledgeAlert;
using MealDispatch.Care.Alerts.ClimbLadders;
using MealDispatch.Care.Alerts.CloseAlert;
using MealDispatch.Care.Alerts.CountAlerts;
using MealDispatch.Care.Alerts.FollowAlerts;
using MealDispatch.Care.Alerts.ListAlerts;
using MealDispatch.Care.Alerts.ReadAlert;
using MealDispatch.Care.Alerts.RecordCall;
using MealDispatch.Care.Checks.CheckUsualMeals;
using MealDispatch.Care.Checks.OnOrderWindowClosed;
using MealDispatch.Care.Data;
using MealDispatch.Care.Data.SqlServer;
using MealDispatch.Care.Data.Sqlite;
using MealDispatch.Care.Housekeeping;
using MealDispatch.Care.Meals.OnBatchClosed;
using MealDispatch.Care.Meals.OnDeliveryFailed;
using MealDispatch.Care.Meals.OnMealDelivered;
using MealDispatch.Care.Meals.OnMealPickedUp;
using MealDispatch.Care.Meals.OnOrderCancelled;
using MealDispatch.Care.Meals.OnOrderConfirmed;
using MealDispatch.Care.Meals.OnOrderRefunded;
using MealDispatch.Care.Meals.OnRiderAtDoor;
using MealDispatch.Care.Messages;
using MealDispatch.Care.Messages.Alarms;
using MealDispatch.Care.Messages.Choices;
using MealDispatch.Care.Messages.Demo;
using MealDispatch.Care.Messages.Inbox;
using MealDispatch.Care.Messages.OnDeliveryNeedsAttention;
using MealDispatch.Care.Messages.OnMealAccountToppedUp;
using MealDispatch.Care.Messages.SendMessages;
using MealDispatch.Care.Messages.TellNews;
using MealDispatch.Care.People;
using MealDispatch.Care.Reports;
using MealDispatch.Care.Reports.OnWelfareReported;
using MealDispatch.Care.Reports.ReportFromBag;
using MealDispatch.Care.Residents;
using MealDispatch.Care.Settings;
using MealDispatch.Care.Sites;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;

namespace MealDispatch.Care;

public sealed class CareModule : IModule
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.AddDatabase<CareDbContext, SqliteCareDbContext, SqlServerCareDbContext>();
        builder.Services
            .AddConsumer<OrderConfirmedConsumer, OrderConfirmed, CareDbContext>()
            .AddConsumer<OrderWindowClosedConsumer, OrderWindowClosed, CareDbContext>()
            .AddConsumer<OrderCancelledConsumer, OrderCancelled, CareDbContext>()
            .AddConsumer<OrderRefundedConsumer, OrderRefunded, CareDbContext>()
            .AddConsumer<RiderAtDoorConsumer, RiderAtDoor, CareDbContext>()
            .AddConsumer<PersonContactChangedConsumer, PersonContactChanged, CareDbContext>()
            .AddConsumer<WelfareReportedConsumer, WelfareReported, CareDbContext>()
            .AddConsumer<ResidentContactChangedConsumer, ResidentContactChanged, CareDbContext>()
            .AddConsumer<ResidentChangedConsumer, ResidentChanged, CareDbContext>()
            .AddConsumer<SiteChangedConsumer, SiteChanged, CareDbContext>()
            .AddConsumer<BatchClosedConsumer, BatchClosed, CareDbContext>()
            .AddConsumer<MealPickedUpConsumer, MealPickedUp, CareDbContext>()
            .AddConsumer<MealDeliveredConsumer, MealDelivered, CareDbContext>()
            .AddConsumer<DeliveryFailedConsumer, DeliveryFailed, CareDbContext>()
            .AddConsumer<DeliveryNeedsAttentionConsumer, DeliveryNeedsAttention, CareDbContext>()
            .AddConsumer<MealAccountToppedUpConsumer, MealAccountToppedUp, CareDbContext>()
            .AddJob<ClimbLaddersJob>()
            .AddJob<CheckUsualMealsJob>()
            .AddJob<ForgetOldJob>()
            .AddJob<TellNewsJob>()
            .AddJob<SendMessagesJob>()
            .AddSingleton<WelfareReports>()
            .AddSingleton<AlertLadder>()
            .AddSingleton<AlertMessages>()
            .AddSingleton<DemoPhones>()
            .AddSingleton(ChannelsOf)
            .AddSingleton<ReportLimits>();
    }

    public static void Map(WebApplication app)
    {
        var group = app.MapService<CareDbContext>();
        group.MapOperations<CareDbContext>();
        ListAlertsEndpoint.Map(group);
        CountAlertsEndpoint.Map(group);
        FollowAlertsEndpoint.Map(group);
        AcknowledgeAlertEndpoint.Map(group);
        CloseAlertEndpoint.Map(group);
        ReadAlertEndpoint.Map(group);
        RecordCallEndpoint.Map(group);
        group.MapCareSettings();
        group.MapInbox();
        group.MapMessageChoices();
        group.MapMessageAlarms();
        if (app.Services.GetRequiredService<DemoMode>().Enabled)
            group.MapDemoMessages();
        ReportFromBagEndpoint.Map(group);
    }

    /// <summary>In a demonstration its own phones; elsewhere the providers that an installation connects as <see cref="IMessageSender"/>.</summary>
    private static Channels ChannelsOf(IServiceProvider services)
    {
        if (!services.GetRequiredService<DemoMode>().Enabled)
            return new Channels(services.GetServices<IMessageSender>());
        var phones = services.GetRequiredService<DemoPhones>();
        return new Channels([new DemoSender(MessageChannel.Sms, phones), new DemoSender(MessageChannel.WeChat, phones)]);
    }
}
