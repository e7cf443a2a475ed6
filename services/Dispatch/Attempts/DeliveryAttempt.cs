using NodaTime;

namespace MealDispatch.Dispatch.Attempts;

/// <summary>
/// One submission of a delivery to one courier. Stored before the courier is called, under a code that the courier gets and that is
/// never used again. Real times are UTC and drive calls; instants are business time.
/// </summary>
internal sealed class DeliveryAttempt
{
    public required Guid Id { get; init; }

    public required Guid DeliveryId { get; init; }

    /// <summary>Counts from 1 within the delivery.</summary>
    public required int Number { get; init; }

    public required string Provider { get; init; }

    /// <summary>An int64 in decimal: what the strictest courier takes.</summary>
    public required string Code { get; init; }

    public required Instant CreatedAt { get; init; }

    public required DateTime CreatedAtReal { get; init; }

    public AttemptState State { get; private set; } = AttemptState.Submitting;

    /// <summary>At most one attempt of a delivery is live; the database holds that.</summary>
    public bool Live { get; private set; } = true;

    /// <summary>The courier was heard of to have it.</summary>
    public bool Requested { get; private set; }

    /// <summary>Business time; null until the rider has the meal.</summary>
    public Instant? PickedUpAt { get; private set; }

    public bool PickedUp => PickedUpAt is not null;

    /// <summary>When the planner had an own rider at the door, as he took the meal; null without a plan.</summary>
    public Instant? DoorPlannedAt { get; private set; }

    public string? ProviderRef { get; private set; }

    /// <summary>Null until a rider is known.</summary>
    public string? RiderName { get; private set; }

    public string? RiderPhone { get; private set; }

    /// <summary>One of the town's own riders; null for couriers.</summary>
    public Guid? RiderPersonId { get; private set; }

    /// <summary>Grows with each rider.</summary>
    public int RiderSequence { get; private set; }

    /// <summary>Fen that the courier named before or when it took the order; null when it named none.</summary>
    public long? QuotedFen { get; private set; }

    /// <summary>Fen that the courier charges for the trip; null while unknown.</summary>
    public long? FeeFen { get; private set; }

    /// <summary>Fen that the courier keeps for a cancelled order; null when it did not say.</summary>
    public long? CancelFeeFen { get; private set; }

    public Instant? EtaAt { get; private set; }

    /// <summary>By the courier's clock.</summary>
    public Instant? LastProviderTime { get; private set; }

    public FailureReason? Failure { get; private set; }

    /// <summary>The courier's code of the last thing that ended or troubled it.</summary>
    public string? RawCode { get; private set; }

    /// <summary>Given up as never arrived, and perhaps there after all: the courier is to drop it, while another one carries the meal.</summary>
    public bool Stray { get; private set; }

    /// <summary>A cancel call is to be made.</summary>
    public bool CancelWanted { get; private set; }

    /// <summary>Care was told of a closed door, once.</summary>
    public bool DoorReported { get; private set; }

    /// <summary>An answer is owed to a rider who wants to give the order back.</summary>
    public bool RiderAsksToGo { get; private set; }

    /// <summary>Whether the courier has it is to be found out by sending the same code again, until an answer tells.</summary>
    public bool SendAgain { get; private set; }

    /// <summary>An end that came without a pickup, kept back until the courier's log was asked for it; JSON of the report.</summary>
    public string? HeldReport { get; private set; }

    /// <summary>Calls in vain since the last that helped.</summary>
    public int Tries { get; private set; }

    /// <summary>Queries that found nothing after a call whose answer was lost.</summary>
    public int Absences { get; private set; }

    /// <summary>When the order was last sent, or was about to be; null before.</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>The next call to the courier, of whatever kind; also the lease of the one that runs.</summary>
    public DateTime NextCallAt { get; private set; }

    public int Version { get; private set; }

    public bool IsOwnRiders => Provider == OwnRidersProvider;

    public const string OwnRidersProvider = "own-riders";

    public Rider? Rider => Attempts.Rider.From(RiderName, RiderPhone);

    public AttemptFacts Facts => new(State, Rider, LastProviderTime);

    /// <summary>From the moment of the call on nobody can be sure whether the courier has it.</summary>
    public void BeginSend(DateTime now, DateTime leaseUntil)
    {
        if (State == AttemptState.Submitting)
            State = AttemptState.Unknown;
        SentAt = now;
        WaitUntil(leaseUntil);
    }

    /// <summary>No call before that: one is under way, or what was sent may still arrive.</summary>
    public void WaitUntil(DateTime at)
    {
        NextCallAt = at;
        Version++;
    }

    /// <summary>The call surely reached nobody.</summary>
    public void NotSent(DateTime nextCallAt)
    {
        if (State == AttemptState.Unknown)
            State = AttemptState.Submitting;
        Retry(nextCallAt);
    }

    /// <summary>If its answer had been lost, the call never arrived.</summary>
    public void FoundAbsent(DateTime nextCallAt)
    {
        Absences++;
        NotSent(nextCallAt);
    }

