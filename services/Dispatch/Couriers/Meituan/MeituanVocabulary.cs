using System.Text.Json;
using MealDispatch.Dispatch.Attempts;
using NodaTime;

namespace MealDispatch.Dispatch.Couriers.Meituan;

/// <summary>Meituan's codes in neutral words. What is not known here is null, never an exception.</summary>
internal static class MeituanVocabulary
{
    /// <summary>What a query's answer or a callback says.</summary>
    public static CourierReport? Report(JsonElement said, Instant? at) => State(said.Text("status")) is { } state
        ? new CourierReport
        {
            State = state,
            Rider = Rider.From(said.Text("courier_name"), said.Text("courier_phone")),
            ProviderTime = at,
            Failure = state == AttemptState.Cancelled ? CancelReason(said.Text("cancel_reason_id")) : null,
            RawCode = RawCode(said),
        }
        : null;

    public static string? RawCode(JsonElement said) =>
        said.Text("cancel_reason_id") is { Length: > 1 } reason ? $"{said.Text("status")} {reason}" : said.Text("status");

    /// <summary>An exception is told beside the state, and does not end the order.</summary>
    public static FailureReason ExceptionReason(string? code) => code?.Trim() switch
    {
        "10001" or "10002" or "10003" or "10004" or "10005" or "10006" => FailureReason.RecipientUnreachable,
        "10202" => FailureReason.RecipientRefused,
        "10101" => FailureReason.BadAddress,
        "10201" => FailureReason.OutOfRange,
        "10401" => FailureReason.MerchantClosed,
        _ => FailureReason.Unknown,
    };

    private static AttemptState? State(string? status) => status?.Trim() switch
    {
        "0" => AttemptState.Accepted,
        "20" => AttemptState.RiderAssigned,
        "30" => AttemptState.PickedUp,
        "50" => AttemptState.Delivered,
        "99" => AttemptState.Cancelled,
        _ => null,
    };

    /// <summary>1xx is our side, 2xx the courier's.</summary>
    private static FailureReason CancelReason(string? id) => id?.Trim() switch
    {
        ['1', _, _] => FailureReason.CustomerCancelled,
        ['2', _, _] => FailureReason.PlatformCancelled,
        _ => FailureReason.Unknown,
    };
}
