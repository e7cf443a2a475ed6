using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Deliveries.MapDeliveries;

/// <param name="Lat">WGS-84, rounded to some ten metres; null when the door has no coordinates.</param>
/// <param name="Lng">As <paramref name="Lat"/>.</param>
internal sealed record MappedDelivery(string SiteCode, MealPeriod MealPeriod, DeliveryStatus Status, bool NeedsAttention, double? Lat, double? Lng);

/// <param name="Lat">WGS-84; null when the site has no coordinates.</param>
/// <param name="Lng">As <paramref name="Lat"/>.</param>
internal sealed record MappedSite(string Code, string Name, double? Lat, double? Lng);

/// <param name="Sites">Of the caller's subdistrict.</param>
/// <param name="Items">At most <see cref="MapDeliveriesEndpoint.Most"/>; a map holds no more.</param>
internal sealed record DeliveryMap(LocalDate ServiceDate, string Datum, IReadOnlyList<MappedSite> Sites, IReadOnlyList<MappedDelivery> Items);

/// <summary>Where a day's meals of the caller's subdistrict go and how far they are; whose they are is not said.</summary>
internal static class MapDeliveriesEndpoint
{
    public const int Most = 5_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/deliveries/map", HandleAsync)
            .AllowRoles(Role.Officer, Role.Auditor)
            .WithName("Dispatch_MapDeliveries")
            .WithSummary("The deliveries of a service date as points, without names.")
            .ProducesProblem(400).ProducesProblem(403);

    private static async Task<Results<Ok<DeliveryMap>, ProblemHttpResult>> HandleAsync(
        string? serviceDate, Caller caller, Database<DispatchDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var date = check.Date("serviceDate", serviceDate);
        if (check.Failed)
            return check.Error.ToProblem();

        await using var db = database.Read();
        // By site, because deliveries are found by site and day without an index of their own.
        var rows = await (
            from s in db.Sites
            from d in db.Deliveries.Where(d => d.SiteCode == s.Code && d.ServiceDate == date && d.Subdistrict == caller.Subdistrict)
            join c in db.ResidentContacts on d.ResidentId equals c.ResidentId into contacts
            from c in contacts.DefaultIfEmpty()
            select new { d.SiteCode, d.MealPeriod, d.Status, d.NeedsAttention, Lat = c == null ? null : c.Lat, Lng = c == null ? null : c.Lng })
            .Take(Most).ToListAsync(ct);
        var sites = await db.Sites.Where(s => s.Subdistrict == caller.Subdistrict).OrderBy(s => s.Code).Select(s => new MappedSite(s.Code, s.Name, s.Lat, s.Lng)).ToListAsync(ct);
        return TypedResults.Ok(new DeliveryMap(
            date, "wgs84", sites, [.. rows.Select(r => new MappedDelivery(r.SiteCode, r.MealPeriod, r.Status, r.NeedsAttention != null, Rounded(r.Lat), Rounded(r.Lng)))]));
    }

    private static double? Rounded(double? degrees) => degrees is { } exact ? Math.Round(exact, 4) : null;
}
