using System.Globalization;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>What somebody wants of a menu. The name tells the dish again where another menu uses the code for another dish.</summary>
internal sealed record Wanted(string ItemCode, string? Name, int Quantity);

/// <summary>
/// An order as it travels from the menu to 核对 and back, in form fields: quantities are <c>q.</c> and the item's code, names <c>n.</c> and the code.
/// </summary>
internal sealed record OrderForm(Guid Resident, string Site, string Meal, string Fulfilment, string Payment, string? Remark, IReadOnlyList<Wanted> Lines)
{
    private const string QuantityPrefix = "q.";
    private const string NamePrefix = "n.";
    private const int MaxItems = 100;
    private const int MaxText = 200;

    public string ServiceDate => Meal.Split('.')[0];

    public string MealPeriod => Meal.Split('.') is [_, var period] ? period : "";

    /// <summary>A delivery is paid from the meal account, whatever was ticked.</summary>
    public string PaymentMethod => Fulfilment == "delivery" ? "meal-account" : Payment;

    public static OrderForm Of(IFormCollection form) => new(
        Guid.TryParse(Chosen(form, "resident"), out var resident) ? resident : Guid.Empty,
        Chosen(form, "site"),
        Chosen(form, "meal"),
        form["fulfilment"] is [{ Length: > 0 } fulfilment] ? fulfilment : "delivery",
        form["payment"] is [{ Length: > 0 } payment] ? payment : "meal-account",
        form["remark"].ToString().Trim() is { Length: > 0 } remark ? Short(remark) : null,
        [.. form.Where(f => f.Key.StartsWith(QuantityPrefix, StringComparison.Ordinal)).Take(MaxItems)
            .Select(f => (Code: f.Key[QuantityPrefix.Length..], Quantity: int.TryParse(f.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0))
            .Where(q => q.Quantity > 0)
            .Select(q => new Wanted(q.Code, form[NamePrefix + q.Code].ToString() is { Length: > 0 } name ? Short(name) : null, q.Quantity))]);

    /// <summary>The body of a quote or an order.</summary>
    public object ToRequest(long? expectedPayableFen = null) => new
    {
        ResidentId = Resident,
        SiteCode = Site,
        ServiceDate,
        MealPeriod,
        Fulfilment,
        Lines = Lines.Select(l => new { l.ItemCode, l.Quantity }),
        Remark,
        PaymentMethod,
        ExpectedPayableFen = expectedPayableFen,
    };

    /// <summary>For hidden fields, and to be kept.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields() =>
    [
        new("resident", Resident.ToString()), new("site", Site), new("meal", Meal), new("fulfilment", Fulfilment), new("payment", Payment), new("remark", Remark ?? ""),
        .. Lines.Select(l => new KeyValuePair<string, string>(QuantityPrefix + l.ItemCode, l.Quantity.ToString(CultureInfo.InvariantCulture))),
        .. Lines.Where(l => l.Name is not null).Select(l => new KeyValuePair<string, string>(NamePrefix + l.ItemCode, l.Name!)),
    ];

    /// <summary>The button that changes it was pressed, or it stays as it is.</summary>
    private static string Chosen(IFormCollection form, string name) => form["to-" + name] is [{ Length: > 0 } changed] ? changed : form[name].ToString();

    private static string Short(string text) => text.Length > MaxText ? text[..MaxText] : text;
}
