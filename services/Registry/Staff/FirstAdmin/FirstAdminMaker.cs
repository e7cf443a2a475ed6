using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using MealDispatch.Registry.SignIn.SignInPerson;
using MealDispatch.Registry.Staff.AddStaff;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Staff.FirstAdmin;

/// <summary>
/// Makes the account <c>admin</c> while an installation has no administrator, with <c>Registry__FirstAdminPassword</c> as its temporary
/// password. The demonstration town brings its own.
/// </summary>
internal sealed partial class FirstAdminMaker(
    Database<RegistryDbContext> database, DemoMode demo, IConfiguration configuration, ILogger<FirstAdminMaker> logger) : IHostedService
{
    private const string UserName = "admin";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (demo.Enabled)
            return;
        await using (var db = database.Read())
        {
            if (await db.HasOtherAdminAsync(Guid.Empty, cancellationToken))
                return;
        }

        if (configuration["Registry:FirstAdminPassword"] is not { Length: >= NewPassword.MinLength } password)
        {
            LogNobody(NewPassword.MinLength);
            return;
        }

        var passwordHash = SecretHash.OfPassword(password);
        await database.WriteAsync(unit => MakeAsync(unit, passwordHash, cancellationToken), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task MakeAsync(Unit<RegistryDbContext> unit, string passwordHash, CancellationToken ct)
    {
        if (!await unit.Db.Persons.AnyAsync(p => p.UserName == UserName, ct))
            AddStaffEndpoint.Add(unit, UserName, new StaffDuties("管理员", [Role.Admin], null, []), passwordHash, by: null);
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "There is no administrator: set Registry__FirstAdminPassword (at least {Length} characters) and start again")]
    private partial void LogNobody(int length);
}
