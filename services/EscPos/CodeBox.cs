using System.Globalization;

namespace MealDispatch.EscPos;

/// <summary>A character of which there is no picture: a box with its code point, two rows of three small hexadecimal digits.</summary>
internal static class CodeBox
{
    // 5 x 7 dots each, a byte a row, the rightmost dot in the lowest bit.
    private static readonly byte[][] Digits =
    [
        [14, 17, 19, 21, 25, 17, 14], [4, 12, 4, 4, 4, 4, 14], [14, 17, 1, 2, 4, 8, 31], [31, 2, 4, 2, 1, 17, 14],
        [2, 6, 10, 18, 31, 2, 2], [31, 16, 30, 1, 1, 17, 14], [6, 8, 16, 30, 17, 17, 14], [31, 1, 2, 4, 8, 8, 8],
        [14, 17, 17, 14, 17, 17, 14], [14, 17, 17, 15, 1, 2, 12], [14, 17, 17, 31, 17, 17, 17], [30, 17, 17, 30, 17, 17, 30],
        [14, 17, 16, 16, 16, 17, 14], [28, 18, 17, 17, 17, 18, 28], [31, 16, 16, 30, 16, 16, 31], [31, 16, 16, 30, 16, 16, 16],
    ];

    internal static byte[] Of(int codePoint)
    {
        var box = new byte[72];
        for (var i = 0; i < 24; i++)
        {
            Set(box, i, 0);
            Set(box, i, 23);
            Set(box, 0, i);
            Set(box, 23, i);
        }

        var code = codePoint.ToString("X6", CultureInfo.InvariantCulture);
        for (var i = 0; i < 6; i++) Draw(box, Digits[Convert.ToInt32(code[i].ToString(), 16)], 3 + (7 * (i % 3)), 4 + (9 * (i / 3)));
        return box;
    }

    private static void Draw(byte[] box, byte[] digit, int left, int top)
    {
        for (var y = 0; y < 7; y++)
        {
            for (var x = 0; x < 5; x++)
            {
                if ((digit[y] & (16 >> x)) != 0) Set(box, left + x, top + y);
            }
        }
    }

    private static void Set(byte[] box, int x, int y) => box[(3 * y) + (x >> 3)] |= (byte)(0x80 >> (x & 7));
}
