using System.Text.Json;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using MealDispatch.Subsidy.Ledger;
using MealDispatch.Subsidy.Outcomes;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Decisions.OnOrderPlaced;

/// <summary>Decides on an order, takes its rights, reserves the money. On the path of every order: few reads, one save.</summary>
internal sealed class OrderPlacedConsumer(MealFacts mealFacts) : IConsume<OrderPlaced, SubsidyDbContext>
{
    private static readonly Func<SubsidyDbContext, string, CancellationToken, Task<string?>> SubdistrictOf = EF.CompileAsyncQuery(
        (SubsidyDbContext db, string siteCode, CancellationToken ct) => db.Sites.Where(s => s.Code == siteCode).Select(s => s.Subdistrict).SingleOrDefault());

    public async Task ConsumeAsync(OrderPlaced message, Unit<SubsidyDbContext> unit, CancellationToken ct)
    {
        var ledger = await LedgerBook.OpenAsync(unit, ct);
        var (facts, inUse) = await mealFacts.GatherAsync(unit.Db, Asked(message), ct);
        var decided = SubsidyEngine.Decide(facts);
        var siteSubdistrict = await SubdistrictOf(unit.Db, message.SiteCode, ct);
        var decision = Record(message, siteSubdistrict, facts, decided, inUse, unit.Now);
        unit.Db.Decisions.Add(decision);

        foreach (var part in decided.Grants.SelectMany(grant => grant.Funders).Where(part => part.GivenFen > 0))
            (await unit.Db.Budgets.FindAsync([part.Budget], ct))!.Reserve(part.GivenFen, unit.Now);
        await ledger.PostAsync(Voucher.Of(LedgerKind.Reserve, decision), decision.Rights.SelectMany(right => right.Reserving()), ct);
        unit.Publish(DecisionMessages.Decided(decision, facts, decided), message.OrderId);

        // What happened to the meal may have been told before the order was.
        var evidence = await MealEvidence.NoteAsync(
            unit.Db, message.OrderId, e => (e.PlacedBy, e.OrderedBy) = (message.PlacedBy, message.OrderedBy), ct);
        await MealEnd.ConsumeOrReleaseAsync(unit, ledger, decision, evidence, ct);
    }

    private static MealAsked Asked(OrderPlaced m) => new(
        m.ResidentId, new ResidentFacts(m.StatusOnServiceDate, m.BirthDate, m.Categories), m.Subdistrict, m.SiteCode, m.ServiceDate, m.MealPeriod,
        m.Fulfilment, m.FoodFen, m.DeliveryFeeFen);

    private static Decision Record(
        OrderPlaced m, string? siteSubdistrict, SubsidyFacts facts, SubsidyDecision decided, IReadOnlyList<RightInUse> inUse, Instant now)
    {
        var id = Ids.Of($"subsidy-decision:{m.OrderId}");
        return new Decision
        {
            Id = id,
            OrderId = m.OrderId,
            OrderNumber = m.Number,
            ResidentId = m.ResidentId,
            Subdistrict = m.Subdistrict,
            SiteSubdistrict = siteSubdistrict,
            Community = m.Community,
            SiteCode = m.SiteCode,
            ServiceDate = m.ServiceDate,
            Month = MonthNumber.Of(m.ServiceDate),
            MealPeriod = m.MealPeriod,
            Channel = m.Fulfilment,
            FoodFen = m.FoodFen,
            DeliveryFeeFen = m.DeliveryFeeFen,
            TotalFen = decided.TotalFen,
            Facts = StoredFacts.Write(facts),
            Outcome = JsonSerializer.Serialize(decided, EngineJson.Options),
            DecidedAt = now,
            Rights = [.. decided.Grants.Select(grant => Right(id, m, grant, LimitsOf(grant, facts), inUse, now))],
        };
    }

    private static Limits LimitsOf(Grant grant, SubsidyFacts facts) =>
        facts.Schemes.First(s => s.Code == grant.Scheme && s.Version == grant.Version).Limits;

    private static DayRight Right(Guid decisionId, OrderPlaced m, Grant grant, Limits limits, IReadOnlyList<RightInUse> inUse, Instant now)
    {
        var month = inUse.Where(r => r.RightKey == grant.RightKey).ToList();
        var today = month.Where(r => r.ServiceDate == m.ServiceDate).ToList();
        return new DayRight
        {
            DecisionId = decisionId,
            Scheme = grant.Scheme,
            SchemeVersion = grant.Version,
            Tier = grant.Tier,
            RightKey = grant.RightKey,
            OrderId = m.OrderId,
            OrderNumber = m.Number,
            ResidentId = m.ResidentId,
            SiteCode = m.SiteCode,
            ServiceDate = m.ServiceDate,
            Month = MonthNumber.Of(m.ServiceDate),
            MealPeriod = m.MealPeriod,
            PlaceInDay = FirstFree(today.Select(r => r.PlaceInDay)),
            PlaceInMealPeriod = FirstFree(today.Where(r => r.MealPeriod == m.MealPeriod).Select(r => r.PlaceInMealPeriod)),
            PlaceInMonth = FirstFree(month.Select(r => r.PlaceInMonth)),
            MostInDay = limits.MealsPerDay,
            MostInMealPeriod = limits.MealsPerMealPeriod,
            MostInMonth = limits.MealsPerMonth,
            AmountFen = grant.AmountFen,
            Payee = grant.Payee,
            OnNoShow = grant.OnNoShow,
            TakenAt = now,
            Funders = JsonSerializer.Serialize(grant.Funders.Where(part => part.GivenFen > 0), EngineJson.Options),
        };
    }

    private static int FirstFree(IEnumerable<int> places)
    {
        var taken = places.ToHashSet();
        return Enumerable.Range(1, taken.Count + 1).First(place => !taken.Contains(place));
    }
}
