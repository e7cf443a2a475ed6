namespace MealDispatch.Testing;

/// <summary>The checkout that the tests were built from, for tests that read sources and approved files.</summary>
public static class Checkout
{
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Where the build put a project's output, for the configuration that runs now.</summary>
    public static string OutputOf(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return PathOf("artifacts", "bin", project, configuration);
    }

    /// <summary>Sources as people wrote them: nothing that a build or a migration tool made.</summary>
    public static IEnumerable<string> SourcesOf(string folder) =>
        Directory.EnumerateFiles(PathOf("services", folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MealDispatch.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("The tests do not run from a checkout");
    }
}
