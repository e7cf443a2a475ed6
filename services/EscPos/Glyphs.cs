using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Numerics;

namespace MealDispatch.EscPos;

/// <summary>
/// Pictures of characters, 24 dots high and 24 wide (ASCII: 12), for what a printer's own font lacks and for showing what a printer
/// would print. They are part of this assembly (<c>glyphs.bin</c>, made by <c>deploy/glyphs.py</c>): a server has no fonts.
/// </summary>
public static class Glyphs
{
    public const int Size = 24;
    private const int Bytes = Size * Size / 8;
    private const int BlockHeader = 32;

    private static readonly byte[] File = Load();
    private static readonly Dictionary<int, (int Start, int Length)> Blocks = Index();
    private static readonly ConcurrentDictionary<int, byte[]> Unpacked = new();

    /// <summary>Dots that a character is wide.</summary>
    public static int WidthOf(int codePoint) => codePoint < 0x80 ? Size / 2 : Size;

    /// <summary>Whether there is a picture of it; without one <see cref="Of"/> draws its code in a box.</summary>
    public static bool Has(int codePoint) => Find(codePoint, out _);

    /// <summary>24 rows of 3 bytes, the leftmost dot in the highest bit.</summary>
    public static ReadOnlySpan<byte> Of(int codePoint) =>
        codePoint is ' ' or 0x3000 ? Blank : Find(codePoint, out var glyph) ? glyph : CodeBox.Of(codePoint);

    private static ReadOnlySpan<byte> Blank => new byte[Bytes];

    private static bool Find(int codePoint, out ReadOnlySpan<byte> glyph)
    {
        glyph = default;
        if (!Blocks.ContainsKey(codePoint >> 8)) return false;

        var block = Unpacked.GetOrAdd(codePoint >> 8, Unpack);
        var low = codePoint & 0xFF;
        if ((block[low >> 3] & (1 << (low & 7))) == 0) return false;

        var before = BitOperations.PopCount((uint)(block[low >> 3] & ((1 << (low & 7)) - 1)));
        for (var i = 0; i < low >> 3; i++) before += BitOperations.PopCount((uint)block[i]);
        glyph = block.AsSpan(BlockHeader + (before * Bytes), Bytes);
        return true;
    }

    private static byte[] Unpack(int number)
    {
        var (start, length) = Blocks[number];
        using var packed = new ZLibStream(new MemoryStream(File, start, length), CompressionMode.Decompress);
        using var block = new MemoryStream();
        packed.CopyTo(block);
        return block.ToArray();
    }

    private static Dictionary<int, (int Start, int Length)> Index()
    {
        var blocks = new Dictionary<int, (int, int)>();
        var count = BinaryPrimitives.ReadUInt16LittleEndian(File);
        var start = 2 + (6 * count);
        for (var i = 0; i < count; i++)
        {
            var entry = File.AsSpan(2 + (6 * i));
            var length = BinaryPrimitives.ReadInt32LittleEndian(entry[2..]);
            blocks.Add(BinaryPrimitives.ReadUInt16LittleEndian(entry), (start, length));
            start += length;
        }

        return blocks;
    }

    private static byte[] Load()
    {
        using var resource = typeof(Glyphs).Assembly.GetManifestResourceStream("glyphs.bin")!;
        var file = new byte[resource.Length];
        resource.ReadExactly(file);
        return file;
    }
}
