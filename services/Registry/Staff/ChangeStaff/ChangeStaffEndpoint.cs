using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using MealDispatch.Registry.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Staff.ChangeStaff;

/// <summary>Changes what an account is for, or closes it for somebody who has left. Its user name stays.</summary>
internal static class ChangeStaffEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/staff/{id:guid}", HandleAsync).AllowRoles(Role.Admin, Role.Officer)
            .WithName("Registry_ChangeStaff").WithSummary("Changes or closes a staff account.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    internal static async Task<Results<Ok<StaffAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, StaffForm request, Caller caller, Database<RegistryDbContext> database, Sessions sessions, CancellationToken ct)
    {
        var check = new Check();
        var duties = request.Read(check);
        if (check.Failed)
            return check.Error.ToProblem();
        var changed = await database.WriteAndDeliverAsync<Result<Person>>(
            async unit =>
            {
                if (await unit.Db.Persons.FindAsync([id], ct) is not { } person || !caller.MaySee(person))
                    return new Absent();
                if (!caller.MayManage(person.Roles, person.Subdistrict))
                    return new NotYourStaff();
                if (request.UserName is { } userName && Person.NormalUserName(userName) != person.UserName)
                    return new Invalid("userName", "cannot be changed");
                if (request.Version is { } version && version != person.Version)
                    return new Stale();
                if (await caller.FirstBrokenAsync(unit.Db, duties, ct) is { } broken)
                    return broken;
                var active = request.Active ?? person.Active;
                if (person.IsAdmin && !(active && duties.Roles.Contains(Role.Admin)) && !await unit.Db.HasOtherAdminAsync(person.Id, ct))
                    return new LastAdmin();
                (person.Name, person.Roles, person.Subdistrict, person.Sites) = (duties.Name, duties.Roles, duties.Subdistrict, duties.Sites);
                person.Active = active;
                if (!active)
                    await sessions.EndAllAsync(unit, person.Id, ct);
                person.Tell(unit);
                StaffChange.Note(unit, person, StaffAction.Changed, caller.Id);
                return person;
            },
            ct);
        return changed.Match<Results<Ok<StaffAnswer>, ProblemHttpResult>>(
            person => TypedResults.Ok(StaffAnswer.Of(person)), error => error.ToProblem());
    }
}
