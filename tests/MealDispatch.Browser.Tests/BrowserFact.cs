using MealDispatch.Testing;

namespace MealDispatch.Browser.Tests;

internal static class Chromium
{
    public const string Path = "/usr/bin/chromium";

    public static string? Missing => File.Exists(Path) ? null : Requirements.Skip("browser", $"needs Chromium at {Path}: apt-get install chromium fonts-noto-cjk");
}

/// <summary>A test in a real browser.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}
