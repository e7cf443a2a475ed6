using MealDispatch.BuildingBlocks;
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

namespace MealDispatch.Kitchen.Recalls.FindRecipients;

/// <summary>
/// A dish turned out to be bad: everybody who got it, alone or inside a set meal, with name, door, phone and where the meal is. For
/// staff of the canteen that cooked, and officers of its subdistrict. Who asked is kept before it is answered. Never in pages: whoever
/// calls people needs all of them.
/// </summary>
internal static class FindRecipientsEndpoint
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/recalls", JsonAsync)
            .WithName("Kitchen_FindRecipients").WithSummary("Everybody who got a dish of a meal").AllowRoles(Role.CanteenStaff, Role.Officer)
            .ProducesProblem(400).ProducesProblem(404);
        group.MapGet("/recalls.csv", CsvAsync)
            .WithName("Kitchen_FindRecipientsCsv").WithSummary("Everybody who got a dish of a meal, as CSV").AllowRoles(Role.CanteenStaff, Role.Officer)
            .ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<Results<Ok<Recall>, ProblemHttpResult>> JsonAsync(
        string? siteCode, string? serviceDate, string? mealPeriod, string? itemCode, Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        var found = await FindAsync(siteCode, serviceDate, mealPeriod, itemCode, caller, database, ct);
        return found.Match<Results<Ok<Recall>, ProblemHttpResult>>(recall => TypedResults.Ok(recall), error => error.ToProblem());
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> CsvAsync(
        string? siteCode, string? serviceDate, string? mealPeriod, string? itemCode, Caller caller, Database<KitchenDbContext> database, Town town,
        CancellationToken ct)
    {
        var found = await FindAsync(siteCode, serviceDate, mealPeriod, itemCode, caller, database, ct);
        return found.Match<Results<FileContentHttpResult, ProblemHttpResult>>(
            recall => TypedResults.File(RecallSheet.Csv(recall, town), "text/csv; charset=utf-8", "recall.csv"), error => error.ToProblem());
    }

    private static async Task<Result<Recall>> FindAsync(
        string? siteCode, string? serviceDate, string? mealPeriod, string? itemCode, Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var site = check.Code("siteCode", siteCode);
        var date = check.Date("serviceDate", serviceDate);
        var meal = check.OptionalWord<MealPeriod>("mealPeriod", mealPeriod);
        var item = check.Text("itemCode", itemCode, 60);
        check.That(mealPeriod is not null, "mealPeriod", "is required");
        if (check.Failed) return check.Error;

        var recall = await FindAsync(database, site, date, meal!.Value, item, caller, ct);
        if (recall is null) return new Absent();
        await database.WriteAsync(
            unit =>
            {
                unit.Db.RecallReads.Add(new RecallRead
                {
                    Id = Ids.New(), ReadBy = caller.Id, ReadAt = unit.Now, SiteCode = site, ServiceDate = date, MealPeriod = meal.Value, ItemCode = item,
                    People = recall.People,
                });
                return Task.CompletedTask;
            },
            ct);
        return recall;
    }

    /// <summary>Null when the canteen is not the caller's.</summary>
    private static async Task<Recall?> FindAsync(
        Database<KitchenDbContext> database, string siteCode, LocalDate date, MealPeriod meal, string itemCode, Caller caller, CancellationToken ct)
    {
        await using var db = database.Read();
        var subdistrict = await db.Sites.Where(s => s.Code == siteCode).Select(s => s.Subdistrict).SingleOrDefaultAsync(ct);
        if (!caller.WorksAt(siteCode) && !caller.IsOfficerOf(subdistrict)) return null;

        // By the index of numbers: what has no number yet has not been cooked.
        var meals = await (
            from ticket in db.Tickets
            where ticket.KitchenSiteCode == siteCode && ticket.ServiceDate == date && ticket.MealPeriod == meal && ticket.Number != null
                && ticket.Status != TicketStatus.Voided
            join r in db.Residents on ticket.ResidentId equals r.ResidentId into residents
            from resident in residents.DefaultIfEmpty()
            select new { Ticket = ticket, Resident = resident }).ToListAsync(ct);
        var items = meals.Where(m => m.Ticket.Lines.Any(l => l.Holds(itemCode))).Select(m => RecalledMeal.Of(m.Ticket, m.Resident, itemCode))
            .OrderBy(m => m.State).ThenBy(m => m.TicketCode, StringComparer.Ordinal).ToList();
        return new Recall(siteCode, date, meal, itemCode, items.Count, items);
    }
}
