using System.Runtime.CompilerServices;
using System.Text;

namespace MealDispatch.Kitchen.Tests.Slips;

/// <summary>
/// Compares with a file under Approved/. A difference writes <c>*.received.*</c> beside it: read it, then rename it.
/// </summary>
internal static class Approved
{
    internal static void Matches(string file, byte[] actual) => Matches(file, HexDump(actual));

    internal static void Matches(string file, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "..", "Approved", file);
        var received = Path.ChangeExtension(path, ".received" + Path.GetExtension(path));
        var approved = File.Exists(path) ? File.ReadAllText(path) : "";
        if (approved != actual) File.WriteAllText(received, actual);
        else File.Delete(received);
        Assert.Equal(approved, actual);
    }

    private static string HexDump(byte[] bytes)
    {
        var dump = new StringBuilder();
        foreach (var row in bytes.Chunk(24)) dump.Append(string.Join(' ', row.Select(b => b.ToString("X2")))).Append('\n');
        return dump.ToString();
    }
}
