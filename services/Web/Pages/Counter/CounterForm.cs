using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Counter;

/// <summary>What travels between the counter's steps in form fields, never in an address: who stands there, the card that was scanned, what they want.</summary>
/// <param name="Card">The card's code; null when they came without.</param>
/// <param name="Meal">A meal period eaten now.</param>
/// <param name="Later">A later meal, like <c>2025-07-01.lunch</c>; null when it is eaten now.</param>
/// <param name="Yuan">A sum in place of items, as typed.</param>
/// <param name="Expected">What was shown to be paid.</param>
/// <param name="Key">The idempotency key of what is shown.</param>
internal sealed record CounterForm(
    string Site, Guid Resident, string? Card, string Meal, string? Later, string Fulfilment, string Payment, string? Reason, string? Remark, string? LateReason,
    string? Yuan, long? Expected, string Key, IReadOnlyDictionary<string, int> Quantities)
{
    private const string QuantityPrefix = "q.";
    private const int MaxItems = 100;

    public LocalDate? LaterDate => LocalDatePattern.Iso.Parse(Later?.Split('.')[0] ?? "") is { Success: true, Value: var date } ? date : null;

    public string LaterMeal => Later?.Split('.') is [_, var meal] ? meal : "";

    /// <summary>A delivery is paid from the meal account, whatever was ticked.</summary>
    public string LaterPayment => Fulfilment == "delivery" ? "meal-account" : Payment;

    public static CounterForm Of(IFormCollection form)
    {
        var quantities = form.Where(f => f.Key.StartsWith(QuantityPrefix, StringComparison.Ordinal)).Take(MaxItems)
            .Select(f => (Code: f.Key[QuantityPrefix.Length..], Quantity: int.TryParse(f.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0))
            .Where(q => q.Quantity > 0).ToDictionary(q => q.Code, q => q.Quantity);
        // One press on an item: its code, and the price that stood on the button.
        var pressed = Text("item")?.Split('|');
        if (pressed is [var code, _])
            quantities = new Dictionary<string, int> { [code] = 1 };
        return new CounterForm(
            Text("site") ?? "", Guid.TryParse(form["resident"], out var resident) ? resident : Guid.Empty, Text("card"), Text("meal") ?? "", Text("later"),
            Text("fulfilment") ?? "pickup", Text("payment") ?? "at-site", Text("reason"), Text("remark"), Text("lateReason"), Text("yuan"),
            long.TryParse(pressed is [_, var price] ? price : Text("expected"), NumberStyles.None, CultureInfo.InvariantCulture, out var fen) ? fen : null,
            Text("key") ?? "", quantities);

        string? Text(string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>For hidden fields.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Who => [new("site", Site), new("resident", Resident.ToString()), new("card", Card)];

    /// <summary>Everything that was priced, for hidden fields.</summary>
    public IEnumerable<KeyValuePair<string, string?>> All =>
    [
        .. Who, new("meal", Meal), new("later", Later), new("fulfilment", Fulfilment), new("payment", Payment), new("reason", Reason), new("remark", Remark),
        new("lateReason", LateReason), new("yuan", Yuan), .. Quantities.Select(q => KeyValuePair.Create<string, string?>(QuantityPrefix + q.Key, q.Value.ToString(CultureInfo.InvariantCulture))),
    ];

    public object DineIn(long? foodFen) => new
    {
        CardCode = Card,
        ResidentId = Card is null ? Resident : (Guid?)null,
        MealPeriod = Meal,
        Lines = foodFen is null ? Lines : null,
        FoodFen = foodFen,
        PaymentMethod = Payment,
        OverrideReason = Card is null ? Reason : null,
        ExpectedPayableFen = Expected,
    };

    public object Order() => new
    {
        ResidentId = Resident,
        SiteCode = Site,
        ServiceDate = LaterDate,
        MealPeriod = LaterMeal,
        Fulfilment,
        Lines,
        Remark,
        PaymentMethod = LaterPayment,
        ExpectedPayableFen = Expected,
        LateReason,
    };

    private IEnumerable<object> Lines => Quantities.Select(q => new { ItemCode = q.Key, Quantity = q.Value });
}
