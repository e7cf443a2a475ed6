using MealDispatch.Care.Data;
using MealDispatch.Care.Residents;
using MealDispatch.Contracts;
using Microsoft.EntityFrameworkCore;
using Json = MealDispatch.BuildingBlocks.Http.Json;

namespace MealDispatch.Care.Messages;

/// <summary>Somebody who is told something.</summary>
/// <param name="PersonId">Null for those without an account.</param>
/// <param name="IsResident">It is about themselves.</param>
internal sealed record Recipient(Guid? PersonId, string? Phone, string Whom, bool IsResident);

internal static class Recipients
{
    /// <summary>The residents themselves and the family that may act for them, by resident.</summary>
    public static async Task<ILookup<Guid, Recipient>> OfResidentsAsync(CareDbContext db, IReadOnlyCollection<Guid> residents, CancellationToken ct)
    {
        var contacts = await db.Residents.Where(r => residents.Contains(r.ResidentId)).ToListAsync(ct);
        var own = await db.PersonContacts.Where(p => p.ResidentId != null && residents.Contains(p.ResidentId.Value)).ToListAsync(ct);
        var grants = await db.FamilyGrants.Where(g => g.Active && residents.Contains(g.ResidentId)).ToListAsync(ct);
        var familyIds = grants.Select(g => g.PersonId).Distinct().ToList();
        var family = await db.PersonContacts.Where(p => familyIds.Contains(p.PersonId)).ToDictionaryAsync(p => p.PersonId, ct);

        var themselves = contacts.Select(r =>
        {
            var account = own.Find(p => p.ResidentId == r.ResidentId);
            return (r.ResidentId, new Recipient(account?.PersonId, r.Phone ?? account?.Phone, $"本人 {r.Name}", IsResident: true));
        });
        var theirs = grants.Select(g => (g.ResidentId, new Recipient(
            g.PersonId, family.GetValueOrDefault(g.PersonId)?.Phone, $"家属 {family.GetValueOrDefault(g.PersonId)?.Name}".TrimEnd(), IsResident: false)));
        return themselves.Concat(theirs).ToLookup(p => p.ResidentId, p => p.Item2);
    }

    /// <summary>Emergency contacts have a number and no account.</summary>
    public static IEnumerable<Recipient> OfContacts(ResidentContact? resident) =>
        (resident?.Contacts ?? []).Select(c => new Recipient(null, c.Phone, $"{c.Relation} {c.Name}", IsResident: false));

    public static async Task<IReadOnlyList<Recipient>> OfStaffAsync(CareDbContext db, string siteCode, CancellationToken ct) =>
        await AccountsAsync(db, Role.CanteenStaff, "食堂", p => p.Sites.Split(' ').Contains(siteCode), ct);

    public static async Task<IReadOnlyList<Recipient>> OfOfficersAsync(CareDbContext db, string? subdistrict, CancellationToken ct) =>
        await AccountsAsync(db, Role.Officer, "街道", p => subdistrict is not null && p.Subdistrict == subdistrict, ct);

    private static async Task<IReadOnlyList<Recipient>> AccountsAsync(
        CareDbContext db, Role role, string whom, Func<BuildingBlocks.Security.PersonCopy, bool> isOnDuty, CancellationToken ct)
    {
        var word = Json.Word(role);
        var people = await db.People.AsNoTracking().Where(p => p.Roles.Contains(word)).ToListAsync(ct);
        return [.. people.Where(isOnDuty).Select(p => new Recipient(p.PersonId, null, whom, IsResident: false))];
    }
}
