using System.Text.Json;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Care;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using MealDispatch.Subsidy.Tests.Engine;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Support;

/// <summary>A subdistrict of its own with officers, one active scheme and one budget, so that tests share a host and nothing else.</summary>
internal sealed class ATown(SubsidyFactory factory)
{
    public static readonly LocalDate Today = new(2025, 7, 1);

    public string Subdistrict { get; } = "s-" + Ids.New().ToString("N")[..20];

    public string Scheme => "HX-" + Subdistrict[2..];

    public string Budget => "B-" + Subdistrict[2..];

    public SubsidyFactory Factory => factory;

    public HttpClient Officer { get; private set; } = null!;

    public HttpClient OtherOfficer { get; private set; } = null!;

    public HttpClient Auditor { get; private set; } = null!;

    public static async Task<ATown> OpenAsync(SubsidyFactory factory, long budgetFen = 100_000_000, Func<Scheme, Scheme>? change = null, string whenExhausted = "stop")
    {
        var town = await WithoutSchemeAsync(factory);
        await (await town.Officer.PostAsync("/api/subsidy/budgets", new { code = town.Budget, fen = budgetFen, from = "2025-01-01", to = (string?)null, whenExhausted })).JsonAsync(201);
        await town.ActivateAsync(town.SchemeJson(change));
        return town;
    }

    /// <summary>What the town is asked for over HTTP, as JSON.</summary>
    public async Task<JsonNode> WhatIfAsync(object request) => await (await Auditor.PostAsync("/api/subsidy/what-if", request)).JsonAsync();

    public static async Task<ATown> WithoutSchemeAsync(SubsidyFactory factory)
    {
        var town = new ATown(factory);
        town.Officer = await factory.SignedInAsync(Role.Officer, town.Subdistrict);
        town.OtherOfficer = await factory.SignedInAsync(Role.Officer, town.Subdistrict);
        town.Auditor = await factory.SignedInAsync(Role.Auditor, town.Subdistrict);
        return town;
    }

    /// <summary>Half price, at most 6.00, one meal a day; changed as wished.</summary>
    public JsonObject SchemeJson(Func<Scheme, Scheme>? change = null)
    {
        var scheme = Examples.HalfPrice with { Code = Scheme, Subdistrict = Subdistrict, Funders = [new Funder(Budget, 100)] };
        var json = JsonSerializer.SerializeToNode(change is null ? scheme : change(scheme), EngineJson.Options)!.AsObject();
        json.Remove("version");
        return json;
    }

    public async Task ActivateAsync(JsonObject scheme)
    {
        var draft = await (await Officer.PostAsync("/api/subsidy/schemes", scheme)).JsonAsync(201);
        await (await OtherOfficer.PostAsync($"/api/subsidy/schemes/{draft["code"]}/versions/{draft["version"]}/activate", null)).JsonAsync();
    }

    public OrderPlaced AnOrder(Guid? resident = null, long foodFen = 1600, long feeFen = 0, LocalDate? on = null, Fulfilment fulfilment = Fulfilment.DineIn, string site = "HX01", MealPeriod period = MealPeriod.Lunch) => new()
    {
        OrderId = Ids.New(),
        Number = "N" + Ids.New().ToString("N")[..12],
        ResidentId = resident ?? Ids.New(),
        BirthDate = new LocalDate(1950, 3, 15),
        StatusOnServiceDate = ResidentStatus.Active,
        Categories = [],
        Subdistrict = Subdistrict,
        Community = "c-1",
        SiteCode = site,
        ServiceDate = on ?? Today,
        MealPeriod = period,
        Fulfilment = fulfilment,
        FoodFen = foodFen,
        DeliveryFeeFen = feeFen,
        PlacedBy = Ids.New(),
        OrderedBy = OrderedBy.Family,
        OccurredAt = factory.Clock.Now,
    };

    public async Task<SubsidyDecided> PlaceAsync(OrderPlaced order)
    {
        await factory.DeliverAsync(order, order.OrderId);
        return factory.Bus.PublishedOf<SubsidyDecided>().Single(d => d.OrderId == order.OrderId);
    }

