using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Deliveries.ListDeliveries;

/// <summary>The deliveries that a caller may see, by order number.</summary>
internal static class ListDeliveriesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/deliveries", HandleAsync)
            .AllowSignedIn()
            .WithName("Dispatch_ListDeliveries")
            .WithSummary("Deliveries of a site, a service date or a status; with `needsAttention=true` only those that people should look at.")
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private sealed record Cursor(string Number);

    private static async Task<Results<Ok<Page<DeliveryView>>, ProblemHttpResult>> HandleAsync(
        string? siteCode, string? serviceDate, string? status, bool? needsAttention, int? limit, string? after,
        Caller caller, Database<DispatchDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var date = check.OptionalDate("serviceDate", serviceDate);
        var wanted = check.OptionalWord<DeliveryStatus>("status", status);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();

        await using var db = database.Read();
        var query = VisibleTo(caller, db);
        if (!string.IsNullOrEmpty(siteCode))
            query = query.Where(d => d.SiteCode == siteCode || d.KitchenSiteCode == siteCode);
        if (date is { } onDate)
            query = query.Where(d => d.ServiceDate == onDate);
        if (wanted is { } withStatus)
            query = query.Where(d => d.Status == withStatus);
        if (needsAttention == true)
            query = query.Where(d => d.NeedsAttention != null && (DeliveryAlarm.Lasting.Contains(d.NeedsAttention) || !DeliveryStatuses.Ended.Contains(d.Status)));
        if (cursor is not null)
            query = query.Where(d => string.Compare(d.OrderNumber, cursor.Number) > 0);

        var deliveries = await query.OrderBy(d => d.OrderNumber).Take(take + 1).ToListAsync(ct);
        var ids = deliveries.Select(d => d.Id).ToList();
        var attempts = (await db.Attempts.Where(a => ids.Contains(a.DeliveryId)).OrderBy(a => a.Number).ToListAsync(ct)).ToLookup(a => a.DeliveryId);
        var noEvents = Array.Empty<AttemptEvent>().ToLookup(e => e.AttemptId);
        return TypedResults.Ok(deliveries.Select(d => DeliveryView.Of(d, [.. attempts[d.Id]], noEvents)).ToList()
            .ToPage(take, view => new Cursor(view.OrderNumber)));
    }

    private static IQueryable<Delivery> VisibleTo(Caller caller, DispatchDbContext db)
    {
        var residents = caller.Residents.ToList();
        var sites = caller.Is(Role.CanteenStaff) ? caller.Sites.ToList() : [];
        var subdistrict = caller.Is(Role.Officer) || caller.Is(Role.Auditor) ? caller.Subdistrict : null;
        var rider = caller.Is(Role.Rider) ? caller.Id : Guid.Empty;
        return db.Deliveries.Where(d =>
            residents.Contains(d.ResidentId) || sites.Contains(d.SiteCode) || sites.Contains(d.KitchenSiteCode)
            || subdistrict != null && d.Subdistrict == subdistrict
            || db.Attempts.Any(a => a.DeliveryId == d.Id && a.RiderPersonId == rider));
    }
}
