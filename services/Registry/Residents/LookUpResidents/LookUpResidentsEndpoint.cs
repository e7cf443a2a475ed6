using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Residents.LookUpResidents;

/// <summary>
/// Who stands at the counter: by the card that was scanned, by a part of the name or phone, or by ids; residents of the staff's own subdistrict
/// and no more of each than it takes to tell them apart. Each one shown is noted as read.
/// </summary>
internal static class LookUpResidentsEndpoint
{
    private const string RouteName = "Registry_LookUpResidents";
    private const int Most = 20;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/residents/look-up", HandleAsync).AllowRoles(Role.CanteenStaff)
            .WithName(RouteName).WithSummary("Finds who stands at the counter, by card, name or phone.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);

    internal static async Task<Results<Ok<Page<Guest>>, ProblemHttpResult>> HandleAsync(
        Request request, Caller caller, Database<RegistryDbContext> database, Town town, IClock clock, CancellationToken ct)
    {
        var check = new Check();
        var card = check.OptionalText("cardCode", request.CardCode, 200);
        var query = check.OptionalText("query", request.Query, 100);
        check.That(request.Ids is null or { Count: > 0 and <= Most }, "ids", $"between 1 and {Most}");
        check.That(new[] { card is not null, query is not null, request.Ids is not null }.Count(given => given) == 1, "query", "one of cardCode, query and ids");
        if (check.Failed)
            return check.Error.ToProblem();

        await using var db = database.Read();
        var own = db.Residents.Where(r => r.Subdistrict == caller.Subdistrict);
        var rows = await Matching(own, db, card, query, request.Ids).OrderBy(r => r.Name).ThenBy(r => r.Id).Take(Most).ToListAsync(ct);
        var today = town.DateOf(clock.GetCurrentInstant());
        var guests = rows.Select(r => new Guest(r.Id, r.Name, Masked(r.Phone), r.Community, r.Statuses.On(today))).ToList();
        if (guests.Count > 0)
            await database.NoteReadAsync(caller, guests.Select(g => g.Id), RouteName, ct);
        return TypedResults.Ok(new Page<Guest>(guests, null));
    }

    private static IQueryable<Resident> Matching(IQueryable<Resident> residents, RegistryDbContext db, string? card, string? query, IReadOnlyList<Guid>? ids)
    {
        if (card is not null)
        {
            var hash = SecretToken.Hash(card);
            return residents.Where(r => db.Cards.Any(c => c.ResidentId == r.Id && c.CardHash == hash && c.RevokedAt == null));
        }

        return ids is not null ? residents.Where(r => ids.Contains(r.Id)) : ResidentSearch.ByNameOrPhone(residents, query!);
    }

    /// <summary>139****0001: enough to ask by.</summary>
    private static string? Masked(string? phone) => phone is { Length: > 7 } ? $"{phone[..3]}****{phone[^4..]}" : phone is null ? null : "****";

    /// <summary>Exactly one of them; <c>ids</c> for those who were found before.</summary>
    internal sealed record Request(string? CardCode, string? Query, IReadOnlyList<Guid>? Ids);

    /// <summary>What a counter shows of a resident; <paramref name="Phone"/> is masked.</summary>
    internal sealed record Guest(Guid Id, string Name, string? Phone, string? Community, ResidentStatus Status);
}
