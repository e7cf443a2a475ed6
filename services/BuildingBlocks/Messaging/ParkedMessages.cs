using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.BuildingBlocks.Messaging;

/// <summary>A message that was given up after ten tries: what it is and why, never its content.</summary>
public sealed record ParkedMessage(Guid Id, string Type, int Attempts, string? Error, Instant CreatedAt, Instant ParkedAt);

public sealed record ParkedMessageList(IReadOnlyList<ParkedMessage> Items);

/// <summary>What a service could not deliver, for the people who run it: look, mend the cause, replay.</summary>
public static class ParkedMessages
{
    private const int AtMost = 500;

    /// <summary><c>/api/operations/{service}/parked</c>, for admins.</summary>
    internal static void MapParkedMessages<TContext>(this IEndpointRouteBuilder routes)
        where TContext : ServiceDbContext
    {
        var service = ServiceNames.Of<TContext>();
        var name = typeof(TContext).Name.Replace("DbContext", "", StringComparison.Ordinal);
        routes.MapGet($"/api/operations/{service}/parked", ListAsync<TContext>)
            .WithName($"{name}_ListParkedMessages").WithSummary($"Messages of this service that were given up after ten tries, oldest first, at most {AtMost}")
            .ProducesProblem(403).AllowRoles(Role.Admin);
        routes.MapPost($"/api/operations/{service}/parked/{{id:guid}}/replay", ReplayAsync<TContext>)
            .WithName($"{name}_ReplayParkedMessage").WithSummary("Tries a message again from the start; ten more failures park it again")
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Admin);
    }

    private static async Task<Ok<ParkedMessageList>> ListAsync<TContext>(Database<TContext> database, CancellationToken ct)
        where TContext : ServiceDbContext
    {
        await using var db = database.Read();
        var rows = await db.Outbox.Where(m => m.ParkedAt != null).OrderBy(m => m.CreatedAt).Take(AtMost)
            .Select(m => new { m.Id, m.Type, m.Attempts, m.Error, m.CreatedAt, m.ParkedAt }).ToListAsync(ct);
        return TypedResults.Ok(new ParkedMessageList(
            [.. rows.Select(m => new ParkedMessage(m.Id, m.Type, m.Attempts, m.Error, InstantOf(m.CreatedAt), InstantOf(m.ParkedAt!.Value)))]));
    }

    private static Instant InstantOf(DateTime utc) => Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    private static async Task<Results<Accepted, ProblemHttpResult>> ReplayAsync<TContext>(
        Guid id, Database<TContext> database, TimeProvider time, CancellationToken ct)
        where TContext : ServiceDbContext
    {
        var found = await database.WriteAsync<Result<OutboxMessage>>(
            async unit =>
            {
                if (await unit.Db.Outbox.SingleOrDefaultAsync(m => m.Id == id && m.ParkedAt != null, ct) is not { } row)
                    return new Absent();
                row.ParkedAt = null;
                row.Attempts = 0;
                row.NextAttemptAt = time.GetUtcNow().UtcDateTime;
                return row;
            },
            ct);
        if (found.Failed)
            return found.Error.ToProblem();
        database.Deliver([found.Value]);
        return TypedResults.Accepted((string?)null);
    }
}
