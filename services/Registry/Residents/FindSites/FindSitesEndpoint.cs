using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Registry.Addresses;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Residents.FindSites;

/// <summary>Where a resident can eat or order from at one meal, the nearest first.</summary>
internal static class FindSitesEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/residents/{id:guid}/sites", HandleAsync).AllowSignedIn()
            .WithName("Registry_FindSites").WithSummary("Sites by distance: can I order, can they deliver, until when.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(404);

    internal static async Task<Results<Ok<Page<Response>>, ProblemHttpResult>> HandleAsync(
        Guid id, string? serviceDate, string? mealPeriod, Caller caller, Database<RegistryDbContext> database, Town town, IClock clock, CancellationToken ct)
    {
        var check = new Check();
        var date = check.Date("serviceDate", serviceDate);
        var period = check.Required("mealPeriod", check.OptionalWord<MealPeriod>("mealPeriod", mealPeriod));
        await using var db = database.Read();
        if (await db.Residents.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } resident || !MaySee(caller, resident))
            return new Absent().ToProblem();
        if (check.Failed)
            return check.Error.ToProblem();
        var now = clock.GetCurrentInstant();
        var (status, door) = (resident.Statuses.On(date), resident.Address.Point);
        var offers = (await db.Sites.ToListAsync(ct)).Select(site => SiteOffer.Decide(site, status, door, date, period, town, now))
            .OrderBy(o => o.DistanceMeters ?? int.MaxValue).ThenBy(o => o.Site.Code, StringComparer.Ordinal);
        return TypedResults.Ok(new Page<Response>([.. offers.Select(Response.Of)], null));
    }

    private static bool MaySee(Caller caller, Resident resident) =>
        caller.ActsFor(resident.Id) || caller.IsStaffIn(resident.Subdistrict) || caller.MayAudit(resident.Subdistrict);

    internal sealed record Response(
        string Code, string Name, SiteKind Kind, string? SuppliedBy, Address Address, string? Phone, long DeliveryFeeFen, int? DistanceMeters, bool CanOrder,
        bool CanDeliver, string? Reason, Instant? CutoffAt)
    {
        public static Response Of(SiteOffer offer) => new(
            offer.Site.Code, offer.Site.Name, offer.Site.Kind, offer.Site.SuppliedBy, offer.Site.Address, offer.Site.Phone, offer.Site.DeliveryFeeFen,
            offer.DistanceMeters, offer.CanOrder, offer.CanDeliver, offer.Reason, offer.CutoffAt);
    }
}
