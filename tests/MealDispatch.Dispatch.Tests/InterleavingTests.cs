using FsCheck;
using FsCheck.Fluent;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Couriers.FengniaoV2;
using NodaTime;

namespace MealDispatch.Dispatch.Tests;

/// <summary>Whatever couriers say, in whatever order: an ended attempt stays ended, and the rank falls only when a rider changes.</summary>
public sealed class InterleavingTests
{
    private static readonly Instant Start = Instant.FromUtc(2025, 7, 1, 2, 45);

    private static readonly Gen<(string? Status, string? ErrorCode, int Rider, long Seconds, bool Authoritative)> Reports =
        from status in Gen.Elements<string?>("1", "20", "80", "2", "3", "4", "5", "0", "99", "", null)
        from error in Gen.Elements<string?>(
            null, "NO_CARRIER_ERROR", "USER_NOT_ANSWER_ERROR", "USER_RETURN_ORDER_ERROR", "CARRIER_CANCEL", "FOR_UPDATE_TIP", "SOMETHING_NEW")
        from rider in Gen.Choose(0, 3)
        from seconds in Gen.Choose(0, 600)
        from authoritative in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (status, error, rider, (long)seconds, authoritative);

    [Fact]
    public void Reports_InAnyOrder_NeverLeaveAnEndAndNeverFallAfterPickup() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Reports.ArrayOf().ToArbitrary(), HoldsThroughout));

    private static bool HoldsThroughout((string? Status, string? ErrorCode, int Rider, long Seconds, bool Authoritative)[] told)
    {
        var attempt = new DeliveryAttempt
        {
            Id = Guid.Empty, DeliveryId = Guid.Empty, Number = 1, Provider = "fengniao-v2", Code = "1", CreatedAt = Start, CreatedAtReal = default,
        };
        foreach (var (status, errorCode, rider, seconds, authoritative) in told)
        {
            var before = attempt.State;
            var named = rider == 0 ? null : new Rider($"骑手{rider}", $"1370000000{rider}");
            var report = FengniaoVocabulary.Report(status, errorCode, before, named, 1_751_337_900_000 + seconds * 1000);
            if (report is null)
                continue;

            if (MergeReport.Merge(attempt.Facts, report with { Authoritative = authoritative }) is MergeOutcome.Taken taken)
                attempt.Take(taken, report, Start);
            var fell = attempt.State.Rank() < before.Rank();
            if (before.IsTerminal() && (attempt.State != before || attempt.Live) || fell && !before.AwaitsPickup())
                return false;
        }

        return attempt.Live != attempt.State.IsTerminal();
    }
}
