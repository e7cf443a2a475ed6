using FsCheck;
using FsCheck.Fluent;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Outcomes;
using MealDispatch.Subsidy.Review;
using MealDispatch.Subsidy.Settlements;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static MealDispatch.Subsidy.Tests.Settlements.ACanteen;

namespace MealDispatch.Subsidy.Tests.Settlements;

/// <summary>
/// Two months of random meals, reviews and claw-backs, each month settled: what the ledger has as settled is what the statements say,
/// and no meal is settled without the evidence of its channel or an officer's word.
/// </summary>
public sealed class SettlementLawTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    private static readonly Func<ATown, OrderPlaced, Task>[] Facts =
    [
        (t, o) => t.ConfirmAsync(o), (t, o) => t.PackAsync(o), (t, o) => t.PickUpAsync(o), (t, o) => t.DeliverAsync(o), (t, o) => t.HandOverAsync(o),
        (t, o) => t.ServeAsync(o, PresenceEvidence.None), (t, o) => t.ServeAsync(o), (t, o) => t.NotCollectedAsync(o), (t, o) => t.CancelAsync(o),
        (t, o) => t.RefundAsync(o), (t, o) => t.FailAsync(o, DeliveryFailure.NoAnswer), (t, o) => t.FailAsync(o, DeliveryFailure.Other),
    ];

    [Fact]
    public void Settled_IsWhatWasProvenOrAccepted_AndWhatTheLedgerSays()
    {
        var meal = from channel in Gen.Elements(Enum.GetValues<Fulfilment>()) from facts in Gen.Choose(0, Facts.Length - 1).ListOf(4) select (channel, facts);
        var step = from meal1 in Gen.Choose(0, 7) from what in Gen.Choose(0, 2) select (Meal: meal1, What: what);
        var story = from meals in meal.ListOf(8) from steps in step.ListOf(6) select (meals, steps);
        Prop.ForAll(Arb.From(story), s => Task.Run(() => PlayAsync(s.meals, s.steps)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(8));
    }

    private async Task PlayAsync(IReadOnlyList<(Fulfilment Channel, List<int> Facts)> meals, IReadOnlyList<(int Meal, int What)> steps)
    {
        var canteen = await OpenAsync(factory);
        var orders = new List<OrderPlaced>();
        for (var i = 0; i < meals.Count; i++)
        {
            var order = canteen.Town.AnOrder(site: canteen.Code, fulfilment: meals[i].Channel, foodFen: 500 + (150 * i), on: new LocalDate(2025, i < 6 ? 7 : 8, 1 + i));
            orders.Add(order);
            await canteen.Town.PlaceAsync(order);
            foreach (var fact in meals[i].Facts)
                await Facts[fact](canteen.Town, order);
        }

        await canteen.ApprovedAsync();
        await HoldsAsync(canteen);
        foreach (var (index, what) in steps)
        {
            if (what == 0)
                await canteen.Town.Officer.PostAsync($"/api/subsidy/reviews/{DecisionOf(orders[index])}", new { verdict = index % 2 == 0 ? "accept" : "reject", reason = "查" });
            else if (what == 1)
                await canteen.Town.Officer.PostAsync($"/api/subsidy/decisions/{DecisionOf(orders[index])}/claw-back", new { reason = "查" });
            else
                await canteen.Town.OtherOfficer.PostAsync($"/api/subsidy/decisions/{DecisionOf(orders[index])}/claw-back/approve", null);
            await HoldsAsync(canteen);
        }

        factory.Clock.Now = Instant.FromUtc(2025, 9, 1, 0, 0);
        await canteen.ApprovedAsync(August);
        await HoldsAsync(canteen);
        await canteen.ApprovedAsync("2025-09");
        await HoldsAsync(canteen, adjustmentsAreIn: true);
        Assert.Empty(factory.LoggedErrors);
    }

    private static async Task HoldsAsync(ACanteen canteen, bool adjustmentsAreIn = false)
    {
        await using var db = canteen.Town.Factory.Services.GetRequiredService<Database<SubsidyDbContext>>().Read();
        var (granted, settled, sum) = await canteen.BalancesAsync();
        var approved = await db.Settlements.Include(s => s.Payers).Where(s => s.SiteCode == canteen.Code && s.Status == SettlementStatus.Approved).ToListAsync();
        var ids = approved.Select(s => s.Id).ToList();
        var lines = await db.SettlementLines.Where(l => ids.Contains(l.SettlementId)).ToListAsync();
        var decisions = (await db.Decisions.Where(d => d.SiteCode == canteen.Code).ToListAsync()).ToDictionary(d => d.Id);
        var evidence = await db.Evidence.Where(e => decisions.Values.Select(d => d.OrderId).Contains(e.OrderId)).ToDictionaryAsync(e => e.OrderId);
        var accepted = (await db.MealReviews.Where(r => r.SiteCode == canteen.Code && r.Status == ReviewStatus.Accepted).Select(r => r.DecisionId).ToListAsync()).ToHashSet();
        var waitingClawBacks = await db.ClawBacks.Where(c => c.SiteCode == canteen.Code && c.SettledMonth != null
            && !db.SettlementLines.Any(l => l.DecisionId == c.DecisionId && l.IsClawBack)).SumAsync(c => c.ResidentFen + c.OperatorFen);

        Assert.Equal(0, sum);
        Assert.True(granted >= 0 && settled >= 0);
        Assert.Equal(decisions.Values.Where(d => d.State == DecisionState.Consumed).Sum(d => d.ConsumedFen), granted + settled);
        Assert.Equal(approved.Sum(s => s.TotalFen) - waitingClawBacks, settled);
        Assert.Equal(approved.Sum(s => s.TotalFen), lines.Sum(l => l.AmountFen));
        if (adjustmentsAreIn)
            Assert.Equal(0, waitingClawBacks);
        foreach (var line in lines.Where(l => !l.IsClawBack && !l.Accepted))
        {
            var decision = decisions[line.DecisionId];
            Assert.True(IsProven(decision, evidence[decision.OrderId]), $"{decision.Channel} {decision.OrderNumber} is settled unproven");
        }

        Assert.All(lines.Where(l => l.Accepted), l => Assert.Contains(l.DecisionId, accepted));
    }

    /// <summary>Said anew, in the words of the rule and not of the ladder.</summary>
    private static bool IsProven(Decision decision, MealEvidence e) => decision.Channel switch
    {
        Fulfilment.Delivery => e.PickedUpAt is not null
            && (e.DeliveredAt is not null || (decision.NoShow && e.Failure is DeliveryFailure.NoAnswer or DeliveryFailure.Refused)),
        Fulfilment.Pickup or Fulfilment.DineIn => e.TakenAt is not null
            && (e.Presence == PresenceEvidence.Card || (e.Presence == PresenceEvidence.Override && e.OverrideReason is { Length: > 0 })),
    };
}
