using Xunit;

namespace MealDispatch.Testing;

/// <summary>
/// Texts that a person has read and approved. A difference is written beside the approved file as <c>*.received.*</c>: read it,
/// and when it is meant, move it over the approved one.
/// </summary>
public static class Approved
{
    public static void Matches(string path, string text)
    {
        var received = Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + ".received" + Path.GetExtension(path));
        var approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        var actual = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (approved == actual)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(received, actual);
        Assert.Fail($"{Path.GetFileName(path)} is not as approved.\n--- approved\n{approved}\n--- received ({received})\n{actual}");
    }
}