    /// <summary>The courier knows nothing of what is to be cancelled; it may still arrive there.</summary>
    public void MissForCancel(DateTime nextCallAt)
    {
        Absences++;
        Retry(nextCallAt);
    }

    /// <summary>The courier's answers do not tell whether it has the order.</summary>
    public void AskBySending(DateTime nextCallAt)
    {
        SendAgain = true;
        Retry(nextCallAt);
    }

    public void Retry(DateTime nextCallAt)
    {
        Tries++;
        WaitUntil(nextCallAt);
    }

    public void CallAgainAt(DateTime at)
    {
        Tries = 0;
        WaitUntil(at);
    }

    /// <summary>The courier was heard of to have it.</summary>
    public void WasSubmitted()
    {
        Requested = true;
        SendAgain = false;
        Absences = 0;
        if (State.Rank() < AttemptState.Submitted.Rank())
            State = AttemptState.Submitted;
        Version++;
    }

    public void Take(MergeOutcome.Taken taken, CourierReport report, Instant at)
    {
        if (taken.RiderChanged || Rider is null && taken.Rider is not null)
            RiderSequence++;
        State = taken.State;
        RiderName = taken.Rider?.Name ?? (taken.RiderChanged ? null : RiderName);
        RiderPhone = taken.Rider?.Phone ?? (taken.RiderChanged ? null : RiderPhone);
        if (taken.State.IsWithRider())
            PickedUpAt ??= at;
        if (report.ProviderTime is { } providerTime && (LastProviderTime is not { } last || providerTime > last))
            LastProviderTime = providerTime;
        // A door that nobody opened says more than the cancel that followed.
        if (State == AttemptState.Delivered)
            Failure = null;
        else if (Failure?.IsResidentsPart() != true)
            Failure = report.Failure ?? Failure;
        RawCode = report.RawCode ?? RawCode;
        if (State.IsTerminal())
            End();
        Version++;
    }

    public void Fail(AttemptState end, FailureReason reason, string? rawCode)
    {
        State = end;
        Failure = reason;
        RawCode = rawCode;
        End();
        Version++;
    }

    public void Know(string? providerRef, long? feeFen, Instant? etaAt)
    {
        ProviderRef = providerRef ?? ProviderRef;
        FeeFen = feeFen ?? FeeFen;
        EtaAt = etaAt ?? EtaAt;
        Version++;
    }

    public void Quote(string? providerRef, long? fen)
    {
        ProviderRef = providerRef ?? ProviderRef;
        QuotedFen = fen ?? QuotedFen;
        Version++;
    }

    public void ChargeForCancel(long? fen)
    {
        CancelFeeFen = fen ?? CancelFeeFen;
        Version++;
    }

    /// <summary>Something went wrong at the door; it explains an end that may follow.</summary>
    public void MeetTrouble(FailureReason reason, string? rawCode)
    {
        Failure = reason;
        RawCode = rawCode ?? RawCode;
        Version++;
    }

    public void ReportDoor()
    {
        DoorReported = true;
        Version++;
    }

    public void LetRiderAsk(DateTime callAt)
    {
        RiderAsksToGo = true;
        CallAgainAt(callAt);
    }

    public void RiderWasAnswered(DateTime callAt)
    {
        RiderAsksToGo = false;
        CallAgainAt(callAt);
    }

    public void AssignTo(Guid personId)
    {
        RiderPersonId = personId;
        Version++;
    }

    /// <summary>The planner forgets what has left the kitchen; its order of doors holds on.</summary>
    public void KeepPlan(Instant doorAt)
    {
        DoorPlannedAt = doorAt;
        Version++;
    }

    /// <summary>Its own rider gave it back; another may take it.</summary>
    public void Unassign()
    {
        RiderPersonId = null;
        Version++;
    }

    public void WantCancel(DateTime callAt)
    {
        CancelWanted = true;
        CallAgainAt(callAt);
    }

    /// <summary>Another courier is asked, if this one can still be called off.</summary>
    public void GiveUpAsTooExpensive(DateTime callAt)
    {
        Failure = FailureReason.TooExpensive;
        WantCancel(callAt);
    }

    public void CancelIsTooLate(DateTime callAt)
    {
        CancelWanted = false;
        if (Failure == FailureReason.TooExpensive)
            Failure = null;
        CallAgainAt(callAt);
    }

    public void Hold(string report, DateTime callAt)
    {
        HeldReport = report;
        CallAgainAt(callAt);
    }

    public void Release()
    {
        HeldReport = null;
        Version++;
    }

    /// <summary>Ended because the courier did not know it, not by the courier's word.</summary>
    public bool IsGivenUpAsAbsent => !Live && RawCode == AbsentCode;

    public const string AbsentCode = "absent";

    public void SuspectStray(DateTime callAt)
    {
        Stray = true;
        CallAgainAt(callAt);
    }

    public void IsNoLongerAstray()
    {
        Stray = false;
        Version++;
    }

    private void End()
    {
        Live = false;
        CancelWanted = false;
        RiderAsksToGo = false;
        SendAgain = false;
        HeldReport = null;
    }
}
