using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Sites;
using MealDispatch.Kitchen.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.Batches.ListBatches;

/// <summary><c>Orders</c> counts those that the caller's sites have in it and that are not cancelled.</summary>
internal sealed record BatchSummary(
    Guid Id, string SiteCode, LocalDate ServiceDate, MealPeriod MealPeriod, int Wave, BatchStatus Status, int Orders, Instant? ClosedAt);

/// <summary>The batches of the caller's kitchens, or those that cook for the caller's dining table.</summary>
internal static class ListBatchesEndpoint
{
    private sealed record Cursor(string Name);

    internal static void Map(RouteGroupBuilder group) => group.MapGet("/batches", HandleAsync)
        .WithName("Kitchen_ListBatches").WithSummary("Batches of a site").AllowRoles(Role.CanteenStaff)
        .ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<Page<BatchSummary>>, ProblemHttpResult>> HandleAsync(
        string? siteCode, string? serviceDate, string? mealPeriod, int? limit, string? after, Caller caller,
        Database<KitchenDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var date = check.OptionalDate("serviceDate", serviceDate);
        var meal = check.OptionalWord<MealPeriod>("mealPeriod", mealPeriod);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed) return check.Error.ToProblem();

        await using var db = database.Read();
        if (siteCode is not null && !await db.MayWorkForAsync(caller, siteCode, ct)) return new Absent().ToProblem();

        var tickets = db.Tickets.Where(SiteAccess.VisibleTo(caller)).Where(t => siteCode == null || t.KitchenSiteCode == siteCode || t.SiteCode == siteCode);
        var sites = caller.Sites.ToList();
        var batches = db.Batches
            .Where(b => tickets.Any(t => t.BatchId == b.Id) || (sites.Contains(b.KitchenSiteCode) && (siteCode == null || b.KitchenSiteCode == siteCode)));
        if (date is { } d) batches = batches.Where(b => b.ServiceDate == d);
        if (meal is { } m) batches = batches.Where(b => b.MealPeriod == m);
        if (cursor is not null) batches = batches.Where(b => string.Compare(b.Name, cursor.Name) > 0);
        var rows = await batches.OrderBy(b => b.Name).Take(take + 1)
            .Select(b => new { Batch = b, Orders = tickets.Count(t => t.BatchId == b.Id && t.Status != TicketStatus.Voided) }).ToListAsync(ct);
        var page = rows.ToPage(take, r => new Cursor(r.Batch.Name));
        return TypedResults.Ok(new Page<BatchSummary>([.. page.Items.Select(r => Summary(r.Batch, r.Orders))], page.Next));
    }

    private static BatchSummary Summary(KitchenBatch batch, int orders) => new(
        batch.Id, batch.KitchenSiteCode, batch.ServiceDate, batch.MealPeriod, batch.Wave, batch.Status, orders, batch.ClosedAt);
}
