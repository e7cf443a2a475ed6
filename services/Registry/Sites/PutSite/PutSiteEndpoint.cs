using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.Residents;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Sites.PutSite;

/// <summary>Enters a site, or what has changed about it.</summary>
internal static class PutSiteEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/sites/{code}", HandleAsync).AllowRoles(Role.Officer, Role.Admin)
            .WithName("Registry_PutSite").WithSummary("Enters or changes a site.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    internal static async Task<Results<Ok<SiteAnswer>, ProblemHttpResult>> HandleAsync(
        string code, SiteForm request, Caller caller, Database<RegistryDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        check.Code("code", code, SiteForm.CodeLength);
        var entry = request.Read(check, code);
        if (check.Failed)
            return check.Error.ToProblem();
        if (!MayWrite(caller, entry.Subdistrict))
            return new OtherSubdistrict().ToProblem();
        var put = await database.WriteAndDeliverAsync(unit => PutAsync(unit, code, entry, request.Version, caller, ct), ct);
        return put.Match<Results<Ok<SiteAnswer>, ProblemHttpResult>>(site => TypedResults.Ok(SiteAnswer.Of(site)), error => error.ToProblem());
    }

    private static async Task<Result<Site>> PutAsync(
        Unit<RegistryDbContext> unit, string code, SiteEntry entry, int? version, Caller caller, CancellationToken ct)
    {
        var site = await unit.Db.Sites.FindAsync([code], ct);
        if (site is not null && !MayWrite(caller, site.Subdistrict))
            return new Absent();
        if (version is not null && version != (site?.Version ?? 0))
            return new Stale();
        var supplier = entry.SuppliedBy is null ? null : await unit.Db.Sites.FindAsync([entry.SuppliedBy], ct);
        var tables = await unit.Db.Sites.Where(s => s.SuppliedBy == code).ToListAsync(ct);
        if (SiteRules.FirstBroken(code, entry, supplier, tables) is { } broken)
            return broken;
        if (site is null)
            unit.Db.Sites.Add(site = new Site { Code = code });
        site.Enter(entry);
        site.Tell(unit);
        return site;
    }

    private static bool MayWrite(Caller caller, string subdistrict) => caller.Is(Role.Admin) || caller.IsOfficerOf(subdistrict);
}
