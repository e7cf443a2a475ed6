using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Ordering.Orders;

/// <summary>The body of an order and of a quote.</summary>
internal sealed record OrderRequest(
    Guid? ResidentId,
    string? SiteCode,
    LocalDate? ServiceDate,
    MealPeriod? MealPeriod,
    Fulfilment? Fulfilment,
    IReadOnlyList<OrderLineRequest?>? Lines,
    string? Remark,
    PaymentMethod? PaymentMethod,
    long? ExpectedPayableFen,
    string? LateReason);

internal sealed record OrderLineRequest(string? ItemCode, int? Quantity);

/// <summary>What somebody wants to order, well-formed; whether it may be had is another question.</summary>
internal sealed record OrderWish(
    Guid ResidentId,
    string SiteCode,
    LocalDate ServiceDate,
    MealPeriod MealPeriod,
    Fulfilment Fulfilment,
    IReadOnlyDictionary<string, int> Quantities,
    string? Remark,
    PaymentMethod PaymentMethod,
    long? ExpectedPayableFen,
    string? LateReason)
{
    private const int MaxLines = 50;
    private const int MaxQuantity = 99;
    private const long MaxFen = 100_000_000;

    public static OrderWish Of(OrderRequest request, Check check) => new(
        check.Required("residentId", request.ResidentId),
        check.Code("siteCode", request.SiteCode),
        CheckedDate("serviceDate", check.Required("serviceDate", request.ServiceDate), check),
        check.Required("mealPeriod", request.MealPeriod),
        check.Required("fulfilment", request.Fulfilment),
        QuantitiesOf(request.Lines, check, required: true),
        check.OptionalText("remark", request.Remark, 200),
        check.Required("paymentMethod", request.PaymentMethod),
        request.ExpectedPayableFen is null ? null : check.Range("expectedPayableFen", request.ExpectedPayableFen, 0, MaxFen),
        check.OptionalText("lateReason", request.LateReason, 200));

    /// <summary>Pieces by item; the same item on two lines is added up.</summary>
    public static IReadOnlyDictionary<string, int> QuantitiesOf(IReadOnlyList<OrderLineRequest?>? lines, Check check, bool required)
    {
        var quantities = new Dictionary<string, int>(StringComparer.Ordinal);
        var given = check.List("lines", lines, MaxLines);
        check.That(given.Count > 0 || !required, "lines", "is required");
        for (var i = 0; i < given.Count; i++)
        {
            var code = check.Code($"lines[{i}].itemCode", given[i].ItemCode);
            var quantity = check.Range($"lines[{i}].quantity", given[i].Quantity, 1, MaxQuantity);
            if (check.Failed)
                continue;
            quantities[code] = quantities.GetValueOrDefault(code) + quantity;
            check.That(quantities[code] <= MaxQuantity, $"lines[{i}].quantity", $"at most {MaxQuantity} of one item");
        }

        return quantities;
    }

    private static LocalDate CheckedDate(string field, LocalDate date, Check check)
    {
        if (date.Year is >= 2000 and <= 2200)
            return date;
        if (date != default)
            check.Fail(field, "between 2000 and 2200");
        return new LocalDate(2000, 1, 1);
    }
}
