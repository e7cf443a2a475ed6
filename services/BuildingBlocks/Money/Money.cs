using System.Globalization;

namespace MealDispatch.BuildingBlocks.Money;

/// <summary>Integer fen, and the few things people do with it. Columns, messages and JSON hold the bare <c>long</c>.</summary>
public readonly record struct Fen(long Value) : IComparable<Fen>
{
    public static Fen operator +(Fen a, Fen b) => new(checked(a.Value + b.Value));

    public static Fen operator -(Fen a, Fen b) => new(checked(a.Value - b.Value));

    public static Fen operator -(Fen a) => new(checked(-a.Value));

    public static bool operator <(Fen a, Fen b) => a.Value < b.Value;

    public static bool operator >(Fen a, Fen b) => a.Value > b.Value;

    public static bool operator <=(Fen a, Fen b) => a.Value <= b.Value;

    public static bool operator >=(Fen a, Fen b) => a.Value >= b.Value;

    public int CompareTo(Fen other) => Value.CompareTo(other.Value);

    /// <summary>Yuan with two decimals: <c>6.50</c>, <c>-0.05</c>.</summary>
    public string ToYuan() => (Value / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Parses yuan with at most two decimals, as couriers write them; false for anything else.</summary>
    public static bool TryParseYuan(string? text, out Fen fen)
    {
        fen = default;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan)
            || Math.Abs(yuan) > 1_000_000_000m || yuan * 100 != decimal.Truncate(yuan * 100))
            return false;
        fen = new Fen((long)(yuan * 100));
        return true;
    }

    public override string ToString() => $"¥{ToYuan()}";
}
