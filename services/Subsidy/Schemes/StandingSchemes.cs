using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.Subsidy.Engine;
using NodaTime;

namespace MealDispatch.Subsidy.Schemes;

/// <summary>Drafts and active versions, as far as they may still apply.</summary>
internal static class StandingSchemes
{
    /// <summary>An active version ends where its successor starts.</summary>
    public static IReadOnlyList<Scheme> Of(IReadOnlyList<SchemeVersion> versions) =>
        [.. versions.Where(version => version.IsStanding).Select(version => WithItsEnd(version, versions))];

    /// <summary>Null when the draft may stand beside the others: its dates among its own code's, its copay among other schemes.</summary>
    /// <param name="draft">With its version's number.</param>
    /// <param name="all">Versions of the subdistrict; one of the same code and number is not looked at.</param>
    public static Error? VersionMustFit(Scheme draft, IReadOnlyList<SchemeVersion> all)
    {
        var own = all.Where(v => v.Code == draft.Code && v.Version != draft.Version && v.IsStanding).ToList();
        if (own.Where(v => v.Version < draft.Version).Select(v => (LocalDate?)v.EffectiveFrom).Max() is { } before && draft.EffectiveFrom <= before)
            return new VersionMustStartLater(before);
        if (own.Where(v => v.Version > draft.Version).Select(v => (LocalDate?)v.EffectiveFrom).Min() is { } after && draft.EffectiveFrom >= after)
            return new VersionMustStartLater(after);
        return SchemesMustMakeSense.FirstConflict(draft, Of(all)) is { } other
            ? new Invalid("stacking.on", $"a copay on the original price cannot come after another grant: see {other.Code}")
            : null;
    }

    private static Scheme WithItsEnd(SchemeVersion version, IReadOnlyList<SchemeVersion> versions)
    {
        var scheme = version.ToScheme();
        LocalDate? ended = SchemeAnswer.SuccessorOf(version, versions.Where(v => v.Code == version.Code))?.EffectiveFrom.PlusDays(-1);
        return scheme with { EffectiveTo = ended < scheme.EffectiveTo || scheme.EffectiveTo is null ? ended ?? scheme.EffectiveTo : scheme.EffectiveTo };
    }
}
