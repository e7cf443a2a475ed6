using MealDispatch.BuildingBlocks;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Schemes;

/// <summary>
/// The active schemes, parsed once and kept in memory. Each use reads the revision row first, inside the same transaction, so
/// that an activation in any process counts from its commit on.
/// </summary>
internal sealed class SchemeBook
{
    private static readonly Func<SubsidyDbContext, CancellationToken, Task<Guid>> RevisionOf = EF.CompileAsyncQuery(
        (SubsidyDbContext db, CancellationToken ct) => db.SchemeBookRevisions.Select(r => r.Revision).SingleOrDefault());

    private volatile Copy copy = new(Guid.Empty, []);

    /// <summary>Of each code of the subdistrict the one version that counts on that date.</summary>
    public async Task<IReadOnlyList<Scheme>> SchemesForAsync(SubsidyDbContext db, string subdistrict, LocalDate serviceDate, CancellationToken ct)
    {
        var revision = await RevisionOf(db, ct);
        var current = copy;
        if (current.Revision != revision)
        {
            var active = await db.SchemeVersions.AsNoTracking().Where(s => s.Status == SchemeStatus.Active).ToListAsync(ct);
            copy = current = new Copy(revision, [.. active.Select(version => version.ToScheme())]);
        }
        return InForce(current.Schemes.Where(scheme => scheme.Subdistrict == subdistrict), serviceDate);
    }

    /// <summary>The newest version that has started by that date, else the oldest: a new one ends its predecessor the day before.</summary>
    public static IReadOnlyList<Scheme> InForce(IEnumerable<Scheme> active, LocalDate serviceDate) =>
    [
        .. active.GroupBy(scheme => scheme.Code, StringComparer.Ordinal)
            .Select(versions => versions.Where(v => v.EffectiveFrom <= serviceDate).MaxBy(v => v.EffectiveFrom) ?? versions.MinBy(v => v.EffectiveFrom)!)
            .OrderBy(scheme => scheme.Stacking.Order)
            .ThenBy(scheme => scheme.Code, StringComparer.Ordinal),
    ];

    /// <summary>Makes every copy in memory stale with this unit's commit.</summary>
    public static async Task TurnPageAsync(SubsidyDbContext db, CancellationToken ct)
    {
        var row = await db.SchemeBookRevisions.SingleOrDefaultAsync(ct);
        if (row is null)
            db.SchemeBookRevisions.Add(row = new SchemeBookRevision());
        row.Revision = Ids.New();
    }

    private sealed record Copy(Guid Revision, IReadOnlyList<Scheme> Schemes);
}
