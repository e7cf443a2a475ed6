using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Printing;
using MealDispatch.Kitchen.Sites;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.Batches.FollowKitchen;

/// <summary>
/// Server-sent events for a kitchen's screen: only that something changed (an order, a ticket, a print), never what. The reader fetches what it
/// shows as the person in front of it.
/// </summary>
internal static class FollowKitchenEndpoint
{
    private const int MaxSites = 50;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(15);

    internal static void Map(RouteGroupBuilder group) => group.MapGet("/changes", HandleAsync)
        .WithName("Kitchen_FollowKitchen").WithSummary("Server-sent events: something changed in the kitchens of these sites on that date").AllowRoles(Role.CanteenStaff)
        .Produces(200, contentType: "text/event-stream").ProducesProblem(400).ProducesProblem(404);

    private static async Task<IResult> HandleAsync(
        string[]? siteCode, string? serviceDate, HttpContext http, Caller caller, Database<KitchenDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var date = check.Date("serviceDate", serviceDate);
        check.That(siteCode is { Length: > 0 and <= MaxSites }, "siteCode", $"between 1 and {MaxSites}");
        if (check.Failed) return check.Error.ToProblem();
        if (await PlacesAsync(database, siteCode!, caller, ct) is not { } places) return new Absent().ToProblem();

        return await EventStream.AnswerAsync(http, (events, token) =>
            events.FollowChangesAsync("here", look => StateAsync(database, places, date, look), LookEvery, KeepAliveEvery, time, token));
    }

    /// <summary>The sites and the kitchens that cook for them; null when one is not the caller's.</summary>
    private static async Task<List<string>?> PlacesAsync(Database<KitchenDbContext> database, string[] siteCodes, Caller caller, CancellationToken ct)
    {
        await using var db = database.Read();
        foreach (var code in siteCodes)
        {
            if (!await db.MayWorkForAsync(caller, code, ct)) return null;
        }

        var kitchens = await db.Sites.Where(s => siteCodes.Contains(s.Code) && s.SuppliedBy != null).Select(s => s.SuppliedBy!).ToListAsync(ct);
        return [.. siteCodes.Union(kitchens, StringComparer.Ordinal)];
    }

    /// <summary>Versions only grow, and an order that waits counts in its batch's: equal sums mean that nothing changed.</summary>
    private static async Task<KitchenState> StateAsync(Database<KitchenDbContext> database, List<string> places, LocalDate date, CancellationToken ct)
    {
        await using var db = database.Read();
        return new KitchenState(
            await db.Batches.Where(b => places.Contains(b.KitchenSiteCode) && b.ServiceDate == date).SumAsync(b => b.Version + 1, ct),
            await db.Tickets.Where(t => places.Contains(t.KitchenSiteCode) && t.ServiceDate == date && t.Number != null).SumAsync(t => t.Version + 1, ct),
            await db.PrinterStates.Where(s => places.Contains(s.SiteCode)).SumAsync(s => s.Version + 1, ct),
            await db.PrintJobs.Where(j => places.Contains(j.SiteCode)
                && (j.State == PrintJobState.Queued || j.State == PrintJobState.Printing || j.State == PrintJobState.Uncertain)).SumAsync(j => j.Version + 1, ct));
    }

    private sealed record KitchenState(int Batches, int Tickets, int Printers, int Waiting);
}
