using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Settlements;

/// <summary>A site of its own in a town of its own, with staff, and the steps of a settlement.</summary>
internal sealed class ACanteen
{
    public const string July = "2025-07";
    public const string August = "2025-08";

    public required ATown Town { get; init; }

    public string Code { get; } = "c-" + Ids.New().ToString("N")[..20];

    public HttpClient Staff { get; private set; } = null!;

    public static async Task<ACanteen> OpenAsync(SubsidyFactory factory, Func<Scheme, Scheme>? change = null)
    {
        factory.Clock.Now = Instant.FromUtc(2025, 7, 1, 0, 0);
        var canteen = new ACanteen { Town = await ATown.OpenAsync(factory, change: change) };
        await factory.DeliverAsync(canteen.Site(canteen.Code));
        canteen.Staff = await factory.SignedInAsync(Role.CanteenStaff, canteen.Town.Subdistrict, [canteen.Code]);
        return canteen;
    }

    public SiteChanged Site(string code, string? suppliedBy = null) => new()
    {
        Code = code, Version = 1, Name = "第一长者食堂", Kind = suppliedBy is null ? SiteKind.Canteen : SiteKind.DiningTable, SuppliedBy = suppliedBy,
        Subdistrict = Town.Subdistrict, AddressText = "", Phone = null, Point = null, DeliveryRadiusMeters = 3000, DeliveryFeeFen = 300, OrderWindows = [],
        ClosedDates = [], Couriers = [], OccurredAt = Town.Factory.Clock.Now,
    };

    /// <summary>A meal eaten in, worth 600 fen of subsidy.</summary>
    public async Task<OrderPlaced> ServedAsync(PresenceEvidence evidence = PresenceEvidence.Card, string? reason = null, LocalDate? on = null, ATown? payer = null)
    {
        var order = (payer ?? Town).AnOrder(site: Code, on: on);
        await Town.PlaceAsync(order);
        await Town.ServeAsync(order, evidence, reason);
        return order;
    }

    public static Guid DecisionOf(OrderPlaced order) => Ids.Of($"subsidy-decision:{order.OrderId}");

    public async Task<JsonNode> DraftAsync(string month = July) =>
        await (await Town.Officer.PostAsync("/api/subsidy/settlements", new { siteCode = Code, month })).JsonAsync(201);

    public static Task<HttpResponseMessage> StepAsync(HttpClient who, JsonNode settlement, string step, object? body = null) =>
        who.PostAsync($"/api/subsidy/settlements/{settlement["id"]}/{step}", body);

    public async Task<JsonNode> ApprovedAsync(string month = July)
    {
        var draft = await DraftAsync(month);
        await (await StepAsync(Staff, draft, "confirm")).JsonAsync();
        return await (await StepAsync(Town.OtherOfficer, draft, "approve")).JsonAsync();
    }

    public async Task<JsonNode> ClawBackAsync(OrderPlaced order)
    {
        await (await Town.Officer.PostAsync($"/api/subsidy/decisions/{DecisionOf(order)}/claw-back", new { reason = "冒名领取" })).JsonAsync(201);
        return await (await Town.OtherOfficer.PostAsync($"/api/subsidy/decisions/{DecisionOf(order)}/claw-back/approve", null)).JsonAsync();
    }

    public async Task<IReadOnlyList<JsonNode>> ReviewsAsync(string status = "pending") =>
        [.. (await Town.Auditor.GetJsonAsync($"/api/subsidy/reviews?status={status}&siteCode={Code}"))["items"]!.AsArray().Select(r => r!)];

    public async Task<JsonNode> JudgeAsync(OrderPlaced order, string verdict, string reason = "电话核实") =>
        await (await Town.Officer.PostAsync($"/api/subsidy/reviews/{DecisionOf(order)}", new { verdict, reason })).JsonAsync();

    public async Task<(long Granted, long Settled, long Sum)> BalancesAsync()
    {
        var balances = await Town.BalancesAsync();
        return (balances.GetValueOrDefault("granted:" + Code), balances.GetValueOrDefault("settled:" + Code), balances.Values.Sum());
    }
}
