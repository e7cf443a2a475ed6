using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Messages.TellNews;

/// <summary>
/// Tells residents and family what happened to their meals. News waits until it is known whose meal it is, and after a day it is
/// none. Two machines at once make the same messages, and one of them loses.
/// </summary>
internal sealed class TellNewsJob(Database<CareDbContext> database, Channels channels, IClock clock) : IJob
{
    private const int AtOnce = 200;
    private static readonly Duration StaysNews = Duration.FromDays(1);

    public TimeSpan Every => TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken ct)
    {
        if (!await AnyAsync(ct))
            return;
        int told;
        do
            told = await database.WriteAsync(unit => TellAsync(unit, ct), ct);
        while (told == AtOnce);
    }

    private async Task<bool> AnyAsync(CancellationToken ct)
    {
        await using var db = database.Read();
        return await Ready(db, clock.GetCurrentInstant()).AnyAsync(ct);
    }

    private static IQueryable<MealNews> Ready(CareDbContext db, Instant now)
    {
        var old = now - StaysNews;
        return db.News.Where(n => !n.Told && (n.At < old || db.Meals.Any(m => m.OrderId == n.OrderId && m.ResidentId != null && m.ServiceDate != null)));
    }

    private async Task<int> TellAsync(Unit<CareDbContext> unit, CancellationToken ct)
    {
        var db = unit.Db;
        var news = await Ready(db, unit.Now).OrderBy(n => n.At).Take(AtOnce).ToListAsync(ct);
        var orders = news.Select(n => n.OrderId).Distinct().ToList();
        var meals = await db.Meals.Where(m => orders.Contains(m.OrderId)).ToDictionaryAsync(m => m.OrderId, ct);
        var recipients = await Recipients.OfResidentsAsync(db, [.. meals.Values.Select(m => m.ResidentId).OfType<Guid>().Distinct()], ct);
        var names = await db.Residents.AsNoTracking().Where(r => meals.Values.Select(m => m.ResidentId).Contains(r.ResidentId))
            .ToDictionaryAsync(r => r.ResidentId, r => r.Name, ct);
        var sites = await db.Sites.AsNoTracking().ToDictionaryAsync(s => s.Code, s => s.Subdistrict, ct);
        var choices = await Post.ChoicesOfAsync(db, recipients.SelectMany(r => r), ct);
        var ended = await db.News.Where(n => orders.Contains(n.OrderId)).ToListAsync(ct);
        foreach (var one in news)
        {
            one.Told = true;
            var meal = meals[one.OrderId];
            if (one.At < unit.Now - StaysNews || meal is not { ResidentId: { } resident, ServiceDate: { } date, MealPeriod: { } period } || IsOvertaken(one, ended))
                continue;
            var name = names.GetValueOrDefault(resident, "");
            await unit.PostAsync(
                channels,
                new Telling(
                    $"{one.Kind}:{one.OrderId}", one.Kind, one.At, meal.SiteCode is { } site ? sites.GetValueOrDefault(site) : null, $"/orders/{one.OrderId}",
                    AlertId: null, PassesQuiet: false),
                [.. recipients[resident]], choices,
                (who, channel) => MessageTexts.OfMeal(one.Kind, MessageTexts.NameFor(who, channel, name), date, period, one.Detail), ct);
        }

        return news.Count;
    }

    /// <summary>Something later made it untrue: nobody is told that a cancelled meal is ordered, or that a delivered one is coming.</summary>
    private static bool IsOvertaken(MealNews news, List<MealNews> all) => news.Kind switch
    {
        MessageKind.OrderConfirmed => Has(all, news, MessageKind.OrderCancelled),
        MessageKind.MealPickedUp or MessageKind.RiderAtDoor => Has(all, news, MessageKind.MealDelivered) || Has(all, news, MessageKind.DeliveryFailed),
        _ => false,
    };

    private static bool Has(List<MealNews> all, MealNews news, MessageKind kind) => all.Exists(n => n.OrderId == news.OrderId && n.Kind == kind);
}
