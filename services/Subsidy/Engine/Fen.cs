using System.Globalization;
using System.Numerics;

namespace MealDispatch.Subsidy.Engine;

/// <summary>Exact integer arithmetic on fen; no input, however large, overflows.</summary>
internal static class Fen
{
    public static readonly Rounding WholeFen = new(RoundingMode.Down, 1);

    /// <summary><paramref name="percent"/> of an amount, rounded to a multiple of the unit; the only place where fen are rounded.</summary>
    /// <remarks>A unit below one fen, which only an unchecked scheme can have, counts as one fen.</remarks>
    public static Int128 PercentOf(Int128 fen, decimal percent, Rounding rounding)
    {
        var (digits, scale) = PartsOf(percent);
        var unit = (BigInteger)Math.Max(1, rounding.UnitFen);
        var numerator = (BigInteger)fen * digits;
        var denominator = 100 * BigInteger.Pow(10, scale) * unit;
        var units = rounding.Mode switch
        {
            RoundingMode.Down => FloorDivide(numerator, denominator),
            RoundingMode.HalfUp => FloorDivide((2 * numerator) + denominator, 2 * denominator),
        };
        return (Int128)BigInteger.Clamp(units * unit, Int128.MinValue, Int128.MaxValue);
    }

    public static long Saturate(Int128 fen) => (long)Int128.Clamp(fen, long.MinValue, long.MaxValue);

    /// <summary><c>6.50</c></summary>
    public static string Yuan(Int128 fen) =>
        (fen < 0 ? "-" : "") + string.Create(CultureInfo.InvariantCulture, $"{Int128.Abs(fen) / 100}.{(int)(Int128.Abs(fen) % 100):00}");

    private static (BigInteger Digits, int Scale) PartsOf(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var digits = ((BigInteger)unchecked((uint)bits[2]) << 64) + ((BigInteger)unchecked((uint)bits[1]) << 32) + unchecked((uint)bits[0]);
        return (value < 0 ? -digits : digits, value.Scale);
    }

    private static BigInteger FloorDivide(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }
}
