using System.Text.Json.Nodes;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;

namespace MealDispatch.Subsidy.Tests.Outcomes;

/// <summary>The evidence of a meal is the same in whatever order its facts are told, also before the order itself.</summary>
public sealed class GatherEvidenceTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    private static readonly Func<ATown, OrderPlaced, Task>[] Delivered =
    [
        (t, o) => t.PlaceAsync(o), (t, o) => t.ConfirmAsync(o), (t, o) => t.PrintAsync(o), (t, o) => t.PrintAsync(o, copy: 2), (t, o) => t.PackAsync(o),
        (t, o) => t.PickUpAsync(o), (t, o) => t.ReachDoorAsync(o), (t, o) => t.ReportVisitAsync(o), (t, o) => t.ReportVisitAsync(o, WelfareLevel.Concern, 5),
        (t, o) => t.DeliverAsync(o), (t, o) => t.RaiseAlertAsync(o, 3), (t, o) => t.RaiseAlertAsync(o, 6), (t, o) => t.CloseAlertAsync(o, 5), (t, o) => t.CloseAlertAsync(o, 9),
    ];

    [Fact]
    public async Task Facts_InWhateverOrder_GiveTheSameEvidence()
    {
        var town = await ATown.OpenAsync(factory);
        var (forward, backward) = (await EvidenceOfAsync(town, Delivered), await EvidenceOfAsync(town, [.. Delivered.Reverse()]));
        foreach (var turn in Enumerable.Range(1, Delivered.Length - 1))
            Assert.Equal(forward, await EvidenceOfAsync(town, [.. Delivered[turn..], .. Delivered[..turn]]));

        Assert.Equal(forward, backward);
        Assert.Equal("family", (string?)JsonNode.Parse(forward)!["orderedBy"]);
        Assert.Equal("FN-1", (string?)JsonNode.Parse(forward)!["providerReference"]);
        Assert.Equal("2025-07-01T00:01:00Z", (string?)JsonNode.Parse(forward)!["printedAt"]);
        Assert.Equal("well", (string?)JsonNode.Parse(forward)!["visitLevel"]);
        Assert.Equal("2025-07-01T00:03:00Z", (string?)JsonNode.Parse(forward)!["alertRaisedAt"]);
        Assert.Equal("2025-07-01T00:09:00Z", (string?)JsonNode.Parse(forward)!["alertClosedAt"]);
        Assert.True((bool)JsonNode.Parse(forward)!["isPaid"]!);
    }

    [Fact]
    public async Task Refund_BeforeOrAfterItsPayment_IsNoPayment()
    {
        var town = await ATown.OpenAsync(factory);
        Func<ATown, OrderPlaced, Task>[] refunded = [(t, o) => t.PlaceAsync(o), (t, o) => t.ConfirmAsync(o), (t, o) => t.RefundAsync(o)];

        foreach (var evidence in new[] { await EvidenceOfAsync(town, refunded), await EvidenceOfAsync(town, [.. refunded.Reverse()]) })
            Assert.False((bool)JsonNode.Parse(evidence)!["isPaid"]!);
    }

    /// <summary>Without what belongs to the one order.</summary>
    private static async Task<string> EvidenceOfAsync(ATown town, IReadOnlyList<Func<ATown, OrderPlaced, Task>> facts)
    {
        var order = town.AnOrder(fulfilment: Fulfilment.Delivery, foodFen: 0);
        foreach (var tell in facts)
            await tell(town, order);
        var decision = BuildingBlocks.Ids.Of($"subsidy-decision:{order.OrderId}");
        var evidence = (await town.Auditor.GetJsonAsync($"/api/subsidy/decisions/{decision}"))["evidence"]!.AsObject();
        foreach (var own in (string[])["orderId", "placedBy"])
            evidence.Remove(own);
        return evidence.ToJsonString();
    }
}
