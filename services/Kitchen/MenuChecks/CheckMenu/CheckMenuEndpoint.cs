using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.MenuChecks.CheckMenu;

/// <summary>
/// Whom a menu would leave without a meal, before it is published: among those who ordered this meal already or ate it here at least twice in the
/// last four weeks, who has a diet, or avoids something, that no item of it is right for. Changes nothing.
/// </summary>
internal static class CheckMenuEndpoint
{
    private const int MaxItems = 100;
    private const int MaxParts = 20;
    private const int Regular = 2;
    private static readonly Period Back = Period.FromWeeks(4);

    internal static void Map(RouteGroupBuilder group) => group.MapPost("/menu-checks", HandleAsync)
        .WithName("Kitchen_CheckMenu").WithSummary("Whose diet no item of a planned menu suits").AllowRoles(Role.CanteenStaff)
        .ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<MenuCheck>, ProblemHttpResult>> HandleAsync(
        MenuCheckRequest request, Caller caller, Database<KitchenDbContext> database, Town town, IClock clock, CancellationToken ct)
    {
        var check = new Check();
        var kitchen = check.Code("siteCode", request.SiteCode);
        var date = check.Date("serviceDate", request.ServiceDate);
        var meal = check.Required("mealPeriod", request.MealPeriod);
        check.That(request.Items is not null, "items", "is required");
        var items = check.List("items", request.Items, MaxItems).Select((item, i) => ItemOf(item, $"items[{i}]", check)).ToList();
        if (check.Failed) return check.Error.ToProblem();
        if (!caller.WorksAt(kitchen)) return new Absent().ToProblem();

        var today = town.DateOf(clock.GetCurrentInstant());
        var guests = await GuestsAsync(database, kitchen, date, meal, LocalDate.Min(today, date) - Back, ct);
        return TypedResults.Ok(new MenuCheck(guests.Count, DietClashes.Of(items, guests)));
    }

    private static PlannedItem ItemOf(MenuCheckItem item, string field, Check check) => new(
        check.Code($"{field}.code", item.Code),
        check.Text($"{field}.name", item.Name, 60),
        check.Texts($"{field}.dietTags", item.DietTags, 20),
        check.Texts($"{field}.ingredients", item.Ingredients),
        check.Texts($"{field}.contains", item.Contains, MaxParts, 60));

    private static async Task<List<Guest>> GuestsAsync(
        Database<KitchenDbContext> database, string kitchen, LocalDate date, MealPeriod meal, LocalDate since, CancellationToken ct)
    {
        await using var db = database.Read();
        var orders = db.Tickets.Where(t => t.KitchenSiteCode == kitchen && t.MealPeriod == meal && t.Status != TicketStatus.Voided);
        // What is closed lies in the index of numbers; what waits, in an open batch.
        var cooked = orders.Where(t => t.Number != null && t.ServiceDate >= since && t.ServiceDate <= date);
        var waiting = orders.Where(t => db.Batches.Any(b => b.Id == t.BatchId && b.Status == Batches.BatchStatus.Open) && t.ServiceDate <= date);
        var counts = await cooked.Concat(waiting).GroupBy(t => t.ResidentId)
            .Select(g => new { ResidentId = g.Key, Meals = g.Count(), HasOrdered = g.Any(t => t.ServiceDate == date) })
            .Where(r => r.HasOrdered || r.Meals >= Regular).ToDictionaryAsync(r => r.ResidentId, ct);
        var ids = counts.Keys.ToList();
        var residents = await db.Residents.AsNoTracking().Where(r => ids.Contains(r.ResidentId)).ToListAsync(ct);
        return residents.ConvertAll(r => new Guest(
            r.ResidentId, ShortName.Of(r.Name), r.DietTags, r.Avoid, counts[r.ResidentId].Meals, counts[r.ResidentId].HasOrdered));
    }
}

internal sealed record MenuCheckRequest(string? SiteCode, string? ServiceDate, MealPeriod? MealPeriod, IReadOnlyList<MenuCheckItem?>? Items);

/// <param name="Contains">The names of the dishes inside a set meal.</param>
internal sealed record MenuCheckItem(
    string? Code, string? Name, IReadOnlyList<string?>? DietTags, IReadOnlyList<string?>? Ingredients, IReadOnlyList<string?>? Contains);

/// <param name="Guests">How many people were looked at.</param>
/// <param name="Items">Those for whom nothing is right, by what they need.</param>
internal sealed record MenuCheck(int Guests, IReadOnlyList<DietClash> Items);
