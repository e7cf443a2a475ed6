using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using NodaTime;

namespace MealDispatch.Registry.Residents;

/// <summary>A resident's status over all dates: periods in order, without gap or overlap, inclusive at both ends.</summary>
internal static class StatusHistory
{
    public static IReadOnlyList<ResidentStatusPeriod> From(ResidentStatus status) => [new ResidentStatusPeriod(status, null, null)];

    public static ResidentStatus On(this IReadOnlyList<ResidentStatusPeriod> periods, LocalDate date) =>
        periods.Single(p => !(p.From > date) && !(p.To < date)).Status;

    /// <summary>
    /// Lays a status over the history from one date to another; what held before and after it goes on holding there. Without an
    /// end, it holds from then on.
    /// </summary>
    public static IReadOnlyList<ResidentStatusPeriod> With(
        this IReadOnlyList<ResidentStatusPeriod> periods, ResidentStatus status, LocalDate from, LocalDate? to)
    {
        var before = periods.Where(p => !(p.From >= from)).Select(p => p.To is { } end && end < from ? p : p with { To = from.PlusDays(-1) });
        var after = to is not { } last ? [] : periods.Where(p => !(p.To <= last)).Select(p => p.From is { } start && start > last ? p : p with { From = last.PlusDays(1) });
        return Merge([.. before, new ResidentStatusPeriod(status, from, to), .. after]);
    }

    private static List<ResidentStatusPeriod> Merge(IEnumerable<ResidentStatusPeriod> periods)
    {
        var merged = new List<ResidentStatusPeriod>();
        foreach (var period in periods)
        {
            if (merged.Count > 0 && merged[^1].Status == period.Status)
                merged[^1] = merged[^1] with { To = period.To };
            else
                merged.Add(period);
        }

        return merged;
    }
}
