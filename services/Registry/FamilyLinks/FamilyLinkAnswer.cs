using System.Text.Json.Serialization;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Registry.Residents;
using NodaTime;

namespace MealDispatch.Registry.FamilyLinks;

/// <summary>A link as the API shows it; <see cref="DemoCode"/> only where a code was just sent in demo mode.</summary>
internal sealed record FamilyLinkAnswer(
    Guid Id, Guid ResidentId, string Phone, string Relation, FamilyLinkStatus Status, Guid? PersonId, int Version, Instant CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DemoCode = null)
{
    public static FamilyLinkAnswer Of(FamilyLink l) => new(l.Id, l.ResidentId, l.Phone, l.Relation, l.Status, l.PersonId, l.Version, l.CreatedAt);
}

internal static class FamilyLinkRights
{
    /// <summary>Who may see a resident's links and ask for one: the resident, family, and staff and officers of the subdistrict.</summary>
    public static bool MayLink(this Caller caller, Resident resident) => caller.ActsFor(resident.Id) || caller.ServesInPerson(resident);

    /// <summary>Who may say that the resident stood before them.</summary>
    public static bool ServesInPerson(this Caller caller, Resident resident) =>
        caller.IsStaffIn(resident.Subdistrict) || caller.IsOfficerOf(resident.Subdistrict);
}
