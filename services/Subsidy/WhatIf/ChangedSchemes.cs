using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Schemes;

namespace MealDispatch.Subsidy.WhatIf;

/// <summary>
/// The schemes of a meal in a replay: those that decided it, but of each code that is changed the changed one, also where none
/// of that code decided then, and without those that are left out.
/// </summary>
internal sealed class ChangedSchemes(IReadOnlyList<SchemeVersion> versions, IReadOnlyList<Scheme> changed, IReadOnlyList<string> without)
{
    private readonly Dictionary<string, IReadOnlyList<Scheme>> byThen = new(StringComparer.Ordinal);

    public IReadOnlyList<Scheme> Of(PastMeal meal)
    {
        var key = string.Join('|', meal.Schemes.Select(s => $"{s.Code}/{s.Version}"));
        if (!byThen.TryGetValue(key, out var schemes))
            byThen[key] = schemes = [.. meal.Schemes.Where(then => !IsReplaced(then.Code)).Select(then => versions.Single(v => v.Code == then.Code && v.Version == then.Version).ToScheme()), .. changed];
        return schemes;
    }

    private bool IsReplaced(string code) => changed.Any(s => s.Code == code) || without.Contains(code);
}
