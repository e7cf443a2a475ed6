using System.Text.Json;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using NodaTime;

namespace MealDispatch.Dispatch.Couriers.FengniaoV2;

/// <summary>Ele.me's riders over the open API v2 ("anubis"): create, query, cancel, rider position.</summary>
internal sealed class FengniaoCourier(FengniaoOptions options, CourierPace pace, FengniaoClient client, CourierTokens tokens) : ICourier
{
    public const string Code = "fengniao-v2";

    private const string Done = "200";

    public string Provider => Code;

    public CourierPace Pace => pace;

    public object Acknowledgement => FengniaoUnsettled.Acknowledgement;

    public async Task<SubmitOutcome> SubmitAsync(Submission submission, CancellationToken ct) =>
        await client.PostAsync("v2/order", FengniaoOrder.From(submission, options.NotifyUrl), ct) switch
        {
            CourierReply.Answered { Code: Done } => new SubmitOutcome.Accepted(),
            CourierReply.Answered { Code: "50011" } => new SubmitOutcome.AlreadyExists(),
            CourierReply.Answered answer when FengniaoVocabulary.IsBreakdown(answer.Code) => new SubmitOutcome.Unknown($"{answer.Code} {answer.Message}"),
            CourierReply.Answered answer =>
                new SubmitOutcome.Refused(FengniaoVocabulary.RefusalReason(answer.Code), answer.Code, answer.Message),
            var reply => SubmitOutcome.OfNoAnswer(reply),
        };

    public async Task<QueryOutcome> QueryAsync(CourierOrder order, CancellationToken ct) =>
        await client.PostAsync("v2/order/query", new { partner_order_code = order.Code }, ct) switch
        {
            CourierReply.Answered { Code: Done, Data: { } data } => ReadOrder(data, order.Held),
            CourierReply.Answered { Code: "50025" or "50026" } => new QueryOutcome.NotYet(),
            CourierReply.Answered { Code: "50037" } => new QueryOutcome.Absent(),
            CourierReply.Answered answer => new QueryOutcome.CannotTell(answer.Detail),
            var reply => new QueryOutcome.Unavailable(reply.Detail),
        };

    public async Task<CancelOutcome> CancelAsync(CourierOrder order, string reason, Instant now, CancellationToken ct)
    {
        var payload = new
        {
            partner_order_code = order.Code,
            order_cancel_reason_code = 2,
            order_cancel_code = FengniaoUnsettled.CancelCodeOther,
            order_cancel_description = reason,
            order_cancel_time = now.ToUnixTimeMilliseconds(),
        };
        return await client.PostAsync("v2/order/cancel", payload, ct) switch
        {
            CourierReply.Answered { Code: Done } => new CancelOutcome.Cancelled(),
            CourierReply.Answered { Code: "50101" or "50102" } => new CancelOutcome.TooLate(),
            CourierReply.Answered { Code: "50037" } => new CancelOutcome.Absent(),
            var reply => new CancelOutcome.Unknown(reply.Detail),
        };
    }

    public async Task<GeoPoint?> LocateRiderAsync(CourierOrder order, CancellationToken ct) =>
        await client.PostAsync("v2/order/carrier", new { partner_order_code = order.Code }, ct)
            is CourierReply.Answered { Code: Done, Data: { } data }
            ? FengniaoUnsettled.RiderPosition(data)
            : null;

    public async Task<CallbackOutcome> ReadCallbackAsync(string body, CancellationToken ct)
    {
        if (FengniaoCallback.Read(body) is not { } callback
            || !callback.IsSignedBy(options.AppId, await tokens.ForVerificationAsync(ct)))
            return new CallbackOutcome.Forged();

        return callback.Notice()?.ToOutcome() ?? new CallbackOutcome.Unreadable(callback.Signature);
    }

    private static QueryOutcome.Found ReadOrder(JsonElement data, AttemptState held) =>
        FengniaoHistory.Read(data, held) with
        {
            FeeFen = data.FenFromYuan("order_total_delivery_cost") - (data.FenFromYuan("order_total_delivery_discount") ?? 0),
        };
}
