using MealDispatch.Care.Data;
using MealDispatch.Care.Settings;

namespace MealDispatch.Care.Alerts;

/// <summary>Somebody to telephone at a step.</summary>
/// <param name="Relation">Null for those who need no explanation.</param>
internal sealed record StepPerson(string Name, string? Relation, string Phone);

/// <summary>Who is there to call at each step, as known now.</summary>
internal static class StepPeople
{
    /// <summary>Staff and officers sign in and see the alert; these steps have somebody also without a number.</summary>
    public static bool HasAccounts(AlertStep step) => step is AlertStep.Canteen or AlertStep.Officer;

    public static async Task<IReadOnlyList<StepPerson>> OfAsync(CareDbContext db, CareAlert alert, AlertStep step, CareRules rules, CancellationToken ct)
    {
        var resident = await db.Residents.FindAsync([alert.ResidentId], ct);
        return step switch
        {
            AlertStep.RiderCalls => [.. Known(resident?.Name, "本人", resident?.Phone), .. await RiderAsync(db, alert, ct)],
            AlertStep.Family => [.. (resident?.Contacts ?? []).SelectMany(c => Known(c.Name, c.Relation, c.Phone))],
            AlertStep.Canteen => await db.Sites.FindAsync([alert.SiteCode], ct) is { } site ? [.. Known(site.Name, null, site.Phone)] : [],
            AlertStep.GridSteward or AlertStep.Officer or AlertStep.Emergency =>
                [.. rules.PhonesOf(step, resident?.Community).Select(p => new StepPerson(p.Name, Word(step), p.Phone))],
        };
    }

    private static async Task<IEnumerable<StepPerson>> RiderAsync(CareDbContext db, CareAlert alert, CancellationToken ct) =>
        alert.OrderId is { } order && await db.Meals.FindAsync([order], ct) is { } meal ? Known(meal.RiderName, "骑手", meal.RiderPhone) : [];

    private static IEnumerable<StepPerson> Known(string? name, string? relation, string? phone) =>
        string.IsNullOrWhiteSpace(phone) ? [] : [new StepPerson(name ?? "", relation, phone)];

    private static string? Word(AlertStep step) => step switch
    {
        AlertStep.GridSteward => "网格管家",
        AlertStep.Officer => "街道值班",
        AlertStep.RiderCalls or AlertStep.Family or AlertStep.Canteen or AlertStep.Emergency => null,
    };
}
