namespace MealDispatch.Dispatch.Attempts;

/// <summary>Why a courier did not carry a meal, in words common to all couriers.</summary>
internal enum FailureReason
{
    NoCapacity,
    /// <summary>Above what the site pays.</summary>
    TooExpensive,
    OutOfRange,
    OutOfHours,
    Overweight,
    BadAddress,
    RecipientUnreachable,
    RecipientRefused,
    MerchantNotReady,
    MerchantClosed,
    RiderCancelled,
    CustomerCancelled,
    PlatformCancelled,
    Timeout,
    Duplicate,
    AuthOrConfig,

    /// <summary>The courier does not answer, and surely has not taken the order.</summary>
    ProviderDown,
    Unknown,
}

internal static class FailureReasons
{
    /// <summary>The resident's part: another courier would find the same closed door.</summary>
    public static bool IsResidentsPart(this FailureReason reason) =>
        reason is FailureReason.RecipientUnreachable or FailureReason.RecipientRefused;

    /// <summary>Nothing that lies in the delivery, as far as one can tell.</summary>
    public static bool IsOfTheAccount(this FailureReason reason) => reason is FailureReason.AuthOrConfig or FailureReason.Unknown;
}
