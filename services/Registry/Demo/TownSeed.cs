using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.FamilyLinks;
using MealDispatch.Registry.People;
using MealDispatch.Registry.Residents;
using MealDispatch.Registry.Sites;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Demo;

/// <summary>
/// The demonstration town's people and sites. Each part is one unit and is there or not, so a start that was killed in the middle
/// is continued by the next.
/// </summary>
internal sealed class TownSeed(Database<RegistryDbContext> database, IdNumberVault vault) : IDemoSeed
{
    public async Task SeedAsync(CancellationToken ct)
    {
        await using var db = database.Read();
        if (!await db.Persons.AnyAsync(p => p.UserName != null, ct))
            await database.WriteAndDeliverAsync(AddAccountsAsync, ct);
        if (!await db.Sites.AnyAsync(ct))
            await database.WriteAndDeliverAsync(AddSitesAsync, ct);
        if (!await db.Residents.AnyAsync(r => r.Id == DemoTown.ResidentId(1), ct))
            await database.WriteAsync(AddResidentsAsync, ct);
        if (!await db.FamilyLinks.AnyAsync(l => l.Id == LinkId(1), ct))
            await database.WriteAsync(AddFamilyAsync, ct);
    }

    private static Guid AccountId(string userName) => Ids.Of($"demo:account:{userName}");

    private static Guid LinkId(int number) => Ids.Of($"demo:family-link:{number}");

    private static Task<bool> AddAccountsAsync(Unit<RegistryDbContext> unit)
    {
        var passwordHash = SecretHash.OfPassword(DemoTown.Password);
        Add("admin", "管理员", Role.Admin, null);
        Add("officer-huaxin", "专员01", Role.Officer, DemoTown.Subdistrict);
        Add("officer-huaxin-2", "专员02", Role.Officer, DemoTown.Subdistrict);
        Add("auditor-huaxin", "审计01", Role.Auditor, DemoTown.Subdistrict);
        foreach (var site in DemoTown.Canteens.Concat(DemoTown.DiningTables))
            Add($"staff-{site}", $"食堂{site[2..]}", Role.CanteenStaff, DemoTown.Subdistrict, site);
        for (var number = 1; number <= DemoTown.Riders; number++)
            Add($"rider-{number:00}", $"骑手{number:00}", Role.Rider, DemoTown.Subdistrict);
        return Task.FromResult(true);

        void Add(string userName, string name, Role role, string? subdistrict, params string[] sites)
        {
            var person = new Person
            {
                Id = AccountId(userName), UserName = Person.NormalUserName(userName), Name = name, PasswordHash = passwordHash, Roles = [role],
                Sites = sites, Subdistrict = subdistrict,
            };
            unit.Db.Persons.Add(person);
            person.Tell(unit);
        }
    }

    private static Task<bool> AddSitesAsync(Unit<RegistryDbContext> unit)
    {
        foreach (var (code, entry) in DemoSites.All())
        {
            var site = new Site { Code = code };
            site.Enter(entry);
            unit.Db.Sites.Add(site);
            site.Tell(unit);
        }

        return Task.FromResult(true);
    }

    private Task AddResidentsAsync(Unit<RegistryDbContext> unit)
    {
        for (var number = 1; number <= DemoTown.Residents; number++)
        {
            var resident = new Resident { Id = DemoTown.ResidentId(number) };
            resident.Enter(DemoResidents.Entry(number), vault);
            unit.Db.Residents.Add(resident);
            resident.Tell(unit);
            var person = new Person
            {
                Id = Ids.Of($"demo:resident-person:{number}"), Name = resident.Name, Phone = resident.Phone, Roles = [Role.Resident],
                Subdistrict = resident.Subdistrict, ResidentId = resident.Id,
            };
            unit.Db.Persons.Add(person);
            person.Tell(unit);
        }

        return Task.CompletedTask;
    }

    private static Task AddFamilyAsync(Unit<RegistryDbContext> unit)
    {
        string[] relations = ["儿子", "女儿", "孙辈", "配偶"];
        for (var number = 1; number <= DemoTown.FamilyMembers; number++)
        {
            var person = new Person
            {
                Id = Ids.Of($"demo:family:{number}"), Name = $"家属{number:000}", Phone = DemoTown.FamilyPhone(number), Roles = [Role.Resident],
            };
            unit.Db.Persons.Add(person);
            person.Tell(unit);
            var link = new FamilyLink
            {
                Id = LinkId(number), ResidentId = DemoTown.ResidentId(number), Phone = person.Phone!, Relation = relations[number % relations.Length],
                CreatedAt = unit.Now,
            };
            link.Confirm(unit, person, AccountId("officer-huaxin"), "演示");
            unit.Db.FamilyLinks.Add(link);
        }

        return Task.CompletedTask;
    }
}
