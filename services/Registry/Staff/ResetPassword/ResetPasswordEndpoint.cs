using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using MealDispatch.Registry.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Registry.Staff.ResetPassword;

/// <summary>A new temporary password for who forgot theirs; wherever they were signed in, they are no longer.</summary>
internal static class ResetPasswordEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/staff/{id:guid}/password", HandleAsync).AllowRoles(Role.Admin, Role.Officer)
            .WithName("Registry_ResetPassword").WithSummary("Gives a staff account a new temporary password.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);

    internal static async Task<Results<Ok<StaffWithPassword>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<RegistryDbContext> database, Sessions sessions, CancellationToken ct)
    {
        var password = TemporaryPassword.New();
        var passwordHash = SecretHash.OfPassword(password);
        var reset = await database.WriteAndDeliverAsync<Result<Person>>(
            async unit =>
            {
                if (await unit.Db.Persons.FindAsync([id], ct) is not { } person || !caller.MaySee(person))
                    return new Absent();
                if (!caller.MayManage(person.Roles, person.Subdistrict))
                    return new NotYourStaff();
                (person.PasswordHash, person.PasswordIsTemporary) = (passwordHash, true);
                await sessions.EndAllAsync(unit, person.Id, ct);
                StaffChange.Note(unit, person, StaffAction.PasswordReset, caller.Id);
                return person;
            },
            ct);
        return reset.Match<Results<Ok<StaffWithPassword>, ProblemHttpResult>>(
            person => TypedResults.Ok(new StaffWithPassword(StaffAnswer.Of(person), password)), error => error.ToProblem());
    }
}
