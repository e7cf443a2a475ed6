using NodaTime;

namespace MealDispatch.Web.Api;

internal sealed record StaffAccount(
    Guid Id, string UserName, string Name, IReadOnlyList<string> Roles, string? Subdistrict, IReadOnlyList<string> Sites, bool Active,
    bool PasswordIsTemporary, int Version);

internal sealed record StaffWithPassword(StaffAccount Account, string? TemporaryPassword);

internal sealed record StaffDetails(StaffAccount Account, IReadOnlyList<StaffHistory> History);

internal sealed record StaffHistory(
    Instant At, string Action, string? By, string Name, IReadOnlyList<string> Roles, string? Subdistrict, IReadOnlyList<string> Sites, bool Active);
