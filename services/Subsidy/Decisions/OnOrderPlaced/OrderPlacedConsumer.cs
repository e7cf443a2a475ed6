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
using NodaTime;

namespace MealDispatch.Subsidy.Decisions.OnOrderPlaced;

/// <summary>Decides on an order, takes its rights, reserves the money. On the path of every order: few reads, one save.</summary>
internal sealed class OrderPlacedConsumer(MealFacts mealFacts) : IConsume<OrderPlaced, SubsidyDbContext>
{
    public async Task ConsumeAsync(OrderPlaced message, Unit<SubsidyDbContext> unit, CancellationToken ct)
    {
        var ledger = await LedgerBook.OpenAsync(unit, ct);
        var (facts, inUse) = await mealFacts.GatherAsync(unit.Db, Asked(message), ct);
        var decided = SubsidyEngine.Decide(facts);
        var decision = Record(message, facts, decided, inUse, unit.Now);
        unit.Db.Decisions.Add(decision);

        foreach (var part in decided.Grants.SelectMany(grant => grant.Funders).Where(part => part.GivenFen > 0))
            unit.Db.Budgets.Local.Single(b => b.Code == part.Budget).Reserve(part.GivenFen);
        await ledger.PostAsync(Voucher.Of(LedgerKind.Reserve, decision), decision.Rights.SelectMany(right => right.Reserving()), ct);
        unit.Publish(DecisionMessages.Decided(decision, decided), message.OrderId);

        // What happened to the meal may have been told before the order was.
        var evidence = await MealEvidence.NoteAsync(
            unit.Db, message.OrderId, e => (e.PlacedBy, e.OrderedBy) = (message.PlacedBy, message.OrderedBy), ct);
        await MealSettlement.SettleAsync(unit, ledger, decision, evidence, ct);
    }

    private static MealAsked Asked(OrderPlaced m) => new(
        m.ResidentId, new ResidentFacts(m.StatusOnServiceDate, m.BirthDate, m.Categories), m.Subdistrict, m.SiteCode, m.ServiceDate, m.MealPeriod,
        m.Fulfilment, m.FoodFen, m.DeliveryFeeFen);

    private static Decision Record(OrderPlaced m, SubsidyFacts facts, SubsidyDecision decided, IReadOnlyList<RightInUse> inUse, Instant now)
    {
        var id = Ids.Of($"subsidy-decision:{m.OrderId}");
        return new Decision
        {
            Id = id,
            OrderId = m.OrderId,
            OrderNumber = m.Number,
            ResidentId = m.ResidentId,
            Subdistrict = m.Subdistrict,
            Community = m.Community,
            SiteCode = m.SiteCode,
            ServiceDate = m.ServiceDate,
            Month = Decision.MonthOf(m.ServiceDate),
            MealPeriod = m.MealPeriod,
            Channel = m.Fulfilment,
            FoodFen = m.FoodFen,
            DeliveryFeeFen = m.DeliveryFeeFen,
            TotalFen = decided.TotalFen,
            Facts = StoredFacts.Write(facts),
            Outcome = JsonSerializer.Serialize(decided, EngineJson.Options),
            DecidedAt = now,
            Rights = [.. decided.Grants.Select(grant => Right(id, m, grant, inUse))],
        };
    }

    private static DayRight Right(Guid decisionId, OrderPlaced m, Grant grant, IReadOnlyList<RightInUse> inUse)
    {
        var today = inUse.Where(r => r.RightKey == grant.RightKey && r.ServiceDate == m.ServiceDate).ToList();
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
            Month = Decision.MonthOf(m.ServiceDate),
            MealPeriod = m.MealPeriod,
            PlaceInDay = FirstFree(today.Select(r => r.PlaceInDay)),
            PlaceInMealPeriod = FirstFree(today.Where(r => r.MealPeriod == m.MealPeriod).Select(r => r.PlaceInMealPeriod)),
            AmountFen = grant.AmountFen,
            Payee = grant.Payee,
            OnNoShow = grant.OnNoShow,
            Funders = JsonSerializer.Serialize(grant.Funders.Where(part => part.GivenFen > 0), EngineJson.Options),
        };
    }

    private static int FirstFree(IEnumerable<int> places)
    {
        var taken = places.ToHashSet();
        return Enumerable.Range(1, taken.Count + 1).First(place => !taken.Contains(place));
    }
}
