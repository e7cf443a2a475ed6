namespace MealDispatch.EscPos;

/// <summary>Paper of a thermal printer: columns of its 12-dot font and printable dots at 203 dpi.</summary>
public sealed record Paper(int WidthMm, int Columns, int Dots)
{
    public static readonly Paper Mm80 = new(80, 48, 576);
    public static readonly Paper Mm58 = new(58, 32, 384);

    public static Paper? OfWidth(int widthMm) => widthMm switch { 80 => Mm80, 58 => Mm58, _ => null };
}

/// <summary>How large characters are: width and height in multiples of the 12 or 24 x 24 dots of the font.</summary>
public readonly record struct TextSize(int Width, int Height)
{
    public static readonly TextSize Normal = new(1, 1);
    public static readonly TextSize Tall = new(1, 2);
    public static readonly TextSize Large = new(2, 2);
}
