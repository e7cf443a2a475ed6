using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Staff.ListStaff;

/// <summary>Staff accounts by user name: all for administrators, their subdistrict's for officers and auditors.</summary>
internal static class ListStaffEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/staff", HandleAsync).AllowRoles(Role.Admin, Role.Officer, Role.Auditor)
            .WithName("Registry_ListStaff").WithSummary("Staff accounts by user name.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);

    internal static async Task<Results<Ok<Page<StaffAnswer>>, ProblemHttpResult>> HandleAsync(
        bool? active, int? limit, string? after, Caller caller, Database<RegistryDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var count = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        check.That(cursor is null or { UserName: not null }, "after", "is not a cursor of this list");
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var staff = db.StaffSeenBy(caller);
        if (active is not null)
            staff = staff.Where(p => p.Active == active);
        if (cursor is not null)
            staff = staff.Where(p => p.UserName!.CompareTo(cursor.UserName) > 0);
        var rows = await staff.OrderBy(p => p.UserName).Take(count + 1).ToListAsync(ct);
        return TypedResults.Ok(rows.ConvertAll(StaffAnswer.Of).ToPage(count, p => new Cursor(p.UserName)));
    }

    private sealed record Cursor(string? UserName);
}
