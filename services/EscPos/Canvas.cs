namespace MealDispatch.EscPos;

/// <summary>Rows of dots, a bit each, black is 1, the leftmost in the highest bit: a printer's raster, and a picture of its paper.</summary>
internal readonly ref struct Canvas(Span<byte> dots, int rowBytes)
{
    private readonly Span<byte> dots = dots;

    /// <summary>Draws a character from its upper left corner; what lies outside is cut off. Bold is one dot wider to the right.</summary>
    internal void Draw(int codePoint, int left, int top, TextSize size, bool bold, bool inverted)
    {
        var glyph = Glyphs.Of(codePoint);
        var width = Glyphs.WidthOf(codePoint);
        for (var y = 0; y < Glyphs.Size; y++)
        {
            var row = (uint)((glyph[3 * y] << 16) | (glyph[(3 * y) + 1] << 8) | glyph[(3 * y) + 2]);
            if (bold) row |= row >> 1;
            if (inverted) row = ~row;
            for (var x = 0; x < width; x++)
            {
                if ((row & (0x800000u >> x)) != 0) Fill(left + (x * size.Width), top + (y * size.Height), size.Width, size.Height);
            }
        }
    }

    internal void Fill(int left, int top, int width, int height)
    {
        for (var y = Math.Max(top, 0); y < Math.Min(top + height, dots.Length / rowBytes); y++)
        {
            for (var x = Math.Max(left, 0); x < Math.Min(left + width, rowBytes * 8); x++) dots[(y * rowBytes) + (x >> 3)] |= (byte)(0x80 >> (x & 7));
        }
    }
}
