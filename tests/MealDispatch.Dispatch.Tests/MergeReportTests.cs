using MealDispatch.Dispatch.Attempts;
using NodaTime;

namespace MealDispatch.Dispatch.Tests;

public sealed class MergeReportTests
{
    private static readonly Instant Earlier = Instant.FromUtc(2025, 6, 25, 2, 0);
    private static readonly Instant Held = Instant.FromUtc(2025, 6, 25, 2, 5);
    private static readonly Instant Later = Instant.FromUtc(2025, 6, 25, 2, 10);
    private static readonly Rider Li = new("李骑手", "13700000001");
    private static readonly Rider Wang = new("王骑手", "13700000002");

    public static TheoryData<string, string> EveryPair()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var held in Enum.GetNames<AttemptState>())
            foreach (var reported in Enum.GetNames<AttemptState>())
                pairs.Add(held, reported);
        return pairs;
    }

    [Theory, MemberData(nameof(EveryPair))]
    public void Merge_AnyPairOfStates_RisesOrStays(string heldName, string reportedName)
    {
        var (held, reported) = (Enum.Parse<AttemptState>(heldName), Enum.Parse<AttemptState>(reportedName));
        var outcome = MergeReport.Merge(
            new AttemptFacts(held, Li, Held), new CourierReport { State = reported, Rider = Li, ProviderTime = Earlier });

        if (held.IsTerminal())
            Assert.Equal(
                reported.IsTerminal() && (held == AttemptState.Delivered) != (reported == AttemptState.Delivered),
                outcome is MergeOutcome.Contradiction);
        else if (reported.Rank() > held.Rank())
            Assert.Equal(new MergeOutcome.Taken(reported, Li, RiderChanged: false), outcome);
        else
            Assert.IsType<MergeOutcome.Stale>(outcome);
    }

    [Theory]
    [InlineData(nameof(AttemptState.RiderAssigned))]
    [InlineData(nameof(AttemptState.AtPickup))]
    public void Merge_LaterReportOfAnotherRiderBeforePickup_StepsBackToAssigned(string held) =>
        Assert.Equal(
            new MergeOutcome.Taken(AttemptState.RiderAssigned, Wang, RiderChanged: true),
            MergeReport.Merge(Facts(held, Li), Report(AttemptState.RiderAssigned, Wang, Later)));

    [Theory]
    [InlineData(nameof(AttemptState.RiderAssigned))]
    [InlineData(nameof(AttemptState.AtPickup))]
    public void Merge_LaterReportThatNobodyIsAssigned_StepsBackToAccepted(string held) =>
        Assert.Equal(
            new MergeOutcome.Taken(AttemptState.Accepted, Rider: null, RiderChanged: true),
            MergeReport.Merge(Facts(held, Li), Report(AttemptState.Accepted, null, Later)));

    [Fact]
    public void Merge_EarlierReportOfAnotherRider_IsStale() =>
        Assert.IsType<MergeOutcome.Stale>(
            MergeReport.Merge(Facts(nameof(AttemptState.RiderAssigned), Li), Report(AttemptState.RiderAssigned, Wang, Earlier)));

    [Fact]
    public void Merge_TheQuerysAnswerWithoutATime_CountsAsNewer() =>
        Assert.Equal(
            new MergeOutcome.Taken(AttemptState.RiderAssigned, Wang, RiderChanged: true),
            MergeReport.Merge(
                Facts(nameof(AttemptState.AtPickup), Li),
                new CourierReport { State = AttemptState.RiderAssigned, Rider = Wang, Authoritative = true }));

    [Theory]
    [InlineData(nameof(AttemptState.Accepted))]
    [InlineData(nameof(AttemptState.RiderAssigned))]
    [InlineData(nameof(AttemptState.AtPickup))]
    public void Merge_LaterReportAfterPickup_NeverStepsBack(string reported) =>
        Assert.IsType<MergeOutcome.Stale>(
            MergeReport.Merge(Facts(nameof(AttemptState.PickedUp), Li), Report(Enum.Parse<AttemptState>(reported), Wang, Later)));

    [Fact]
    public void Merge_SameStateAndTheRiderBecomesKnown_TakesTheRiderWithoutAChange() =>
        Assert.Equal(
            new MergeOutcome.Taken(AttemptState.RiderAssigned, Li, RiderChanged: false),
            MergeReport.Merge(Facts(nameof(AttemptState.RiderAssigned), null), Report(AttemptState.RiderAssigned, Li, Earlier)));

    [Fact]
    public void Merge_SkippedStates_AreJumpedOver() =>
        Assert.Equal(
            new MergeOutcome.Taken(AttemptState.Delivered, Li, RiderChanged: false),
            MergeReport.Merge(Facts(nameof(AttemptState.Unknown), null), Report(AttemptState.Delivered, Li, Later)));

    [Fact]
    public void Merge_CancelledAfterDelivered_IsAContradictionAndNamesBoth() =>
        Assert.Equal(
            new MergeOutcome.Contradiction(AttemptState.Delivered, AttemptState.Cancelled),
            MergeReport.Merge(Facts(nameof(AttemptState.Delivered), Li), Report(AttemptState.Cancelled, null, Later)));

    [Theory]
    [InlineData("李", "1", "李", "1", false)]
    [InlineData("李", "1", "王", "1", false)] // a name may be written in several ways
    [InlineData("李", "1", "李", "2", true)]
    [InlineData("李", null, "王", "2", true)]
    [InlineData("李", null, null, "2", false)]
    public void Rider_AnotherName_IsAnotherRiderUnlessThePhonesAgree(string? name, string? phone, string? name2, string? phone2, bool other) =>
        Assert.Equal(other, new Rider(name, phone).IsOtherThan(new Rider(name2, phone2)));

    private static AttemptFacts Facts(string state, Rider? rider) => new(Enum.Parse<AttemptState>(state), rider, Held);

    private static CourierReport Report(AttemptState state, Rider? rider, Instant at) => new() { State = state, Rider = rider, ProviderTime = at };
}
