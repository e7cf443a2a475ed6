using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.RateLimiting;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Attempts.ReceiveCallback;

/// <summary>Not signed by the courier that it claims to come from.</summary>
internal sealed record CallbackForged() : NotSignedIn("dispatch.callback-signature");

/// <summary>
/// A courier tells what happened. The signature is checked on the raw body; the callback is stored and merged in one commit, and only
/// then answered. Whatever a signed callback holds, it is answered 200: a courier that repeats what we cannot read helps nobody.
/// </summary>
internal static class ReceiveCallbackEndpoint
{
    private const int MaxBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhooks/couriers/{provider}", HandleAsync)
            .AllowAnonymous()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MaxBytes))
            .WithName("Dispatch_ReceiveCallback")
            .WithSummary("Takes a courier's callback in the courier's own format and signature.")
            .Accepts<JsonElement>("application/json", "application/x-www-form-urlencoded", "*/*")
            .Produces(StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> HandleAsync(
        string provider, HttpRequest request, CourierList couriers, CallbackLimiter limiter, StoreCallback store, CancellationToken ct)
    {
        if (couriers.Find(provider) is not { } courier)
            return new Absent().ToProblem();
        if (!limiter.TryEnter())
            return new TooMany().ToProblem();
        if (await ReadAsync(request.Body, ct) is not { } body)
            return TypedResults.Problem(statusCode: StatusCodes.Status413PayloadTooLarge, extensions: [new("code", "request.too-large")]);

        var callback = await courier.ReadCallbackAsync(body, ct);
        await store.RunAsync(provider, callback, body, ct);
        return callback is CallbackOutcome.Forged ? new CallbackForged().ToProblem() : TypedResults.Json(courier.Acknowledgement);
    }

    /// <summary>Null when it is too large.</summary>
    private static async Task<string?> ReadAsync(Stream body, CancellationToken ct)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length > MaxBytes ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }
}

/// <summary>Enough for a town's couriers at noon; a flood is answered 429.</summary>
internal sealed class CallbackLimiter : IDisposable
{
    private readonly TokenBucketRateLimiter limiter = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 2000,
        TokensPerPeriod = 200,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    public bool TryEnter()
    {
        using var lease = limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}

/// <summary>Stores a callback and merges it into its attempt, in one commit; a repeat changes nothing.</summary>
internal sealed class StoreCallback(Database<DispatchDbContext> database, TimeProvider time)
{
    private const int KeptOfForged = 500;

    public Task RunAsync(string provider, CallbackOutcome callback, string body, CancellationToken ct) =>
        database.WriteAsync(unit => StoreAsync(unit, provider, callback, body, ct), ct);

    private async Task StoreAsync(Unit<DispatchDbContext> unit, string provider, CallbackOutcome callback, string body, CancellationToken ct)
    {
        var key = callback switch
        {
            CallbackOutcome.Notice notice => notice.DedupeKey,
            CallbackOutcome.Unreadable unreadable => unreadable.DedupeKey,
            _ => $"forged:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}",
        };
        if (key.Length > 200)
            key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        if (await unit.Db.AttemptEvents.AnyAsync(e => e.Provider == provider && e.DedupeKey == key, ct))
            return;

        if (callback is not CallbackOutcome.Notice told)
            Record(unit, provider, key, body, callback is CallbackOutcome.Forged ? EventVerdict.Forged : EventVerdict.Unreadable, null, null);
        else if (await unit.Db.Attempts.SingleOrDefaultAsync(a => a.Code == told.Code && a.Provider == provider, ct) is not { } attempt)
            Record(unit, provider, key, body, EventVerdict.NotOurs, null, told);
        else
            await MergeAsync(unit, attempt, told, new ReportOrigin(EventSource.Callback, key, body), ct);
    }

    private async Task MergeAsync(
        Unit<DispatchDbContext> unit, DeliveryAttempt attempt, CallbackOutcome.Notice told, ReportOrigin origin, CancellationToken ct)
    {
        var realNow = time.GetUtcNow();
        var delivery = await unit.Db.Deliveries.SingleAsync(d => d.Id == attempt.DeliveryId, ct);
        // It arrived after all, when it was given up.
        if (attempt.IsGivenUpAsAbsent && !attempt.Stray)
            attempt.SuspectStray(realNow.UtcDateTime);

        if (told.IsHint)
        {
            Record(unit, attempt.Provider, origin.DedupeKey, origin.Raw!, EventVerdict.Hint, attempt.Id, told);
            if (attempt.Live && told.RiderAsksToGo)
                attempt.LetRiderAsk(realNow.UtcDateTime);
            else if (attempt.Live)
                attempt.CallAgainAt(realNow.UtcDateTime);
            return;
        }

        if (told.ProviderRef is not null)
            attempt.Know(told.ProviderRef, feeFen: null, etaAt: null);
        if (told.Trouble is { } trouble && attempt.Live)
            new FollowAttempt(unit, delivery, attempt, realNow).MeetTrouble(trouble, told.RawCode, told.ProviderTime);

        if (told.ReportTo(attempt.State) is not { } report)
        {
            // A code that we do not know: what it means shows in what the courier holds.
            Record(unit, attempt.Provider, origin.DedupeKey, origin.Raw!, EventVerdict.NoState, attempt.Id, told);
            if (attempt.Live)
                attempt.CallAgainAt(realNow.UtcDateTime);
            return;
        }

        var follow = new FollowAttempt(unit, delivery, attempt, realNow);
        if (attempt.Live && EndsWithoutPickup(attempt, report))
        {
            // A lost callback would lose the evidence of the pickup: the courier's log is asked first.
            follow.WasSubmitted();
            attempt.Hold(JsonSerializer.Serialize(report, Json.Options), realNow.UtcDateTime);
            follow.Record(report, EventVerdict.Held, origin);
            return;
        }

        await follow.FollowAsync(report, origin, ct);
    }

    private static bool EndsWithoutPickup(DeliveryAttempt attempt, CourierReport report) =>
        !attempt.PickedUp
        && (report.State == AttemptState.Delivered || report.State == AttemptState.Failed && report.Failure?.IsResidentsPart() == true);

    private static void Record(
        Unit<DispatchDbContext> unit, string provider, string key, string body, EventVerdict verdict, Guid? attemptId, CallbackOutcome.Notice? told) =>
        unit.Db.AttemptEvents.Add(new AttemptEvent
        {
            Id = Ids.New(),
            AttemptId = attemptId,
            Provider = provider,
            Source = EventSource.Callback,
            Verdict = verdict,
            State = null,
            RawCode = told?.RawCode is { Length: > 200 } code ? code[..200] : told?.RawCode,
            ProviderTime = told?.ProviderTime,
            ReceivedAt = unit.Now,
            DedupeKey = key,
            Raw = body.Length > KeptOfForged ? body[..KeptOfForged] : body,
        });
}