    public Task ServeAsync(OrderPlaced order, PresenceEvidence evidence = PresenceEvidence.Card, string? reason = null) => factory.DeliverAsync(
        new MealServed
        {
            OrderId = order.OrderId, ResidentId = order.ResidentId, SiteCode = order.SiteCode, Evidence = evidence, OverrideReason = reason,
            PayableFen = PayableOf(order), PaymentMethod = PaymentMethod.AtSite, OccurredAt = factory.Clock.Now,
        },
        order.OrderId);

    public Task ConfirmAsync(OrderPlaced order) => factory.DeliverAsync(
        new OrderConfirmed
        {
            OrderId = order.OrderId, Number = order.Number, ResidentId = order.ResidentId, Subdistrict = order.Subdistrict, SiteCode = order.SiteCode,
            KitchenSiteCode = order.SiteCode, ServiceDate = order.ServiceDate, MealPeriod = order.MealPeriod, Fulfilment = order.Fulfilment, Lines = [],
            Remark = null, PayableFen = PayableOf(order), SubsidyFen = GrantedOf(order), PaymentMethod = PaymentMethod.MealAccount, CutoffAt = factory.Clock.Now,
            ServeFrom = factory.Clock.Now, ServeTo = factory.Clock.Now, AfterCutoff = false, OccurredAt = factory.Clock.Now,
        },
        order.OrderId);

    public Task RefundAsync(OrderPlaced order) =>
        factory.DeliverAsync(new OrderRefunded { OrderId = order.OrderId, AmountFen = PayableOf(order), OccurredAt = factory.Clock.Now }, order.OrderId);

    public Task PrintAsync(OrderPlaced order, int copy = 1) => factory.DeliverAsync(
        new TicketPrinted { OrderId = order.OrderId, TicketCode = "T", Copy = copy, OccurredAt = factory.Clock.Now + Duration.FromMinutes(copy) }, order.OrderId, copy);

    public Task PackAsync(OrderPlaced order) =>
        factory.DeliverAsync(new MealPacked { OrderId = order.OrderId, TicketCode = "T", OccurredAt = factory.Clock.Now }, order.OrderId);

    public Task ReachDoorAsync(OrderPlaced order) => factory.DeliverAsync(
        new RiderAtDoor { DeliveryId = order.OrderId, OrderId = order.OrderId, Provider = "fengniao-v2", OccurredAt = factory.Clock.Now }, order.OrderId);

    public Task ReportVisitAsync(OrderPlaced order, WelfareLevel level = WelfareLevel.Well, int afterMinutes = 0) => factory.DeliverAsync(
        new WelfareReported
        {
            ReportId = Ids.New(), DeliveryId = order.OrderId, OrderId = order.OrderId, ResidentId = order.ResidentId, SiteCode = order.SiteCode, Level = level, Codes = [],
            Note = null, Source = "rider", OccurredAt = factory.Clock.Now + Duration.FromMinutes(afterMinutes),
        },
        order.OrderId, afterMinutes);

    public Task RaiseAlertAsync(OrderPlaced order, int afterMinutes) => factory.DeliverAsync(
        new CareAlertRaised
        {
            AlertId = Ids.New(), Cause = CareAlertCause.Report, Level = WelfareLevel.Concern, ResidentId = order.ResidentId, SiteCode = order.SiteCode,
            OrderId = order.OrderId, OccurredAt = factory.Clock.Now + Duration.FromMinutes(afterMinutes),
        },
        order.OrderId, afterMinutes);

    public Task CloseAlertAsync(OrderPlaced order, int afterMinutes) => factory.DeliverAsync(
        new CareAlertClosed
        {
            AlertId = Ids.New(), ResidentId = order.ResidentId, SiteCode = order.SiteCode, OrderId = order.OrderId,
            OccurredAt = factory.Clock.Now + Duration.FromMinutes(afterMinutes),
        },
        order.OrderId, afterMinutes);

