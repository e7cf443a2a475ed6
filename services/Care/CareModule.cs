using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Alerts.AcknowledgeAlert;
using MealDispatch.Care.Alerts.ClimbLadders;
using MealDispatch.Care.Alerts.CloseAlert;
using MealDispatch.Care.Alerts.ListAlerts;
using MealDispatch.Care.Alerts.ReadAlert;
using MealDispatch.Care.Alerts.RecordCall;
using MealDispatch.Care.Bags.OnBatchClosed;
using MealDispatch.Care.Bags.OnDeliveryFailed;
using MealDispatch.Care.Bags.OnMealDelivered;
using MealDispatch.Care.Bags.OnMealPickedUp;
using MealDispatch.Care.Data;
using MealDispatch.Care.Data.Sqlite;
using MealDispatch.Care.Data.SqlServer;
using MealDispatch.Care.Reports.OnWelfareReported;
using MealDispatch.Care.Reports.ReportFromBag;
using MealDispatch.Care.Residents;
using MealDispatch.Care.Settings;
using MealDispatch.Care.Sites;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Registry;

namespace MealDispatch.Care;

public sealed class CareModule : IModule
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.AddDatabase<CareDbContext, SqliteCareDbContext, SqlServerCareDbContext>();
        builder.Services
            .AddConsumer<WelfareReportedConsumer, WelfareReported, CareDbContext>()
            .AddConsumer<ResidentContactChangedConsumer, ResidentContactChanged, CareDbContext>()
            .AddConsumer<ResidentChangedConsumer, ResidentChanged, CareDbContext>()
            .AddConsumer<SiteChangedConsumer, SiteChanged, CareDbContext>()
            .AddConsumer<BatchClosedConsumer, BatchClosed, CareDbContext>()
            .AddConsumer<MealPickedUpConsumer, MealPickedUp, CareDbContext>()
            .AddConsumer<MealDeliveredConsumer, MealDelivered, CareDbContext>()
            .AddConsumer<DeliveryFailedConsumer, DeliveryFailed, CareDbContext>()
            .AddJob<ClimbLaddersJob>()
            .AddSingleton<ReportLimits>();
    }

    public static void Map(WebApplication app)
    {
        var group = app.MapService<CareDbContext>();
        group.MapParkedMessages<CareDbContext>();
        ListAlertsEndpoint.Map(group);
        AcknowledgeAlertEndpoint.Map(group);
        CloseAlertEndpoint.Map(group);
        ReadAlertEndpoint.Map(group);
        RecordCallEndpoint.Map(group);
        group.MapCareSettings();
        ReportFromBagEndpoint.Map(group);
    }
}
