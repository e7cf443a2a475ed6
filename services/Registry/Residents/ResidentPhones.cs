using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.FamilyLinks;
using MealDispatch.Registry.People;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Residents;

/// <summary>
/// A resident's phone is what they sign in with. Couples share one: the first resident of a phone is its person, another one of the
/// same phone is linked to that person.
/// </summary>
internal static class ResidentPhones
{
    /// <summary>Grants the resident's present phone the right to act for them, and takes it from a phone they had before.</summary>
    public static async Task GrantPhoneAsync(this Unit<RegistryDbContext> unit, Resident resident, string? phoneBefore, CancellationToken ct)
    {
        if (phoneBefore == resident.Phone)
            return;
        if (phoneBefore is not null)
            await TakeAsync(unit, resident, phoneBefore, ct);
        if (!PhoneNumber.IsMobile(resident.Phone))
            return;
        var person = await unit.Db.FindByPhoneAsync(resident.Phone!, ct);
        if (person is { ResidentId: not null })
        {
            unit.Db.FamilyLinks.Add(FamilyLink.ForSharedPhone(unit, resident, person));
            return;
        }

        if (person is null)
            unit.Db.Persons.Add(person = new Person { Id = Ids.New(), Name = resident.Name, Phone = resident.Phone, Roles = [Role.Resident] });
        (person.ResidentId, person.Subdistrict, person.Name) = (resident.Id, resident.Subdistrict, resident.Name);
        person.Tell(unit);
    }

    private static async Task TakeAsync(Unit<RegistryDbContext> unit, Resident resident, string phone, CancellationToken ct)
    {
        if (await unit.Db.FindByPhoneAsync(phone, ct) is not { } person)
            return;
        if (person.ResidentId == resident.Id)
        {
            (person.ResidentId, person.Subdistrict) = (null, null);
            person.Tell(unit);
        }

        var shared = await unit.Db.FamilyLinks
            .Where(l => l.ResidentId == resident.Id && l.PersonId == person.Id && l.SharesPhone && l.Status == FamilyLinkStatus.Confirmed).ToListAsync(ct);
        foreach (var link in shared)
            link.Withdraw(unit, person.Id);
    }
}
