using System.Globalization;

namespace MealDispatch.Testing;

public static class Language
{
    /// <summary>What is said to somebody who reads <paramref name="language"/>, whatever the shell's.</summary>
    public static T In<T>(string language, Func<T> say)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
