using MealDispatch.Contracts.Registry;
using MealDispatch.CourierSandbox.Riders;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Deliveries;
using NodaTime;

namespace MealDispatch.Dispatch.Tests;

/// <summary>
/// All four couriers misbehave in every way they can, at random from a seed. What must hold: never two live attempts, no end that is
/// left again, nothing unknown for two minutes, and in the end what the courier's own server has.
/// </summary>
internal sealed class CourierStorm(Func<string, SandboxCourier> courierOf)
{
    private static readonly Duration LongestUnknown = Duration.FromMinutes(2);

    /// <summary>Longer between two looks, and the machine itself was asleep.</summary>
    private static readonly Duration LongestLook = Duration.FromSeconds(20);

    private static readonly Dictionary<Fault, double> Weather = new()
    {
        [Fault.LostAnswer] = 0.06, [Fault.Slow] = 0.08, [Fault.ServerError] = 0.05, [Fault.Busy] = 0.03,
        [Fault.NoQuote] = 0.1, [Fault.QuoteExpired] = 0.1, [Fault.PriceRises] = 0.1,
        [Fault.CallbackFirst] = 0.1, [Fault.CallbackTwice] = 0.15, [Fault.CallbackOvertaken] = 0.15, [Fault.CallbackLate] = 0.1, [Fault.CallbackLost] = 0.15,
        [Fault.CallbackForged] = 0.1, [Fault.OldToken] = 0.1, [Fault.UnknownCode] = 0.1,
        [Fault.NoRider] = 0.08, [Fault.RiderChanged] = 0.12, [Fault.RiderCancels] = 0.08, [Fault.NoAnswer] = 0.05, [Fault.Returned] = 0.05,
        [Fault.PickupRace] = 0.5, [Fault.PositionJump] = 0.1,
    };

    /// <summary>The providers of sites S0 to S3.</summary>
    public static readonly string[][] Lists =
    [
        ["fengniao-v2", "dada", "meituan", "fengniao-v3"], ["dada", "meituan", "fengniao-v3", "fengniao-v2"],
        ["meituan", "fengniao-v3", "fengniao-v2", "dada"], ["fengniao-v3", "fengniao-v2", "dada", "meituan"],
    ];

    /// <summary>Every second site pays up to 6 yuan, so that prices are asked first.</summary>
    public static IReadOnlyList<CourierLimit> LimitsOf(int site) =>
        site % 2 == 0 ? [] : [.. Lists[site].Select(provider => new CourierLimit { Provider = provider, MaxFeeFen = 600, MaxLive = null })];

    private readonly Dictionary<Guid, AttemptState> ends = [];
    private readonly Dictionary<Guid, Duration> unknownSince = [];
    private Duration watched;
    private Instant? lookedAt;

    /// <summary>Attempts that were seen unknown.</summary>
    public int Unknowns { get; private set; }

    /// <summary>The longest that one was seen unknown.</summary>
    public Duration LongestSeen { get; private set; }

    public static void Brew(IEnumerable<SandboxCourier> couriers, int seed, Fault? without = null)
    {
        foreach (var courier in couriers)
        {
            courier.Faults.Seed(seed);
            foreach (var (fault, share) in Weather.Where(w => w.Key != without))
                courier.Faults.Set(fault, share);
        }
    }

    /// <summary>Nobody is on the way any more, but for the town's own riders.</summary>
    public static bool IsOver(IReadOnlyList<Delivery> deliveries, IReadOnlyList<DeliveryAttempt> attempts, IEnumerable<SandboxCourier> couriers) =>
        deliveries.All(d => d.IsEnded || attempts.Any(a => a is { Live: true, IsOwnRiders: true } && a.DeliveryId == d.Id))
        && couriers.All(courier => courier.All.All(order => order.IsEnded)) && !attempts.Any(a => a.Stray);

    /// <summary>Checks what must hold at any time.</summary>
    public void HoldsSoFar(IReadOnlyList<DeliveryAttempt> attempts, Instant now)
    {
        watched += Duration.Min(now - (lookedAt ?? now), LongestLook);
        lookedAt = now;
        foreach (var (deliveryId, own) in attempts.GroupBy(a => a.DeliveryId).Select(g => (g.Key, g.ToList())))
        {
            Assert.True(own.Count(a => a.Live) <= 1, $"{deliveryId} has two live attempts");
            Assert.Equal(own.Count, own.Select(a => a.Code).Distinct().Count());
        }

        // Nobody whom we gave up is still on his way; what never arrived may yet arrive, and is then taken back.
        foreach (var gone in attempts.Where(a => a is { Live: false, IsOwnRiders: false, IsGivenUpAsAbsent: false }))
            Assert.True(courierOf(gone.Provider).Find(gone.Code) is not { IsEnded: false }, $"still underway: {Told(gone)}");

        foreach (var attempt in attempts)
        {
            if (ends.TryGetValue(attempt.Id, out var end))
                Assert.Equal(end, attempt.State);
            else if (attempt.State.IsTerminal())
                ends[attempt.Id] = attempt.State;
            if (attempt.State != AttemptState.Unknown)
                unknownSince.Remove(attempt.Id);
            else if (unknownSince.TryAdd(attempt.Id, watched))
                Unknowns++;
            else
                NoteUnknown(attempt, watched - unknownSince[attempt.Id]);
        }
    }

    public void IsAsTheCouriersHaveIt(IReadOnlyList<DeliveryAttempt> attempts, int deliveries)
    {
        foreach (var attempt in attempts.Where(a => !a.IsOwnRiders))
        {
            var theirs = courierOf(attempt.Provider).Find(attempt.Code)?.State;
            var same = attempt.State switch
            {
                AttemptState.Delivered => theirs is OrderState.Delivered,
                AttemptState.Returned => theirs is OrderState.Returned,
                _ => theirs is null or OrderState.Cancelled or OrderState.Failed or OrderState.Returned,
            };
            Assert.True(same, $"the courier has {theirs}: {Told(attempt)}");
        }

        Assert.True(attempts.Count(a => a.State == AttemptState.Delivered) > deliveries / 2);
        Assert.True(attempts.Count > deliveries, "nobody was asked after another");
    }

    public string Unfinished(IReadOnlyList<DeliveryAttempt> attempts) =>
        string.Join('\n', attempts.Where(a => a.Live && !a.IsOwnRiders || a.Stray).Select(Told).Take(10));

    private void NoteUnknown(DeliveryAttempt attempt, Duration age)
    {
        LongestSeen = Duration.Max(LongestSeen, age);
        Assert.True(age < LongestUnknown, $"unknown for too long: {Told(attempt)}");
    }

    private string Told(DeliveryAttempt attempt) =>
        $"{attempt.Provider} {attempt.Code} {attempt.State} tries {attempt.Tries} absences {attempt.Absences} cancel {attempt.CancelWanted} "
        + $"failure {attempt.Failure} {attempt.RawCode}; theirs: "
        + string.Join(", ", courierOf(attempt.Provider).Find(attempt.Code)?.Log.Select(e => $"{e.State} {e.Trouble}") ?? ["nothing"]);
}