    private long GrantedOf(OrderPlaced order) => factory.Bus.PublishedOf<SubsidyDecided>().SingleOrDefault(d => d.OrderId == order.OrderId)?.TotalFen ?? 0;

    private long PayableOf(OrderPlaced order) => order.FoodFen + order.DeliveryFeeFen - GrantedOf(order);

    public Task HandOverAsync(OrderPlaced order) => factory.DeliverAsync(
        new MealHandedOver { OrderId = order.OrderId, TicketCode = "T", Evidence = PresenceEvidence.Override, OverrideReason = "known", OccurredAt = factory.Clock.Now }, order.OrderId);

    public Task NotCollectedAsync(OrderPlaced order) => factory.DeliverAsync(
        new MealNotCollected { OrderId = order.OrderId, TicketCode = "T", Reason = "closed", OccurredAt = factory.Clock.Now }, order.OrderId);

    public Task CancelAsync(OrderPlaced order) => factory.DeliverAsync(
        new OrderCancelled
        {
            OrderId = order.OrderId, SiteCode = order.SiteCode, KitchenSiteCode = order.SiteCode, ServiceDate = order.ServiceDate, MealPeriod = order.MealPeriod,
            ReasonCode = "requested", WasConfirmed = true, OccurredAt = factory.Clock.Now,
        },
        order.OrderId);

    public Task PickUpAsync(OrderPlaced order, string? reference = "FN-1", string? attempt = null) => factory.DeliverAsync(
        new MealPickedUp
        {
            DeliveryId = order.OrderId, OrderId = order.OrderId, Provider = "fengniao-v2", RiderName = null, RiderPhone = null, ProviderReference = reference,
            AttemptCode = attempt, OccurredAt = factory.Clock.Now,
        },
        order.OrderId);

    public Task DeliverAsync(OrderPlaced order, long? courierFeeFen = null) => factory.DeliverAsync(
        new MealDelivered
        {
            DeliveryId = order.OrderId, OrderId = order.OrderId, Provider = "fengniao-v2", DistanceMeters = 12, CourierFeeFen = courierFeeFen, OccurredAt = factory.Clock.Now,
        },
        order.OrderId);

    public Task FailAsync(OrderPlaced order, DeliveryFailure reason) => factory.DeliverAsync(
        new DeliveryFailed { DeliveryId = order.OrderId, OrderId = order.OrderId, Provider = "fengniao-v2", Reason = reason, PickedUp = true, OccurredAt = factory.Clock.Now }, order.OrderId);

    /// <summary>How the order ended, in the words of what was published: each exactly once or not at all.</summary>
    public string EndOf(OrderPlaced order)
    {
        var consumed = factory.Bus.PublishedOf<SubsidyConsumed>().Where(m => m.OrderId == order.OrderId).Select(m => $"consumed {m.AmountFen}{(m.NoShow ? " no-show" : "")}");
        var released = factory.Bus.PublishedOf<SubsidyReleased>().Where(m => m.OrderId == order.OrderId).Select(m => $"released {m.AmountFen}");
        return string.Join(", ", consumed.Concat(released));
    }

    public async Task<IReadOnlyDictionary<string, long>> BalancesAsync() =>
        (await Auditor.GetJsonAsync("/api/subsidy/ledger/balances"))["items"]!.AsArray().ToDictionary(b => (string)b!["account"]!, b => (long)b!["balanceFen"]!);

    /// <summary>The accounts that meals move, without those that hold what was set aside.</summary>
    public async Task<IReadOnlyDictionary<string, long>> GivenAsync() =>
        (await BalancesAsync()).Where(b => !b.Key.StartsWith("appropriation:", StringComparison.Ordinal) && !b.Key.StartsWith("allotted:", StringComparison.Ordinal)).ToDictionary();

    public async Task<(long Reserved, long Granted, long Remaining)> BudgetAsync()
    {
        var budget = await Auditor.GetJsonAsync($"/api/subsidy/budgets/{Budget}");
        return ((long)budget["reservedFen"]!, (long)budget["grantedFen"]!, (long)budget["remainingFen"]!);
    }
}
