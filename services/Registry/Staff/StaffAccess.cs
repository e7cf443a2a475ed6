using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Staff;

/// <summary>Who may see and manage whose account.</summary>
internal static class StaffAccess
{
    public static bool MaySee(this Caller caller, Person person) => person.UserName is not null && (caller.Is(Role.Admin) || caller.MayAudit(person.Subdistrict));

    public static IQueryable<Person> StaffSeenBy(this RegistryDbContext db, Caller caller)
    {
        var staff = db.Persons.Where(p => p.UserName != null);
        return caller.Is(Role.Admin) ? staff : staff.Where(p => p.Subdistrict == caller.Subdistrict);
    }

    public static bool MayManage(this Caller caller, IReadOnlyList<Role> roles, string? subdistrict) =>
        caller.Is(Role.Admin) || (caller.IsOfficerOf(subdistrict) && roles.All(r => r is Role.CanteenStaff or Role.Rider));

    /// <summary>What forbids these duties, before an account has them; null when nothing does.</summary>
    public static async Task<Error?> FirstBrokenAsync(this Caller caller, RegistryDbContext db, StaffDuties duties, CancellationToken ct)
    {
        if (!caller.MayManage(duties.Roles, duties.Subdistrict))
            return new NotYourStaff();
        var known = await db.Sites.Where(s => s.Subdistrict == duties.Subdistrict && duties.Sites.Contains(s.Code)).Select(s => s.Code).ToListAsync(ct);
        return duties.Sites.Except(known).FirstOrDefault() is { } unknown ? new UnknownSite(unknown) : null;
    }
}
