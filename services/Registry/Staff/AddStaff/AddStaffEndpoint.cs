using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Staff.AddStaff;

/// <summary>Makes an account for somebody who works here, with a temporary password that they replace when they first sign in.</summary>
internal static class AddStaffEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/staff", HandleAsync).AllowRoles(Role.Admin, Role.Officer)
            .WithName("Registry_AddStaff").WithSummary("Makes a staff account with a temporary password.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(422);

    internal static async Task<Results<Created<StaffWithPassword>, ProblemHttpResult>> HandleAsync(
        StaffForm request, HttpContext http, Caller caller, Database<RegistryDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var userName = request.ReadUserName(check);
        var duties = request.Read(check);
        if (check.Failed)
            return check.Error.ToProblem();
        var key = IdempotencyKey.Of(http, caller, request);
        if (key.Failed)
            return key.Error.ToProblem();
        var password = TemporaryPassword.New();
        var passwordHash = SecretHash.OfPassword(password);
        var added = await database.WriteAndDeliverAsync<Result<StaffWithPassword>>(
            async unit =>
            {
                var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
                if (repeat.Failed)
                    return repeat.Error;
                if (repeat.Value is { } id)
                    return new StaffWithPassword(StaffAnswer.Of(await unit.Db.Persons.SingleAsync(p => p.Id == Guid.Parse(id), ct)), null);
                if (await caller.FirstBrokenAsync(unit.Db, duties, ct) is { } broken)
                    return broken;
                if (await unit.Db.Persons.AnyAsync(p => p.UserName == userName, ct))
                    return new UserNameTaken();
                var person = Add(unit, userName, duties, passwordHash, caller.Id);
                unit.Db.KeepKey(key.Value, person.Id.ToString(), time);
                return new StaffWithPassword(StaffAnswer.Of(person), password);
            },
            ct);
        return added.Match<Results<Created<StaffWithPassword>, ProblemHttpResult>>(
            account => TypedResults.Created($"/api/staff/{account.Account.Id}", account), error => error.ToProblem());
    }

    internal static Person Add(Unit<RegistryDbContext> unit, string userName, StaffDuties duties, string passwordHash, Guid? by)
    {
        var person = new Person
        {
            Id = Ids.New(), UserName = userName, Name = duties.Name, PasswordHash = passwordHash, PasswordIsTemporary = true, Roles = duties.Roles,
            Sites = duties.Sites, Subdistrict = duties.Subdistrict,
        };
        unit.Db.Persons.Add(person);
        person.Tell(unit);
        StaffChange.Note(unit, person, StaffAction.Added, by);
        return person;
    }
}
