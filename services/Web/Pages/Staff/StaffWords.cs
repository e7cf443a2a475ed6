using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Staff;

internal static class StaffWords
{
    private static readonly (string Word, string Name)[] All =
        [("canteen-staff", "食堂员工"), ("rider", "骑手"), ("officer", "街道专员"), ("auditor", "审计"), ("admin", "管理员")];

    /// <summary>Roles that somebody may give; officers those of canteens and riders.</summary>
    public static IEnumerable<(string Word, string Name)> GivenBy(WebSession session) => session.IsAdmin ? All : All.Take(2);

    public static string Role(string word) => All.FirstOrDefault(role => role.Word == word).Name ?? word;

    public static string Roles(IReadOnlyList<string> words) => string.Join("、", words.Select(Role));

    public static string Action(string word) => word switch { "added" => "新建", "changed" => "修改", "password-reset" => "重设密码", _ => word };
}
