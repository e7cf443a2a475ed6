namespace MealDispatch.Ordering.Orders.QuoteOrder;

/// <summary>An item that does not say it suits a diet of the resident; a warning, never a refusal.</summary>
internal sealed record DietWarning(string ItemCode, string DietTag, string Text);

internal static class DietClashes
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["low-salt"] = "低盐", ["low-sugar"] = "低糖", ["low-fat"] = "低脂", ["soft"] = "软食", ["halal"] = "清真", ["vegetarian"] = "素食",
    };

    public static IReadOnlyList<DietWarning> Of(IReadOnlyList<string> residentTags, IReadOnlyList<OrderLine> lines) =>
        [.. from line in lines
            from tag in residentTags
            where !line.DietTags.Contains(tag)
            select new DietWarning(line.ItemCode, tag, $"“{line.Name}”没有注明适合{Names.GetValueOrDefault(tag, tag)}，请留意。")];
}
