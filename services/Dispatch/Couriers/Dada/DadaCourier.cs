using System.Text.Json;
using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Dispatch.Couriers.Dada;

/// <summary>Dada's riders: price, add, query, cancel, position, and the answer to riders who want to give an order back.</summary>
internal sealed class DadaCourier(DadaOptions options, CourierPace pace, DadaClient client) : ICourier, IQuotes
{
    public const string Code = "dada";
    public const string Done = "0";

    public string Provider => Code;

    public CourierPace Pace => pace;

    public object Acknowledgement => DadaUnsettled.Acknowledgement;

    public async Task<QuoteOutcome> QuoteAsync(Submission submission, CancellationToken ct) =>
        await client.PostAsync("order/queryDeliverFee", DadaOrder.From(submission, options), ct) switch
        {
            CourierReply.Answered { Code: Done, Data: { } data } when DadaUnsettled.DeliveryNo(data) is not null && data.FenFromYuan("fee") is > 0 and var fee =>
                new QuoteOutcome.Named(new Quote(fee, data)),
            CourierReply.Answered { Code: Done } answer => new QuoteOutcome.Unavailable(answer.Detail),
            CourierReply.Answered answer => QuoteOutcome.OfRefusal(RefusalWords.Reason(answer.Message), answer),
            var reply => QuoteOutcome.OfNoAnswer(reply),
        };

    public async Task<SubmitOutcome> SubmitAsync(Submission submission, CancellationToken ct) =>
        await PostOrderAsync(submission, ct) switch
        {
            CourierReply.Answered { Code: Done } answer => new SubmitOutcome.Accepted { QuotedFen = answer.Data?.FenFromYuan("fee") },
            CourierReply.Answered { Code: DadaUnsettled.Repeated } => new SubmitOutcome.AlreadyExists(),
            CourierReply.Answered answer when submission.Quote is not null && DadaUnsettled.MeansQuoteIsOver(answer) => new SubmitOutcome.QuoteIsOver(answer.Detail),
            CourierReply.Answered answer => new SubmitOutcome.Refused(RefusalWords.Reason(answer.Message), answer.Code, answer.Message),
            var reply => SubmitOutcome.OfNoAnswer(reply),
        };

    public async Task<QueryOutcome> QueryAsync(CourierOrder order, CancellationToken ct) =>
        await client.PostAsync("order/status/query", new { order_id = order.Code }, ct) switch
        {
            CourierReply.Answered { Code: Done, Data: { } data } => new QueryOutcome.Found(DadaVocabulary.Read(data, order.Held))
            {
                ProviderRef = data.Text("client_id") is { Length: > 0 } number ? number : null,
                FeeFen = FeeOf(data),
            },
            CourierReply.Answered answer when DadaUnsettled.MeansAbsent(answer) => new QueryOutcome.Absent(),
            CourierReply.Answered answer => new QueryOutcome.CannotTell(answer.Detail),
            var reply => new QueryOutcome.Unavailable(reply.Detail),
        };

    public async Task<CancelOutcome> CancelAsync(CourierOrder order, string reason, Instant now, CancellationToken ct) =>
        await client.PostAsync(
            "order/formalCancel", new { order_id = order.Code, cancel_reason_id = DadaUnsettled.CancelReasonOther, cancel_reason = reason }, ct) switch
        {
            CourierReply.Answered { Code: Done } answer => new CancelOutcome.Cancelled(answer.Data?.FenFromYuan("deduct_fee")),
            CourierReply.Answered answer when DadaUnsettled.MeansAbsent(answer) => new CancelOutcome.Absent(),
            CourierReply.Answered => new CancelOutcome.TooLate(),
            var reply => new CancelOutcome.Unknown(reply.Detail),
        };

    public async Task<bool> AnswerRiderAsync(CourierOrder order, bool mayGo, CancellationToken ct)
    {
        var body = new { orderId = order.Code, isConfirm = mayGo ? 1 : 0, rejectReason = mayGo ? "" : "餐已取走，请送达" };
        return await client.PostAsync("message/confirm", new { messageType = 1, messageBody = JsonSerializer.Serialize(body) }, ct) is CourierReply.Answered;
    }

    public Task ConfirmReturnAsync(CourierOrder order, CancellationToken ct) => client.PostAsync("order/confirm/goods", new { order_id = order.Code }, ct);

    public Task<CallbackOutcome> ReadCallbackAsync(string body, CancellationToken ct) => Task.FromResult(DadaCallback.Read(body));

    public async Task<GeoPoint?> LocateRiderAsync(CourierOrder order, CancellationToken ct) =>
        await client.PostAsync("order/transporter/position", new { orderIds = new[] { order.Code } }, ct)
            is CourierReply.Answered { Code: Done, Data: { } data }
            ? DadaUnsettled.RiderPosition(data)
            : null;

    private Task<CourierReply> PostOrderAsync(Submission submission, CancellationToken ct) =>
        submission.Quote is { } quote
            ? client.PostAsync("order/addAfterQuery", new { deliveryNo = DadaUnsettled.DeliveryNo(quote.Said) }, ct)
            : client.PostAsync("order/addOrder", DadaOrder.From(submission, options), ct);

    /// <summary>What is charged, or else the fee with its parts.</summary>
    private static long? FeeOf(JsonElement order) =>
        order.FenFromYuan("actualFee") is > 0 and var actual
            ? actual
            : order.FenFromYuan("deliveryFee") is > 0 and var fee
                ? fee + (order.FenFromYuan("tips") ?? 0) + (order.FenFromYuan("insuranceFee") ?? 0) - (order.FenFromYuan("couponFee") ?? 0)
                : null;
}
