namespace MealDispatch.Kitchen.Tickets;

/// <summary>Diet tags in words, for what people read; JSON keeps the codes. Unknown tags and other warnings stay as they are.</summary>
internal static class DietWords
{
    internal static string Of(string warning) => warning switch
    {
        "low-salt" => "低盐",
        "low-sugar" => "低糖",
        "low-fat" => "低脂",
        "soft" => "软食",
        "halal" => "清真",
        "vegetarian" => "素食",
        _ => warning,
    };
}
