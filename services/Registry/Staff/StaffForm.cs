using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Contracts;

namespace MealDispatch.Registry.Staff;

/// <summary>What an account is for: its roles, and where they count.</summary>
/// <param name="Subdistrict">Null for administrators.</param>
/// <param name="Sites">Codes of the sites that canteen staff work at; empty for others.</param>
internal sealed record StaffDuties(string Name, IReadOnlyList<Role> Roles, string? Subdistrict, IReadOnlyList<string> Sites);

/// <summary>A staff account in a request.</summary>
internal sealed record StaffForm(
    string? UserName, string? Name, IReadOnlyList<Role>? Roles, string? Subdistrict, IReadOnlyList<string?>? Sites, bool? Active, int? Version)
{
    public const int MaxUserName = 60;
    private const int MinUserName = 3;
    private const int MaxSites = 50;

    public string ReadUserName(Check check)
    {
        var userName = People.Person.NormalUserName(check.Code("userName", UserName, MaxUserName));
        check.That(userName.Length is 0 or >= MinUserName, "userName", $"at least {MinUserName} characters");
        return userName;
    }

    public StaffDuties Read(Check check)
    {
        var roles = (Roles ?? []).Distinct().Order().ToList();
        check.That(roles.Count > 0, "roles", "is required");
        check.That(!roles.Contains(Role.Resident), "roles", "residents and family sign in by phone");
        check.That(roles.Count == 1 || roles.TrueForAll(r => r is Role.CanteenStaff or Role.Rider), "roles", "officer, auditor and admin stand alone");
        var sites = check.Texts("sites", Sites, MaxSites).Distinct().Order(StringComparer.Ordinal).ToList();
        check.That(roles.Contains(Role.CanteenStaff) == sites.Count > 0, "sites", "are those that canteen staff work at");
        var isAdmin = roles.Contains(Role.Admin);
        check.That(!isAdmin || Subdistrict is null, "subdistrict", "is not for administrators");
        return new StaffDuties(check.Text("name", Name, 100), roles, isAdmin ? null : check.Code("subdistrict", Subdistrict), sites);
    }
}
