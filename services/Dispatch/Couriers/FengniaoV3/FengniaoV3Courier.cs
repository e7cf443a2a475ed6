using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Couriers.FengniaoV2;
using NodaTime;

namespace MealDispatch.Dispatch.Couriers.FengniaoV3;

/// <summary>Ele.me's riders over the open API v3: price, create, query, cancel in two steps, rider position.</summary>
internal sealed class FengniaoV3Courier(FengniaoV3Options options, CourierPace pace, FengniaoV3Client client) : ICourier, IQuotes
{
    public const string Code = "fengniao-v3";
    public const string Done = "200";

    private const int RoleMerchant = 1;
    private const int LongestReason = 20;

    public string Provider => Code;

    public CourierPace Pace => pace;

    public object Acknowledgement => FengniaoV3Unsettled.Acknowledgement;

    public async Task<QuoteOutcome> QuoteAsync(Submission submission, CancellationToken ct) =>
        await client.PostAsync("preCreateOrder", FengniaoV3Order.From(submission), ct) switch
        {
            CourierReply.Answered { Code: Done, Data: { } data } answer => FengniaoV3Unsettled.QuoteOf(data, answer),
            CourierReply.Answered answer => QuoteOutcome.OfRefusal(FengniaoVocabulary.RefusalReason(answer.Code), answer),
            var reply => QuoteOutcome.OfNoAnswer(reply),
        };

    public async Task<SubmitOutcome> SubmitAsync(Submission submission, CancellationToken ct) =>
        await client.PostAsync("createOrder", FengniaoV3Order.From(submission), ct) switch
        {
            CourierReply.Answered { Code: Done } answer => new SubmitOutcome.Accepted { ProviderRef = answer.Data?.Text("order_id") },
            CourierReply.Answered { Code: "50011" } => new SubmitOutcome.AlreadyExists(),
            CourierReply.Answered answer when FengniaoVocabulary.IsBreakdown(answer.Code) => new SubmitOutcome.Unknown(answer.Detail),
            CourierReply.Answered answer when submission.Quote is not null && FengniaoVocabulary.RefusalReason(answer.Code).IsOfTheAccount() =>
                new SubmitOutcome.QuoteIsOver(answer.Detail),
            CourierReply.Answered answer => new SubmitOutcome.Refused(FengniaoVocabulary.RefusalReason(answer.Code), answer.Code, answer.Message),
            var reply => SubmitOutcome.OfNoAnswer(reply),
        };

    public async Task<QueryOutcome> QueryAsync(CourierOrder order, CancellationToken ct) =>
        await client.PostAsync("getOrderDetail", new { partner_order_code = order.Code }, ct) switch
        {
            CourierReply.Answered { Code: Done, Data: { } data } =>
                FengniaoHistory.Read(data, order.Held) with { FeeFen = FengniaoV3Unsettled.FeeFen(data) },
            CourierReply.Answered { Code: "50025" or "50026" } => new QueryOutcome.NotYet(),
            CourierReply.Answered { Code: "50037" } => new QueryOutcome.Absent(),
            CourierReply.Answered answer => new QueryOutcome.CannotTell(answer.Detail),
            var reply => new QueryOutcome.Unavailable(reply.Detail),
        };

    /// <summary>First the price is asked, then the order is cancelled at that price.</summary>
    public async Task<CancelOutcome> CancelAsync(CourierOrder order, string reason, Instant now, CancellationToken ct)
    {
        var reasons = await client.PostAsync("getCancelReasonList", new { partner_order_code = order.Code }, ct);
        if (reasons is not CourierReply.Answered listed)
            return new CancelOutcome.Unknown(reasons.Detail);
        var code = FengniaoV3Unsettled.CancelCode(listed.Data);

        var priced = await client.PostAsync("preCancelOrder", new { partner_order_code = order.Code, order_cancel_code = code }, ct);
        if (priced is not CourierReply.Answered { Code: Done } price)
            return NotCancelled(priced);

        var fee = price.Data?.Whole("actual_cancel_cost_cent") ?? 0;
        var payload = new
        {
            order_id = order.ProviderRef ?? "",
            partner_order_code = order.Code,
            order_cancel_code = code,
            order_cancel_role = RoleMerchant,
            order_cancel_other_reason = CourierParcel.Clip(reason, LongestReason),
            actual_cancel_cost_cent = fee,
        };
        return await client.PostAsync("cancelOrder", payload, ct) switch
        {
            CourierReply.Answered { Code: Done } => new CancelOutcome.Cancelled(fee),
            var reply => NotCancelled(reply),
        };
    }

    public Task<CallbackOutcome> ReadCallbackAsync(string body, CancellationToken ct) => Task.FromResult(FengniaoV3Callback.Read(body, options));

    public async Task<GeoPoint?> LocateRiderAsync(CourierOrder order, CancellationToken ct) =>
        await client.PostAsync(FengniaoV3Unsettled.RiderPositionMethod, new { partner_order_code = order.Code }, ct)
            is CourierReply.Answered { Code: Done, Data: { } data }
            ? FengniaoV3Unsettled.RiderPosition(data)
            : null;

    private static CancelOutcome NotCancelled(CourierReply reply) => reply switch
    {
        CourierReply.Answered { Code: "50037" } => new CancelOutcome.Absent(),
        CourierReply.Answered answer when !FengniaoVocabulary.IsBreakdown(answer.Code) => new CancelOutcome.TooLate(),
        _ => new CancelOutcome.Unknown(reply.Detail),
    };
}
