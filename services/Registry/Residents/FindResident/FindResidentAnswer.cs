using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Residents.FindResident;

/// <summary>For a service whose copy does not know the id yet.</summary>
internal sealed class FindResidentAnswer(Database<RegistryDbContext> database) : IAnswer<Contracts.Registry.FindResident, ResidentFound>
{
    public async Task<ResidentFound> AnswerAsync(Contracts.Registry.FindResident question, CancellationToken ct)
    {
        await using var db = database.Read();
        return new ResidentFound { Exists = await db.Residents.AnyAsync(r => r.Id == question.ResidentId, ct) };
    }
}
