using System.Text.Json;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Places;
using NodaTime;

namespace MealDispatch.Dispatch.Couriers.Meituan;

/// <summary>
/// Meituan's riders: create, query, cancel, rider position. All but create want Meituan's own number of the order, so that after a lost
/// answer only the same create again tells it.
/// </summary>
internal sealed class MeituanCourier(MeituanOptions options, CourierPace pace, MeituanClient client) : ICourier
{
    public const string Code = "meituan";

    private const string Done = "0";

    public string Provider => Code;

    public CourierPace Pace => pace;

    public object Acknowledgement => MeituanUnsettled.Acknowledgement;

    public async Task<SubmitOutcome> SubmitAsync(Submission submission, CancellationToken ct) =>
        await client.PostAsync("order/createByShop", MeituanOrder.From(submission, options), ct) switch
        {
            CourierReply.Answered { Code: Done } answer => new SubmitOutcome.Accepted { ProviderRef = answer.Data?.Text("mt_peisong_id") },
            CourierReply.Answered { Code: MeituanUnsettled.SystemError } answer => new SubmitOutcome.Unknown(answer.Detail),
            CourierReply.Answered answer => new SubmitOutcome.Refused(RefusalWords.Reason(answer.Message), answer.Code, answer.Message),
            var reply => SubmitOutcome.OfNoAnswer(reply),
        };

    public async Task<QueryOutcome> QueryAsync(CourierOrder order, CancellationToken ct)
    {
        if (order is { ProviderRef: null, Held: AttemptState.Unknown })
            return new QueryOutcome.CannotTell("No mt_peisong_id yet.");
        return await client.PostAsync("order/status/query", Names(order), ct) switch
        {
            CourierReply.Answered { Code: Done, Data: { } data } => Found(data),
            CourierReply.Answered answer when MeituanUnsettled.MeansAbsent(answer) => new QueryOutcome.Absent(),
            CourierReply.Answered { Code: not MeituanUnsettled.SystemError } answer => new QueryOutcome.CannotTell(answer.Detail),
            var reply => new QueryOutcome.Unavailable(reply.Detail),
        };
    }

    public async Task<CancelOutcome> CancelAsync(CourierOrder order, string reason, Instant now, CancellationToken ct)
    {
        if (order.ProviderRef is null)
            return new CancelOutcome.CannotTell("No mt_peisong_id yet.");
        var payload = new Dictionary<string, string>(Names(order))
        {
            ["cancel_reason_id"] = MeituanUnsettled.CancelReasonOther,
            ["cancel_reason"] = reason,
        };
        return await client.PostAsync("order/delete", payload, ct) switch
        {
            CourierReply.Answered { Code: Done } => new CancelOutcome.Cancelled(),
            CourierReply.Answered { Code: MeituanUnsettled.SystemError } answer => new CancelOutcome.Unknown(answer.Detail),
            CourierReply.Answered answer when MeituanUnsettled.MeansAbsent(answer) => new CancelOutcome.Absent(),
            CourierReply.Answered => new CancelOutcome.TooLate(),
            var reply => new CancelOutcome.Unknown(reply.Detail),
        };
    }

    public Task<CallbackOutcome> ReadCallbackAsync(string body, CancellationToken ct) => Task.FromResult(MeituanCallback.Read(body, options));

    public async Task<GeoPoint?> LocateRiderAsync(CourierOrder order, CancellationToken ct) =>
        await client.PostAsync("order/rider/location", Names(order), ct) is CourierReply.Answered { Code: Done, Data: { } data }
            && data.Number("lng") / 1_000_000m is { } lng && data.Number("lat") / 1_000_000m is { } lat && Coordinates.IsOnEarth((double)lat, (double)lng)
            ? Coordinates.FromGcj02(new GeoPoint((double)lat, (double)lng))
            : null;

    private static QueryOutcome.Found Found(JsonElement data) =>
        new(MeituanVocabulary.Report(data, data.InstantAt("operate_time")) is { } present ? [present with { Authoritative = true }] : [])
        {
            ProviderRef = data.Text("mt_peisong_id"),
        };

    private static Dictionary<string, string> Names(CourierOrder order) =>
        new() { ["delivery_id"] = order.Code, ["mt_peisong_id"] = order.ProviderRef ?? "" };
}
