using System.Globalization;
using System.Text.Json;
using MealDispatch.CourierSandbox.Riders;

namespace MealDispatch.CourierSandbox.Meituan;

/// <summary>Meituan's riders: callbacks skip what has no code, exceptions come beside the state, orders never flow back.</summary>
internal sealed class MeituanCourier(SandboxOptions options, CallbackPost callbacks, TimeProvider time) : SandboxCourier(options, callbacks, time)
{
    private const int UnknownStatus = 66;
    private const int MostCallsPerSecond = 10;
    private readonly SandboxOptions options = options;
    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> recent = new();

    public override string Provider => "meituan";

    protected override bool OrdersWaitBetweenRiders => false;

    /// <summary>True for every call beyond ten within a second.</summary>
    public bool IsFlooded()
    {
        lock (gate)
        {
            while (recent.TryPeek(out var first) && Now - first >= TimeSpan.FromSeconds(1))
                recent.Dequeue();
            if (recent.Count >= MostCallsPerSecond)
                return true;
            recent.Enqueue(Now);
            return false;
        }
    }

    protected override IResult TooManyCalls() => MeituanAnswers.Of(MeituanAnswers.TooMany, "接口流控");

    protected override IEnumerable<CallbackMessage> Tell(SandboxOrder order, LogEntry entry, Disguise disguise)
    {
        if (disguise == Disguise.None && MeituanWords.Exception(entry.Trouble) is { } exception)
            yield return Signed(order, entry, disguise, new()
            {
                ["exception_id"] = $"{order.Code}{entry.At.ToUnixTimeMilliseconds()}",
                ["exception_code"] = Text(exception),
                ["exception_descr"] = entry.Trouble.ToString(),
                ["exception_time"] = Text(entry.At.ToUnixTimeSeconds()),
            });
        var status = disguise switch
        {
            Disguise.Forged => MeituanWords.Status(OrderState.Delivered),
            Disguise.UnknownCode => UnknownStatus,
            _ => entry.State is OrderState.AtShop or OrderState.Returning ? null : MeituanWords.Status(entry.State),
        };
        if (status is { } code)
            yield return Signed(order, entry, disguise, new()
            {
                ["status"] = Text(code),
                ["cancel_reason_id"] = entry.State is OrderState.Cancelled or OrderState.Failed or OrderState.Returned ? MeituanWords.CancelReason(entry.Trouble) : "",
                ["cancel_reason"] = "",
            });
    }

    /// <summary>Form fields for one order, JSON for the next: real couriers' documents leave both open.</summary>
    private CallbackMessage Signed(SandboxOrder order, LogEntry entry, Disguise disguise, Dictionary<string, string> fields)
    {
        fields["delivery_id"] = order.Code;
        fields["mt_peisong_id"] = order.Number;
        fields["order_id"] = order.Code;
        fields["courier_name"] = entry.RiderName;
        fields["courier_phone"] = entry.RiderPhone;
        fields["appkey"] = options.AppId;
        fields["timestamp"] = Text(Now.ToUnixTimeSeconds());
        fields["sign"] = Signatures.Of(disguise == Disguise.Forged ? "a-guess" : options.Secret, fields);
        return order.Code[^1] % 2 == 0
            ? new CallbackMessage(CallbackUrl, JsonSerializer.Serialize(fields))
            : new CallbackMessage(
                CallbackUrl, string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}")), "application/x-www-form-urlencoded");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
