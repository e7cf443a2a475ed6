using System.Text.Json;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Decisions;

/// <summary>A decision's facts as they are kept. Schemes stand by code and version: a version never changes.</summary>
internal sealed record StoredFacts(
    ResidentFacts Resident,
    string SiteCode,
    LocalDate ServiceDate,
    MealPeriod MealPeriod,
    Fulfilment Channel,
    long FoodFen,
    long DeliveryFeeFen,
    IReadOnlyList<StoredFacts.SchemeRef> Schemes,
    IReadOnlyDictionary<string, Usage> Usage,
    IReadOnlyList<BudgetLeft> Budgets)
{
    public static string Write(SubsidyFacts facts) => JsonSerializer.Serialize(
        new StoredFacts(
            facts.Resident, facts.SiteCode, facts.ServiceDate, facts.MealPeriod, facts.Channel, facts.FoodFen, facts.DeliveryFeeFen,
            [.. facts.Schemes.Select(s => new SchemeRef(s.Code, s.Version))], facts.Usage, facts.Budgets),
        EngineJson.Options);

    public static StoredFacts Read(string json) => JsonSerializer.Deserialize<StoredFacts>(json, EngineJson.Options)!;

    /// <summary>The facts as the engine took them.</summary>
    public async Task<SubsidyFacts> ToFactsAsync(SubsidyDbContext db, CancellationToken ct)
    {
        var codes = Schemes.Select(s => s.Code).ToList();
        var versions = await db.SchemeVersions.AsNoTracking().Where(s => codes.Contains(s.Code)).ToListAsync(ct);
        var schemes = Schemes.Select(named => versions.Single(v => v.Code == named.Code && v.Version == named.Version).ToScheme());
        return new SubsidyFacts(Resident, SiteCode, ServiceDate, MealPeriod, Channel, FoodFen, DeliveryFeeFen, [.. schemes], Usage, Budgets);
    }

    internal sealed record SchemeRef(string Code, int Version);
}
