using MealDispatch.Contracts;
using MealDispatch.Registry.People;

namespace MealDispatch.Registry.Staff;

/// <summary>A staff account.</summary>
/// <param name="Active">False for who has left.</param>
/// <param name="PasswordIsTemporary">Its owner has not signed in since it was made or reset.</param>
internal sealed record StaffAnswer(
    Guid Id, string UserName, string Name, IReadOnlyList<Role> Roles, string? Subdistrict, IReadOnlyList<string> Sites, bool Active,
    bool PasswordIsTemporary, int Version)
{
    public static StaffAnswer Of(Person person) => new(
        person.Id, person.UserName!, person.Name, person.Roles, person.Subdistrict, person.Sites, person.Active, person.PasswordIsTemporary, person.Version);
}

/// <summary>An account with the password that opens it once.</summary>
/// <param name="TemporaryPassword">Shown here and nowhere else; null when the same request was answered before.</param>
internal sealed record StaffWithPassword(StaffAnswer Account, string? TemporaryPassword);
