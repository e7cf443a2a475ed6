using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Registry.Data;

namespace MealDispatch.Registry.Residents;

internal static class PersonalDataReads
{
    /// <summary>Keeps who reads whose data before it is answered.</summary>
    public static Task NoteReadAsync(
        this Database<RegistryDbContext> database, Caller caller, IEnumerable<Guid> residentIds, string purpose, CancellationToken ct) =>
        database.WriteAsync(
            unit =>
            {
                foreach (var residentId in residentIds)
                {
                    unit.Db.PersonalDataReads.Add(new PersonalDataRead
                    {
                        Id = Ids.New(), ReadBy = caller.Id, ResidentId = residentId, Purpose = purpose, ReadAt = unit.Now,
                    });
                }

                return Task.CompletedTask;
            },
            ct);
}
