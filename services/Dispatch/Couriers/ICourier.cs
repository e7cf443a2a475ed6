using System.Text.Json;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using NodaTime;

namespace MealDispatch.Dispatch.Couriers;

/// <summary>A courier's open API behind neutral words: one implementation for each API.</summary>
internal interface ICourier
{
    /// <summary>As in a site's list and in the webhook's path.</summary>
    string Provider { get; }

    CourierPace Pace { get; }

    Task<SubmitOutcome> SubmitAsync(Submission submission, CancellationToken ct);

    Task<QueryOutcome> QueryAsync(CourierOrder order, CancellationToken ct);

    Task<CancelOutcome> CancelAsync(CourierOrder order, string reason, Instant now, CancellationToken ct);

    /// <summary>Answers a rider who wants to give the order back; false when the answer did not arrive.</summary>
    Task<bool> AnswerRiderAsync(CourierOrder order, bool mayGo, CancellationToken ct) => Task.FromResult(true);

    /// <summary>Says that a meal which could not be delivered is back; nothing where the courier does not wait for that.</summary>
    Task ConfirmReturnAsync(CourierOrder order, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Checks and reads a callback on its raw body.</summary>
    Task<CallbackOutcome> ReadCallbackAsync(string body, CancellationToken ct);

    /// <summary>The JSON that tells the courier that a callback was stored.</summary>
    object Acknowledgement { get; }

    /// <summary>The rider's position, WGS-84; null when the courier does not tell.</summary>
    Task<GeoPoint?> LocateRiderAsync(CourierOrder order, CancellationToken ct);
}

/// <summary>A courier that names its price before it is given the order.</summary>
internal interface IQuotes
{
    Task<QuoteOutcome> QuoteAsync(Submission submission, CancellationToken ct);
}

/// <summary>An order as the courier's calls name it, and what we hold of it.</summary>
/// <param name="ProviderRef">The courier's own number; null while it is not known.</param>
internal sealed record CourierOrder(string Code, string? ProviderRef, AttemptState Held);

/// <summary>What a courier gets to know: nothing about health or subsidy. Times are real time, the courier's clock.</summary>
internal sealed record Submission
{
    /// <summary>The attempt's code: what the courier knows the order by.</summary>
    public required string Code { get; init; }

    public required PickupPlace From { get; init; }

    public required DropoffPlace To { get; init; }

    public required IReadOnlyList<SubmissionItem> Items { get; init; }

    /// <summary>Fen of the food.</summary>
    public required long FoodFen { get; init; }

    /// <summary>What the rider reads at the counter, at most 6 characters.</summary>
    public required string? SerialNumber { get; init; }

    public required Instant AddedAt { get; init; }

    /// <summary>Null asks for delivery as soon as possible.</summary>
    public required Instant? DeliverBy { get; init; }

    public required string? Remark { get; init; }

    /// <summary>What it is ordered at; null orders at whatever price.</summary>
    public Quote? Quote { get; init; }
}

/// <summary>The price of one trip before it is ordered.</summary>
/// <param name="Said">In the courier's words, for the order to refer to.</param>
internal sealed record Quote(long Fen, JsonElement Said);

/// <param name="Code">Our code of the site, under which couriers that keep shops know it.</param>
internal sealed record PickupPlace(string Code, string Name, string Address, string Phone, GeoPoint Point);

internal sealed record DropoffPlace(string ShortName, string Address, string Phone, GeoPoint Point);

internal sealed record SubmissionItem(string Name, int Quantity, long PriceFen);

internal abstract record QuoteOutcome
{
    public sealed record Named(Quote Quote) : QuoteOutcome;

    /// <summary>The courier does not carry this delivery, or was not reached: the order would have been answered so.</summary>
    public sealed record NoUse(SubmitOutcome Outcome) : QuoteOutcome;

    /// <summary>No price is to be had, which says nothing about the order.</summary>
    public sealed record Unavailable(string Detail) : QuoteOutcome;

    /// <summary>Only a reason that lies in the delivery is a refusal of it: an account may be without quotes and take orders.</summary>
    public static QuoteOutcome OfRefusal(FailureReason reason, CourierReply.Answered answer) =>
        reason.IsOfTheAccount() ? new Unavailable(answer.Detail) : new NoUse(new SubmitOutcome.Refused(reason, answer.Code, answer.Message));

