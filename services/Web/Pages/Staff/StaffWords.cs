using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Staff;

internal static class StaffWords
{
    private static (string Word, string Name)[] All =>
        [("canteen-staff", T("食堂员工")), ("rider", T("骑手")), ("officer", T("街道专员")), ("auditor", T("审计")), ("admin", T("管理员"))];

    /// <summary>Roles that somebody may give; officers those of canteens and riders.</summary>
    public static IEnumerable<(string Word, string Name)> GivenBy(WebSession session) => session.IsAdmin ? All : All.Take(2);

    public static string Role(string word) => All.FirstOrDefault(role => role.Word == word).Name ?? word;

    public static string Roles(IReadOnlyList<string> words) => string.Join(T("、"), words.Select(Role));

    /// <summary>Name, roles and place of an account, those that there are.</summary>
    public static string Of(string? name, IReadOnlyList<string> roles, string? subdistrict, IReadOnlyList<string> codes, IReadOnlyList<Site> sites) =>
        string.Join(" · ", new[] { name, Roles(roles), subdistrict, string.Join(T("、"), codes.Select(sites.NameOf)) }.Where(part => !string.IsNullOrEmpty(part)));

    public static string Action(string word) => word switch { "added" => T("新建"), "changed" => T("修改"), "password-reset" => T("重设密码"), _ => word };
}
