using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.Residents;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Ordering.MealAccounts.ReadMealAccount;

/// <summary>A resident's balance and what changed it, newest first.</summary>
internal static class ReadMealAccountEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/api/residents/{id:guid}/meal-account", HandleAsync)
            .WithName("Ordering_ReadMealAccount").WithSummary("Balance and entries of a meal account, newest first, in pages.")
            .AllowRoles(Role.Resident, Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    internal static async Task<Results<Ok<MealAccountAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, int? limit, string? after, Caller caller, ResidentLookup residents, Database<OrderingDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var size = Paging.Limit(check, limit);
        var last = Paging.After<LastSeen>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        var resident = await residents.FindAsync(id, ct);
        if (resident.Failed)
            return resident.Error.ToProblem();
        if (!caller.ActsFor(id) && !caller.IsStaffIn(resident.Value.Subdistrict))
            return new Absent().ToProblem();
        await using var db = database.Read();
        var balanceFen = await db.MealAccounts.Where(a => a.ResidentId == id).Select(a => a.BalanceFen).SingleOrDefaultAsync(ct);
        var before = last?.Id ?? long.MaxValue;
        var entries = await db.MealAccountEntries.Where(e => e.ResidentId == id && e.Id < before).OrderByDescending(e => e.Id).Take(size + 1).ToListAsync(ct);
        var page = entries.ToPage(size, e => new LastSeen(e.Id));
        var orderIds = page.Items.Select(e => e.OrderId).OfType<Guid>().Distinct().ToList();
        var meals = await db.Orders.Where(o => orderIds.Contains(o.Id)).Select(o => new { o.Id, o.ServiceDate, o.MealPeriod }).ToDictionaryAsync(o => o.Id, ct);
        return TypedResults.Ok(new MealAccountAnswer(
            balanceFen,
            [.. page.Items.Select(e => e.OrderId is { } order && meals.TryGetValue(order, out var meal)
                ? new MealAccountEntryAnswer(e.At, e.Kind, e.AmountFen, order, meal.ServiceDate, meal.MealPeriod)
                : new MealAccountEntryAnswer(e.At, e.Kind, e.AmountFen, e.OrderId, null, null))],
            page.Next));
    }

    private sealed record LastSeen(long Id);
}

internal sealed record MealAccountAnswer(long BalanceFen, IReadOnlyList<MealAccountEntryAnswer> Entries, string? Next);

/// <summary>A change of the balance; the meal is that of its order.</summary>
internal sealed record MealAccountEntryAnswer(Instant At, EntryKind Kind, long AmountFen, Guid? OrderId, LocalDate? ServiceDate, MealPeriod? MealPeriod);
