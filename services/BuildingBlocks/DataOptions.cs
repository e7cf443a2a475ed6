namespace MealDispatch.BuildingBlocks;

/// <summary>Settings <c>Data__*</c> (and where the keys lie).</summary>
public sealed class DataOptions
{
    public DataProvider Provider { get; set; } = DataProvider.Sqlite;

    /// <summary>Where SQLite files and the demo clock live; made absolute at start.</summary>
    public string Directory { get; set; } = "data";

    /// <summary>Made from <c>Security__KeysDirectory</c>; beside the data unless set.</summary>
    public string KeysDirectory { get; set; } = "";

    /// <summary>
    /// Relative folders are resolved against the program's folder when installed, and against the project when the
    /// program runs from the build output of a checkout.
    /// </summary>
    internal static string Resolve(string path, string project)
    {
        if (Path.IsPathRooted(path))
            return path;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MealDispatch.sln")))
                return Path.Combine(folder.FullName, "services", project, path);
        }
        return Path.Combine(AppContext.BaseDirectory, path);
    }
}

public enum DataProvider
{
    Sqlite,
    SqlServer,
}

/// <summary>Whether this installation is a demonstration: made-up town, demo codes, demo clock, simulated courier.</summary>
public sealed record DemoMode(bool Enabled);
