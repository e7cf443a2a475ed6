using System.Buffers.Binary;
using System.IO.Compression;

namespace MealDispatch.EscPos;

/// <summary>Black and white pictures as PNG, a bit a pixel.</summary>
internal static class Png
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 0 ? c >> 1 : 0xEDB88320 ^ (c >> 1)))];

    /// <param name="dots">Rows, black is 1, the leftmost in the highest bit.</param>
    internal static byte[] Of(ReadOnlySpan<byte> dots, int width, int height)
    {
        var rowBytes = width / 8;
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1; // bit depth; grey scale without interlacing is all 0
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + rowBytes];
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < rowBytes; x++) row[1 + x] = (byte)(dots[(y * rowBytes) + x] ^ 0xFF);
                zlib.Write(row);
            }
        }

        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Write(png, "IHDR"u8, header);
        Write(png, "IDAT"u8, packed.ToArray());
        Write(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Write(MemoryStream png, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(kind);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, kind), data));
        png.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var b in data) crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return crc;
    }
}
