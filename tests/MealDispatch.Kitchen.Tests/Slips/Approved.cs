using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace MealDispatch.Kitchen.Tests.Slips;

/// <summary>
/// Compares with a file under Approved/. A difference writes <c>*.received.*</c> beside it: look at it, then rename it.
/// </summary>
internal static class Approved
{
    internal static void Matches(string file, string actual, [CallerFilePath] string caller = "") =>
        Matches(file, System.Text.Encoding.UTF8.GetBytes(actual), bytes => bytes, caller);

    internal static void Matches(string file, byte[] actual, [CallerFilePath] string caller = "") => Matches(file, actual, bytes => bytes, caller);

    /// <summary>Compares the dots: how a PNG packs them is the runtime's affair.</summary>
    internal static void MatchesPicture(string file, byte[] png, [CallerFilePath] string caller = "") => Matches(file, png, Dots, caller);

    private static void Matches(string file, byte[] actual, Func<byte[], byte[]> compared, string caller)
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "..", "Approved", file);
        var received = path.Replace(".approved", ".received", StringComparison.Ordinal);
        var approved = File.Exists(path) ? compared(File.ReadAllBytes(path)) : [];
        if (!approved.SequenceEqual(compared(actual)))
        {
            File.WriteAllBytes(received, actual);
            Assert.Fail($"{file} is different: compare it with {Path.GetFileName(received)} beside it");
        }

        File.Delete(received);
    }

    /// <summary>What is packed in the one IDAT of our PNGs, behind signature, IHDR and its own length and name.</summary>
    private static byte[] Dots(byte[] png)
    {
        using var packed = new ZLibStream(new MemoryStream(png, 41, png.Length - 41), CompressionMode.Decompress);
        using var dots = new MemoryStream();
        packed.CopyTo(dots);
        return [.. png[16..24], .. dots.ToArray()];
    }
}