    public static QuoteOutcome OfNoAnswer(CourierReply reply) =>
        SubmitOutcome.OfNoAnswer(reply) is SubmitOutcome.NotSent notSent ? new NoUse(notSent) : new Unavailable(reply.Detail);
}

internal abstract record SubmitOutcome
{
    /// <summary>The courier has the order; whether it takes it is said later.</summary>
    public sealed record Accepted : SubmitOutcome
    {
        public string? ProviderRef { get; init; }

        /// <summary>Fen; null when the courier names no price yet.</summary>
        public long? QuotedFen { get; init; }
    }

    /// <summary>The courier had the code already: an earlier call got through.</summary>
    public sealed record AlreadyExists : SubmitOutcome;

    public sealed record Refused(FailureReason Reason, string RawCode, string? Detail) : SubmitOutcome;

    /// <summary>Not ordered at the price that was named before: it is over, or the courier does not know it.</summary>
    public sealed record QuoteIsOver(string Detail) : SubmitOutcome;

    /// <summary>The call surely had no effect: the same code may be sent again.</summary>
    /// <param name="Busy">The courier is there, and has too much to do.</param>
    public sealed record NotSent(string Detail, bool Busy = false) : SubmitOutcome;

    /// <summary>The courier may have the order or not.</summary>
    public sealed record Unknown(string Detail) : SubmitOutcome;

    public static SubmitOutcome OfNoAnswer(CourierReply reply) => reply switch
    {
        CourierReply.NotSent => new NotSent(reply.Detail),
        CourierReply.Busy => new NotSent(reply.Detail, Busy: true),
        _ => new Unknown(reply.Detail),
    };
}

internal abstract record QueryOutcome
{
    /// <summary>What the courier holds: its log, oldest first, and its present state last.</summary>
    public sealed record Found(IReadOnlyList<CourierReport> Reports) : QueryOutcome
    {
        public string? ProviderRef { get; init; }

        /// <summary>Fen; null while the courier has not priced it.</summary>
        public long? FeeFen { get; init; }

        public Instant? EtaAt { get; init; }
    }

    /// <summary>The courier has the code, and nothing to tell yet.</summary>
    public sealed record NotYet : QueryOutcome;

    /// <summary>The courier does not know the code.</summary>
    public sealed record Absent : QueryOutcome;

    /// <summary>An answer that tells nothing of the code: whether the courier has it shows when the same code is sent once more.</summary>
    public sealed record CannotTell(string Detail) : QueryOutcome;

    public sealed record Unavailable(string Detail) : QueryOutcome;
}

internal abstract record CancelOutcome
{
    /// <param name="FeeFen">What the courier keeps for it; null when it does not say.</param>
    public sealed record Cancelled(long? FeeFen = null) : CancelOutcome;

    /// <summary>The courier's state forbids it: a query tells what became of the order.</summary>
    public sealed record TooLate : CancelOutcome;

    public sealed record Absent : CancelOutcome;

    /// <summary>It cannot be named to the courier before the same code was sent once more.</summary>
    public sealed record CannotTell(string Detail) : CancelOutcome;

    public sealed record Unknown(string Detail) : CancelOutcome;
}

internal abstract record CallbackOutcome
{
    /// <summary>Not signed by the courier: nothing of it is believed.</summary>
    public sealed record Forged : CallbackOutcome;

    public sealed record Unreadable(string DedupeKey) : CallbackOutcome;

    public sealed record Notice(string Code, string DedupeKey) : CallbackOutcome
    {
        /// <summary>Kept as it came.</summary>
        public required string? RawCode { get; init; }

        /// <summary>By the courier's clock.</summary>
        public required Instant? ProviderTime { get; init; }

        public required string? ProviderRef { get; init; }

        /// <summary>What it says about an attempt in that state; null when nothing.</summary>
        public required Func<AttemptState, CourierReport?> ReportTo { get; init; }

        /// <summary>Nothing proves that the courier sent it: its order is asked about, and only the answer counts.</summary>
        public bool IsHint { get; init; }

        /// <summary>The rider wants to give the order back, and waits for our word.</summary>
        public bool RiderAsksToGo { get; init; }

        /// <summary>What went wrong on the way without ending it; null when nothing did.</summary>
        public FailureReason? Trouble { get; init; }
    }
}
