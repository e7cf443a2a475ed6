using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Couriers.FengniaoV2;

namespace MealDispatch.Dispatch.Tests.FengniaoV2;

public sealed class FengniaoVocabularyTests
{
    [Theory]
    [InlineData("1", "Accepted")]
    [InlineData("20", "RiderAssigned")]
    [InlineData("80", "AtPickup")]
    [InlineData("2", "PickedUp")]
    [InlineData("3", "Delivered")]
    [InlineData("4", "Cancelled")]
    public void Report_KnownStatus_HasItsState(string status, string state) =>
        Assert.Equal(state, FengniaoVocabulary.Report(status, null, AttemptState.Accepted, null, null)!.State.ToString());

    [Theory]
    [InlineData("0")]
    [InlineData("77")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("delivered")]
    public void Report_UnknownStatus_IsNull(string? status) =>
        Assert.Null(FengniaoVocabulary.Report(status, null, AttemptState.Accepted, null, null));

    [Theory]
    [InlineData("Unknown", "NO_CARRIER_ERROR", "Rejected", "NoCapacity")]
    [InlineData("Submitting", "SOMETHING_NEW", "Rejected", "Unknown")]
    [InlineData("Accepted", "NORMAL_ORDER_OUT_OF_TIME_ERROR", "Failed", "NoCapacity")]
    [InlineData("PickedUp", "USER_ADDRESS_ERROR", "Failed", "BadAddress")]
    [InlineData("PickedUp", "USER_NOT_ANSWER_ERROR", "Failed", "RecipientUnreachable")]
    [InlineData("Unknown", "USER_RETURN_ORDER_ERROR", "Failed", "RecipientRefused")]
    [InlineData("RiderAssigned", "CARRIER_CANCEL", "Cancelled", "RiderCancelled")]
    [InlineData("Accepted", null, "Failed", "Unknown")]
    public void Report_StatusFive_IsDecidedByStateAndErrorCode(string held, string? errorCode, string state, string reason)
    {
        var report = FengniaoVocabulary.Report("5", errorCode, Enum.Parse<AttemptState>(held), null, null)!;
        Assert.Equal((state, reason), (report.State.ToString(), report.Failure.ToString()));
    }

    [Theory]
    [InlineData("CURRENT_STATUS_NOT_ALLOW_CANCEL")]
    [InlineData("ORDER_REPETITION")]
    [InlineData("FOR_UPDATE_TIP")]
    public void Report_StatusFiveThatAnswersACallOfOurs_SaysNothingAboutTheState(string errorCode) =>
        Assert.Null(FengniaoVocabulary.Report("5", errorCode, AttemptState.PickedUp, null, null));

    [Theory]
    [InlineData("50012", "OutOfHours")]
    [InlineData("500060", "OutOfRange")]
    [InlineData("500100", "Overweight")]
    [InlineData("40002", "AuthOrConfig")]
    [InlineData("59999", "Unknown")]
    public void RefusalReason_OfASynchronousCode_IsNeutral(string code, string reason) =>
        Assert.Equal(reason, FengniaoVocabulary.RefusalReason(code).ToString());

    [Theory]
    [InlineData(-1L)]
    [InlineData(0L)]
    [InlineData(long.MaxValue)]
    public void InstantFromMs_OutOfRange_IsNull(long ms) => Assert.Null(FengniaoVocabulary.InstantFromMs(ms));
}
