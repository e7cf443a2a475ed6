using MealDispatch.Dispatch.Attempts;
using NodaTime;

namespace MealDispatch.Dispatch.Couriers.FengniaoV2;

/// <summary>Fengniao's codes in neutral words. Lists grow without notice: what is not known here is null, never an exception.</summary>
internal static class FengniaoVocabulary
{
    private const string Exception = "5";

    /// <summary>
    /// Null when the code says nothing about the state. Status 5 comes at any stage; <paramref name="held"/> and the error code tell
    /// whether the order was refused, given up, or failed with the meal in the rider's hands.
    /// </summary>
    public static CourierReport? Report(string? status, string? errorCode, AttemptState held, Rider? rider, long? timeMs)
    {
        var failure = status is Exception or "4" ? Reason(errorCode) : (FailureReason?)null;
        return State(status, errorCode, held, failure) is { } state
            ? new CourierReport
            {
                State = state,
                Rider = rider,
                ProviderTime = InstantFromMs(timeMs),
                Failure = state is AttemptState.Rejected or AttemptState.Failed or AttemptState.Cancelled ? failure : null,
                RawCode = errorCode is { Length: > 0 } ? $"{status} {errorCode}" : status,
            }
            : null;
    }

    public static FailureReason Reason(string? errorCode) => errorCode?.Trim().ToUpperInvariant() switch
    {
        "NO_CARRIER_ERROR" or "CARRIER_OFFLINE_ERROR" or "NORMAL_ORDER_OUT_OF_TIME_ERROR" or "ORDER_OUT_OF_LOAD_ERROR"
            => FailureReason.NoCapacity,
        "ORDER_OUT_OF_DISTANCE_ERROR" or "ORDER_OUT_OF_SERVICE" or "DELIVERY_OUT_OF_SERVICE" => FailureReason.OutOfRange,
        "SCHEDULE_ORDER_OUT_OF_TIME_ERROR" or "REQUIRE_RECEIVE_TIME_INVALID" or "ORDER_OUT_OF_TIME_ERROR" => FailureReason.OutOfHours,
        "ORDER_OUT_OF_WEIGHT" => FailureReason.Overweight,
        "MERCHANT_INTERRUPT_DELIVERY_ERROR" or "MERCHANT_CALL_LATE_ERROR" or "MERCHANT_FOOD_ERROR" => FailureReason.MerchantNotReady,
        "USER_NOT_ANSWER_ERROR" => FailureReason.RecipientUnreachable,
        "USER_RETURN_ORDER_ERROR" => FailureReason.RecipientRefused,
        "USER_ADDRESS_ERROR" => FailureReason.BadAddress,
        "SYSTEM_MARKED_ERROR" or "DELIVERY_TIMEOUT" => FailureReason.Timeout,
        "ORDER_REPETITION" => FailureReason.Duplicate,
        "USER_CANCEL" => FailureReason.CustomerCancelled,
        "CARRIER_CANCEL" or "CARRIER_REMARK_EXCEPTION_ERROR" => FailureReason.RiderCancelled,
        "SYSTEM_CANCEL" or "MERCHANT_CANCEL" => FailureReason.PlatformCancelled,
        "REJECT_ORDER" => FailureReason.NoCapacity,
        _ => FailureReason.Unknown,
    };

    /// <summary>For the codes of a synchronous answer.</summary>
    public static FailureReason RefusalReason(string code) => code switch
    {
        "40001" or "40002" or "40003" or "40004" or "50010" or "50040" or "50041" or "50042" or "50110" => FailureReason.AuthOrConfig,
        "50012" or "50015" => FailureReason.OutOfHours,
        "500060" or "500070" => FailureReason.OutOfRange,
        "500100" => FailureReason.Overweight,
        _ => FailureReason.Unknown,
    };

    /// <summary>"Request failed" and codes that look like HTTP's 5xx tell nothing about what happened behind them.</summary>
    public static bool IsBreakdown(string code) => code is "40000" || code.Length == 3 && code[0] == '5';

    public static Instant? InstantFromMs(long? ms) =>
        ms is > 0 and < 4_102_444_800_000 ? Instant.FromUnixTimeMilliseconds(ms.Value) : null;

    private static AttemptState? State(string? status, string? errorCode, AttemptState held, FailureReason? failure) => status?.Trim() switch
    {
        "1" => AttemptState.Accepted,
        "20" => AttemptState.RiderAssigned,
        "80" => AttemptState.AtPickup,
        "2" => AttemptState.PickedUp,
        "3" => AttemptState.Delivered,
        "4" => AttemptState.Cancelled,
        Exception => ExceptionState(errorCode, held, failure),
        _ => null,
    };

    private static AttemptState? ExceptionState(string? errorCode, AttemptState held, FailureReason? failure) =>
        errorCode?.Trim().ToUpperInvariant() switch
        {
            // Answers to a call of ours, not ends of the order.
            "ORDER_REPETITION" or "CURRENT_STATUS_NOT_ALLOW_CANCEL" or "FOR_UPDATE_TIP" => null,
            "USER_CANCEL" or "SYSTEM_CANCEL" or "MERCHANT_CANCEL" or "CARRIER_CANCEL" => AttemptState.Cancelled,
            _ when failure?.IsResidentsPart() == true => AttemptState.Failed,
            _ => held.Rank() < AttemptState.Accepted.Rank() ? AttemptState.Rejected : AttemptState.Failed,
        };
}
