using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Operations;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts.Care;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Subsidy.Budgets.PostBudget;
using MealDispatch.Subsidy.Budgets.ReadBudgets;
using MealDispatch.Subsidy.Budgets.ReadBurnDown;
using MealDispatch.Subsidy.Budgets.TopUpBudget;
using MealDispatch.Subsidy.Budgets.TransferBudget;
using MealDispatch.Subsidy.ClawBacks;
using MealDispatch.Subsidy.CourierStatements;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Data.Sqlite;
using MealDispatch.Subsidy.Data.SqlServer;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Decisions.ListDecisions;
using MealDispatch.Subsidy.Decisions.OnOrderPlaced;
using MealDispatch.Subsidy.Decisions.PreviewSubsidy;
using MealDispatch.Subsidy.Decisions.QuoteSubsidy;
using MealDispatch.Subsidy.Decisions.ReadDecision;
using MealDispatch.Subsidy.Decisions.SimulateSubsidy;
using MealDispatch.Subsidy.Demo;
using MealDispatch.Subsidy.Flags;
using MealDispatch.Subsidy.Flags.CheckMonth;
using MealDispatch.Subsidy.Ledger;
using MealDispatch.Subsidy.Ledger.ExportLedger;
using MealDispatch.Subsidy.Ledger.ReadBalances;
using MealDispatch.Subsidy.Ledger.ReadHeads;
using MealDispatch.Subsidy.Ledger.ReadLedger;
using MealDispatch.Subsidy.Ledger.Sealing;
using MealDispatch.Subsidy.Ledger.VerifyLedger;
using MealDispatch.Subsidy.Outcomes.GatherEvidence;
using MealDispatch.Subsidy.Outcomes.OnDeliveryFailed;
using MealDispatch.Subsidy.Outcomes.OnMealDelivered;
using MealDispatch.Subsidy.Outcomes.OnMealHandedOver;
using MealDispatch.Subsidy.Outcomes.OnMealNotCollected;
using MealDispatch.Subsidy.Outcomes.OnMealPickedUp;
using MealDispatch.Subsidy.Outcomes.OnMealServed;
using MealDispatch.Subsidy.Outcomes.OnOrderCancelled;
using MealDispatch.Subsidy.Reports.ReadReport;
using MealDispatch.Subsidy.Residents;
using MealDispatch.Subsidy.Review;
using MealDispatch.Subsidy.Samples;
using MealDispatch.Subsidy.Schemes;
using MealDispatch.Subsidy.Schemes.ActivateScheme;
using MealDispatch.Subsidy.Schemes.CheckScheme;
using MealDispatch.Subsidy.Schemes.CloseVersion;
using MealDispatch.Subsidy.Schemes.PostScheme;
using MealDispatch.Subsidy.Schemes.ReadSchemes;
using MealDispatch.Subsidy.Schemes.ReplaceDraft;
using MealDispatch.Subsidy.Settlements;
using MealDispatch.Subsidy.Sites;
using MealDispatch.Subsidy.ToDo.CountToDo;
using MealDispatch.Subsidy.WhatIf.RunWhatIf;
using Question = MealDispatch.Contracts.Subsidy.QuoteSubsidy;

namespace MealDispatch.Subsidy;

/// <summary>Schemes, decisions, day-rights, and the ledger of public money.</summary>
public sealed class SubsidyModule : IModule
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.AddDatabase<SubsidyDbContext, SqliteSubsidyDbContext, SqlServerSubsidyDbContext>();
        var services = builder.Services;
        services.AddSingleton<SchemeBook>();
        services.AddSingleton<MealFacts>();
        services.AddSingleton<KnownResident>();
        services.AddConsumer<ResidentChangedConsumer, ResidentChanged, SubsidyDbContext>();
        services.AddConsumer<SiteChangedConsumer, SiteChanged, SubsidyDbContext>();
        services.AddConsumer<OrderPlacedConsumer, OrderPlaced, SubsidyDbContext>();
        services.AddConsumer<OrderCancelledConsumer, OrderCancelled, SubsidyDbContext>();
        services.AddConsumer<MealServedConsumer, MealServed, SubsidyDbContext>();
        services.AddConsumer<MealHandedOverConsumer, MealHandedOver, SubsidyDbContext>();
        services.AddConsumer<MealNotCollectedConsumer, MealNotCollected, SubsidyDbContext>();
        services.AddConsumer<MealPickedUpConsumer, MealPickedUp, SubsidyDbContext>();
        services.AddConsumer<MealDeliveredConsumer, MealDelivered, SubsidyDbContext>();
        services.AddConsumer<DeliveryFailedConsumer, DeliveryFailed, SubsidyDbContext>();
        services.AddConsumer<OrderConfirmedConsumer, OrderConfirmed, SubsidyDbContext>();
        services.AddConsumer<OrderRefundedConsumer, OrderRefunded, SubsidyDbContext>();
        services.AddConsumer<TicketPrintedConsumer, TicketPrinted, SubsidyDbContext>();
        services.AddConsumer<MealPackedConsumer, MealPacked, SubsidyDbContext>();
        services.AddConsumer<MealUnpackedConsumer, MealUnpacked, SubsidyDbContext>();
        services.AddConsumer<RiderAtDoorConsumer, RiderAtDoor, SubsidyDbContext>();
        services.AddConsumer<WelfareReportedConsumer, WelfareReported, SubsidyDbContext>();
        services.AddConsumer<CareAlertRaisedConsumer, CareAlertRaised, SubsidyDbContext>();
        services.AddConsumer<CareAlertClosedConsumer, CareAlertClosed, SubsidyDbContext>();
        services.AddAnswer<QuoteSubsidyAnswer, Question, SubsidyQuote>("subsidy");
        services.AddSingleton<LedgerSigning>();
        services.AddJob<SealLedgerJob>();
        services.AddSingleton<CheckMonth>();
        services.AddJob<CheckMonthsJob>();
        services.AddSingleton<IDemoSeed, HuaxinSeed>();
    }

    public static void Map(WebApplication app)
    {
        var subsidy = app.MapService<SubsidyDbContext>();
        subsidy.MapOperations<SubsidyDbContext>();
        subsidy.MapPostScheme();
        subsidy.MapCheckScheme();
        subsidy.MapReplaceDraft();
        subsidy.MapActivateScheme();
        subsidy.MapCloseVersion();
        subsidy.MapReadSchemes();
        subsidy.MapPostBudget();
        subsidy.MapReadBudgets();
        subsidy.MapTopUpBudget();
        subsidy.MapTransferBudget();
        subsidy.MapReadBurnDown();
        subsidy.MapPreviewSubsidy();
        subsidy.MapSimulateSubsidy();
        subsidy.MapReadDecision();
        subsidy.MapListDecisions();
        subsidy.MapRunWhatIf();
        subsidy.MapReadLedger();
        subsidy.MapReadBalances();
        subsidy.MapVerifyLedger();
        subsidy.MapExportLedger();
        subsidy.MapReadHeads();
        subsidy.MapReadReport();
        subsidy.MapSettlements();
        subsidy.MapCourierStatements();
        subsidy.MapReviews();
        subsidy.MapClawBacks();
        subsidy.MapSamples();
        subsidy.MapFlags();
        subsidy.MapCountToDo();
    }
}
