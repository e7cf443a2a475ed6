using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Contracts.Registry;

namespace MealDispatch.Care.People;

internal sealed class PersonContactChangedConsumer : IConsume<PersonContactChanged, CareDbContext>
{
    public async Task ConsumeAsync(PersonContactChanged message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        var person = await unit.Db.PersonContacts.FindAsync([message.PersonId], ct);
        if (person is null)
            unit.Db.PersonContacts.Add(person = new PersonContact { PersonId = message.PersonId });
        else if (person.Version >= message.Version)
            return;
        (person.Version, person.Name, person.Phone, person.ResidentId) = (message.Version, message.Name, message.Phone, message.ResidentId);
    }
}
