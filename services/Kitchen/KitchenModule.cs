using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Operations;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Kitchen.Batches.CloseBatch;
using MealDispatch.Kitchen.Batches.CloseDueBatches;
using MealDispatch.Kitchen.Batches.FollowKitchen;
using MealDispatch.Kitchen.Batches.ListBatches;
using MealDispatch.Kitchen.Batches.OnOrderCancelled;
using MealDispatch.Kitchen.Batches.OnOrderConfirmed;
using MealDispatch.Kitchen.Batches.OnOrderWindowClosed;
using MealDispatch.Kitchen.Batches.ShowBatch;
using MealDispatch.Kitchen.Batches.ShowBatchTickets;
using MealDispatch.Kitchen.Batches.ShowProductionSheet;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Data.Sqlite;
using MealDispatch.Kitchen.Data.SqlServer;
using MealDispatch.Kitchen.Demo;
using MealDispatch.Kitchen.Figures.ForecastMeals;
using MealDispatch.Kitchen.Figures.OnMealServed;
using MealDispatch.Kitchen.Figures.ShowMonth;
using MealDispatch.Kitchen.FoodSafety.RecordFoodSafety;
using MealDispatch.Kitchen.FoodSafety.ShowFoodSafety;
using MealDispatch.Kitchen.MenuChecks.CheckMenu;
using MealDispatch.Kitchen.Printing;
using MealDispatch.Kitchen.Printing.CheckPrinters;
using MealDispatch.Kitchen.Printing.DecidePrint;
using MealDispatch.Kitchen.Printing.ListPrinters;
using MealDispatch.Kitchen.Printing.ListPrintJobs;
using MealDispatch.Kitchen.Printing.PrintTickets;
using MealDispatch.Kitchen.Printing.SendPrintJobs;
using MealDispatch.Kitchen.Printing.SetPrinter;
using MealDispatch.Kitchen.Printing.ShowPrinter;
using MealDispatch.Kitchen.Recalls.FindRecipients;
using MealDispatch.Kitchen.Residents;
using MealDispatch.Kitchen.Sites;
using MealDispatch.Kitchen.Slips;
using MealDispatch.Kitchen.Tickets.FollowDelivery;
using MealDispatch.Kitchen.Tickets.HandOverMeal;
using MealDispatch.Kitchen.Tickets.PackMeal;
using MealDispatch.Kitchen.Tickets.RecordNotCollected;
using MealDispatch.Kitchen.Tickets.ShowTicket;
using MealDispatch.Kitchen.Tickets.UnpackMeal;

namespace MealDispatch.Kitchen;

/// <summary>Batches, tickets, printing, packing and hand-over at the counter.</summary>
public sealed class KitchenModule : IModule
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.AddDatabase<KitchenDbContext, SqliteKitchenDbContext, SqlServerKitchenDbContext>();
        var services = builder.Services;
        services.AddOptions<KitchenOptions>().Bind(builder.Configuration.GetSection("Kitchen"))
            .Validate(o => o.CloseAnywayAfter >= TimeSpan.Zero, "Kitchen__CloseAnywayAfter is a time span of zero or more").ValidateOnStart();
        services.AddSingleton(AllowedNetworksOf(builder));
        services.AddSingleton<SlipMaker>();
        services.Configure<PrintingOptions>(builder.Configuration.GetSection("Printing"));

        services.AddConsumer<OrderConfirmedConsumer, OrderConfirmed, KitchenDbContext>();
        services.AddConsumer<OrderCancelledConsumer, OrderCancelled, KitchenDbContext>();
        services.AddConsumer<OrderWindowClosedConsumer, OrderWindowClosed, KitchenDbContext>();
        services.AddConsumer<MealServedConsumer, MealServed, KitchenDbContext>();
        services.AddConsumer<ResidentContactChangedConsumer, ResidentContactChanged, KitchenDbContext>();
        services.AddConsumer<ResidentCardChangedConsumer, ResidentCardChanged, KitchenDbContext>();
        services.AddConsumer<MealPickedUpConsumer, MealPickedUp, KitchenDbContext>();
        services.AddConsumer<MealDeliveredConsumer, MealDelivered, KitchenDbContext>();
        services.AddConsumer<SiteChangedConsumer, SiteChanged, KitchenDbContext>();

        services.AddJob<CloseDueBatchesJob>();
        services.AddJob<SendPrintJobsJob>();
        services.AddJob<CheckPrintersJob>();
        services.Configure<DemoPrinterOptions>(builder.Configuration.GetSection("Kitchen:DemoPrinters"));
        services.AddSingleton<IDemoSeed, DemoPrinters>();
    }

    public static void Map(WebApplication app)
    {
        var service = app.MapService<KitchenDbContext>();
        service.MapOperations<KitchenDbContext>();
        var group = service.MapGroup("/api/kitchen");
        ListBatchesEndpoint.Map(group);
        ShowBatchEndpoint.Map(group);
        FollowKitchenEndpoint.Map(group);
        CloseBatchEndpoint.Map(group);
        ShowProductionSheetEndpoint.Map(group);
        ShowBatchTicketsEndpoint.Map(group);
        ShowTicketEndpoint.Map(group);
        PackMealEndpoint.Map(group);
        UnpackMealEndpoint.Map(group);
        HandOverMealEndpoint.Map(group);
        RecordNotCollectedEndpoint.Map(group);
        RecordFoodSafetyEndpoint.Map(group);
        ShowFoodSafetyEndpoint.Map(group);
        FindRecipientsEndpoint.Map(group);
        CheckMenuEndpoint.Map(group);
        ForecastMealsEndpoint.Map(group);
        ShowMonthEndpoint.Map(group);
        PrintTicketsEndpoint.Map(group);
        ListPrintJobsEndpoint.Map(group);
        DecidePrintEndpoint.Map(group);
        ListPrintersEndpoint.Map(group);
        SetPrinterEndpoint.Map(group);
        ShowPrinterEndpoint.Map(group);
    }

    /// <summary>None unless set; in demo mode this machine only.</summary>
    private static AllowedNetworks AllowedNetworksOf(WebApplicationBuilder builder)
    {
        var setting = builder.Configuration.GetSection("Printing:AllowedNetworks");
        var cidrs = setting.Get<string[]>() ?? setting.Value?.Split(',', StringSplitOptions.RemoveEmptyEntries)
            ?? (builder.Configuration.GetValue("Demo:Enabled", false) ? ["127.0.0.0/8", "::1/128"] : []);
        return AllowedNetworks.Parse(cidrs)
            ?? throw new StartupRefusedException("Printing__AllowedNetworks holds something that is not a network like 192.168.1.0/24.");
    }
}
