using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Flags.RuleSettings;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Flags.CheckMonth;

/// <param name="Meals">Orders that were looked at.</param>
/// <param name="Found">Flags that were not there before.</param>
/// <param name="Open">All that are open now, of this month.</param>
internal sealed record MonthChecked(int Meals, int Found, int Open);

/// <summary>
/// Lets the rules that are on look at a subdistrict's month, and keeps what they find. Reading and looking take no unit; the
/// outcome is written in one. Twice, or on two machines, it comes to the same.
/// </summary>
internal sealed class CheckMonth(Database<SubsidyDbContext> database, Town town, IClock clock)
{
    public async Task<MonthChecked> RunAsync(string subdistrict, int month, CancellationToken ct)
    {
        await using var db = database.Read();
        var rules = (await RuleSetting.AllAsync(db, subdistrict, ct)).Where(r => r.Setting.Enabled).ToList();
        var facts = await new ReadMonth(db, subdistrict, month, town, clock.GetCurrentInstant()).RunAsync(ct);
        var decided = await DecidedAsync(db.Flags.AsNoTracking(), subdistrict, month, ct);
        var found = rules.ToDictionary(
            r => r.Rule.Code, r => r.Rule.Find(facts.Without(decided.GetValueOrDefault(r.Rule.Code) ?? []), r.Setting.ThresholdsOf(r.Rule)).ToList());
        return await database.WriteAsync(unit => KeepAsync(unit, subdistrict, month, facts.Meals.Count, found, ct), ct);
    }

    private static async Task<MonthChecked> KeepAsync(
        Unit<SubsidyDbContext> unit, string subdistrict, int month, int meals, Dictionary<string, List<Finding>> found, CancellationToken ct)
    {
        var flags = await unit.Db.Flags.Where(f => f.Subdistrict == subdistrict && f.Month == month).ToListAsync(ct);
        var newest = flags.GroupBy(f => (f.Rule, f.Key)).ToDictionary(g => g.Key, g => g.MaxBy(f => f.Round)!);
        var decided = await DecidedAsync(unit.Db.Flags, subdistrict, month, ct);
        var (again, isNew) = (new HashSet<Guid>(), 0);
        foreach (var (rule, finding) in found.SelectMany(r => r.Value.Select(finding => (r.Key, finding))))
        {
            // An officer may have decided while the rules were looking: the next look leaves those meals out.
            if (decided.TryGetValue(rule, out var judged) && finding.Meals.Any(m => judged.Contains(m.DecisionId)))
                continue;
            if (newest.TryGetValue((rule, finding.Key), out var known) && !known.IsDecided)
            {
                again.Add(known.Id);
                if (known.Holds(finding))
                    continue;
                await unit.Db.Entry(known).Collection(f => f.Meals).LoadAsync(ct);
                known.Take(finding);
            }
            else
            {
                unit.Db.Flags.Add(Flag.Of(subdistrict, rule, month, finding, (known?.Round ?? 0) + 1, unit.Now));
                isNew++;
            }
        }

        foreach (var gone in flags.Where(f => f.Status == FlagStatus.Open && found.ContainsKey(f.Rule) && !again.Contains(f.Id)))
            gone.Lapse();
        return new MonthChecked(meals, isNew, isNew + flags.Count(f => f.Status == FlagStatus.Open));
    }

    /// <summary>By rule: the meals that an officer has decided on.</summary>
    private static async Task<Dictionary<string, HashSet<Guid>>> DecidedAsync(IQueryable<Flag> flags, string subdistrict, int month, CancellationToken ct)
    {
        var rows = await flags.Where(f => f.Subdistrict == subdistrict && f.Month == month && (f.Status == FlagStatus.Cleared || f.Status == FlagStatus.Confirmed))
            .SelectMany(f => f.Meals, (f, m) => new { f.Rule, m.DecisionId }).ToListAsync(ct);
        return rows.GroupBy(r => r.Rule).ToDictionary(g => g.Key, g => g.Select(r => r.DecisionId).ToHashSet());
    }
}
