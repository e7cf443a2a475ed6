namespace MealDispatch.Dispatch.Couriers;

/// <summary>What all couriers ask about a bag, and the bounds that they share.</summary>
internal static class CourierParcel
{
    private const decimal KilogramsPerMeal = 0.5m;
    private const decimal MaxKilograms = 6m;

    /// <summary>Never above what the strictest courier takes.</summary>
    public static decimal Kilograms(int meals) => Math.Min(meals * KilogramsPerMeal, MaxKilograms);

    /// <summary>To a tenth of a metre.</summary>
    public static decimal Degrees(double value) => Math.Round((decimal)value, 6);

    /// <summary>Degrees × 10^6, as some couriers want them.</summary>
    public static long MicroDegrees(double value) => (long)Math.Round((decimal)value * 1_000_000m);

    public static string? Clip(string? text, int length) =>
        text is null || text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
