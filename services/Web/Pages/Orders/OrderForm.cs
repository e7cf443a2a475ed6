using System.Globalization;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>An order as it travels from the menu to 核对 and back, in form fields; quantities are <c>q.</c> and the item's code.</summary>
internal sealed record OrderForm(
    Guid Resident, string Site, string Meal, string Fulfilment, string Payment, string? Remark, IReadOnlyDictionary<string, int> Quantities)
{
    private const string QuantityPrefix = "q.";
    private const int MaxItems = 100;

    public string ServiceDate => Meal.Split('.')[0];

    public string MealPeriod => Meal.Split('.') is [_, var period] ? period : "";

    /// <summary>A delivery is paid from the meal account, whatever was ticked.</summary>
    public string PaymentMethod => Fulfilment == "delivery" ? "meal-account" : Payment;

    public static OrderForm Of(IFormCollection form) => new(
        Guid.TryParse(form["resident"], out var resident) ? resident : Guid.Empty,
        form["site"].ToString(),
        form["meal"].ToString(),
        form["fulfilment"] is [{ Length: > 0 } fulfilment] ? fulfilment : "delivery",
        form["payment"] is [{ Length: > 0 } payment] ? payment : "meal-account",
        form["remark"] is [{ Length: > 0 } remark] ? remark : null,
        form.Where(f => f.Key.StartsWith(QuantityPrefix, StringComparison.Ordinal)).Take(MaxItems)
            .Select(f => (Code: f.Key[QuantityPrefix.Length..], Quantity: int.TryParse(f.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0))
            .Where(q => q.Quantity > 0).ToDictionary(q => q.Code, q => q.Quantity));

    /// <summary>The body of a quote or an order.</summary>
    public object ToRequest(long? expectedPayableFen = null) => new
    {
        ResidentId = Resident,
        SiteCode = Site,
        ServiceDate,
        MealPeriod,
        Fulfilment,
        Lines = Quantities.Select(q => new { ItemCode = q.Key, Quantity = q.Value }),
        Remark,
        PaymentMethod,
        ExpectedPayableFen = expectedPayableFen,
    };

    /// <summary>For hidden fields.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields =>
    [
        new("resident", Resident.ToString()), new("site", Site), new("meal", Meal), new("fulfilment", Fulfilment), new("payment", Payment), new("remark", Remark ?? ""),
        .. Quantities.Select(q => new KeyValuePair<string, string>(QuantityPrefix + q.Key, q.Value.ToString(CultureInfo.InvariantCulture))),
    ];
}
