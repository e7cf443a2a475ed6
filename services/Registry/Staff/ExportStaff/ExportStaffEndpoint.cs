using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Staff.ExportStaff;

/// <summary>
/// The accounts that the caller sees in the list, those of who has left too, each with who changed it last, as a file. Files of other
/// services name people by the ids in its first column.
/// </summary>
internal static class ExportStaffEndpoint
{
    private static readonly string[] Head = ["人员编号", "用户名", "姓名", "职责", "街道", "助餐点", "状态", "最近变动", "变动时间", "由谁"];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapSheets(
                "/api/staff/export", "Registry_ExportStaff", "Staff accounts",
                format => (bool? active, Caller caller, Database<RegistryDbContext> database, Town town, CancellationToken ct) => Handle(format, active, caller, database, town, ct))
            .AllowRoles(Role.Admin, Role.Officer, Role.Auditor).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);

    private static PushStreamHttpResult Handle(SheetFormat format, bool? active, Caller caller, Database<RegistryDbContext> database, Town town, CancellationToken ct)
    {
        return format.Answer(new Sheet("工作人员账号", Head, RowsAsync()), "staff", ct);

        async IAsyncEnumerable<IReadOnlyList<SheetCell>> RowsAsync()
        {
            await using var db = database.Read();
            var accounts = db.StaffSeenBy(caller).AsNoTracking().Where(p => active == null || p.Active == active).OrderBy(p => p.UserName).Select(p => new
            {
                Person = p,
                Last = db.StaffChanges.Where(c => c.PersonId == p.Id).OrderByDescending(c => c.At).ThenByDescending(c => c.Id)
                    .Select(c => new { c.Action, c.At, By = db.Persons.Where(b => b.Id == c.By).Select(b => b.Name).FirstOrDefault() }).FirstOrDefault(),
            });
            await foreach (var account in accounts.AsAsyncEnumerable().WithCancellation(ct))
                yield return RowOf(account.Person, account.Last?.Action, account.Last?.At, account.Last?.By, town);
        }
    }

    private static IReadOnlyList<SheetCell> RowOf(Person p, StaffAction? last, Instant? at, string? by, Town town) =>
    [
        p.Id.ToString(), p.UserName, p.Name, string.Join("、", p.Roles.Select(Word)), p.Subdistrict, string.Join("、", p.Sites),
        !p.Active ? "已停用" : p.PasswordIsTemporary ? "还没有登录过" : "在用", last is { } action ? Word(action) : "",
        SheetCell.Time(town, at), by,
    ];

    private static string Word(Role role) => role switch
    {
        Role.Resident => "居民",
        Role.CanteenStaff => "食堂员工",
        Role.Officer => "街道专员",
        Role.Auditor => "审计",
        Role.Rider => "骑手",
        Role.Admin => "管理员",
    };

    private static string Word(StaffAction action) => action switch { StaffAction.Added => "新建", StaffAction.Changed => "修改", StaffAction.PasswordReset => "重设密码" };
}
