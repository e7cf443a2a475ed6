using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Care.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Housekeeping;

/// <summary>Deletes what nobody needs any more: meals and their news after 100 days, messages after 180. Alerts and their records stay.</summary>
internal sealed class ForgetOldJob(Database<CareDbContext> database, Town town) : IJob
{
    public static readonly Duration KeepMeals = Duration.FromDays(100);
    public static readonly Duration KeepMessages = Duration.FromDays(180);

    public TimeSpan Every => TimeSpan.FromHours(1);

    public Task RunAsync(CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            var (meals, messages) = (unit.Now - KeepMeals, unit.Now - KeepMessages);
            var day = town.DateOf(meals);
            await unit.Db.Meals.Where(m => m.ServiceDate < day).ExecuteDeleteAsync(ct);
            await unit.Db.ClosedWindows.Where(w => w.ServiceDate < day).ExecuteDeleteAsync(ct);
            await unit.Db.News.Where(n => n.At < meals).ExecuteDeleteAsync(ct);
            await unit.Db.Messages.Where(m => m.At < messages).ExecuteDeleteAsync(ct);
        },
        ct);
}
