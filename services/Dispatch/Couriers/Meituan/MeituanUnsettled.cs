namespace MealDispatch.Dispatch.Couriers.Meituan;

/// <summary>What no document of Meituan settles: all of it stands here, so that a test with a live account can settle it.</summary>
internal static class MeituanUnsettled
{
    /// <summary>"System error": tells nothing about what happened behind it.</summary>
    public const string SystemError = "1";

    /// <summary>"Other, on the partner's side".</summary>
    public const string CancelReasonOther = "199";

    public static readonly object Acknowledgement = new { code = 0 };

    /// <summary>The full list of codes was not found: the sentence must tell that there is no such order.</summary>
    public static bool MeansAbsent(CourierReply.Answered answer) => RefusalWords.MeanAbsent(answer.Message);
}
