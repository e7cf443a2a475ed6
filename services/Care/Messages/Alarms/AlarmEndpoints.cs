using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Messages.Alarms;

/// <summary>Messages that were given up and that nobody has seen to yet: somebody was not told.</summary>
internal static class AlarmEndpoints
{
    public static void MapMessageAlarms(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/care/message-alarms", ListAsync)
            .WithName("Care_ListMessageAlarms").WithSummary("Messages that could not be sent, the latest first.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).AllowRoles(Role.Officer);
        routes.MapPost("/api/care/message-alarms/{id:guid}/seen", SeeAsync)
            .WithName("Care_SeeMessageAlarm").WithSummary("Takes it off the list; again changes nothing.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer);
    }

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> ListAsync(
        int? limit, string? after, Caller caller, Database<CareDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var alarms = Visible(db, caller).Where(m => m.AlarmSeenAt == null);
        if (cursor is { At: var at, Id: var id })
            alarms = alarms.Where(m => m.At < at || (m.At == at && m.Id.CompareTo(id) < 0));
        var page = await alarms.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(page.Select(Item.Of).ToList().ToPage(take, i => new Cursor(i.At, i.Id)));
    }

    internal static async Task<Results<Ok<Item>, ProblemHttpResult>> SeeAsync(Guid id, Caller caller, Database<CareDbContext> database, CancellationToken ct)
    {
        var seen = await database.WriteAsync<Result<Item>>(
            async unit =>
            {
                if (await Visible(unit.Db, caller).SingleOrDefaultAsync(m => m.Id == id, ct) is not { } message)
                    return new Absent();
                message.SeeAlarm(unit.Now);
                return Item.Of(message);
            },
            ct);
        return seen.Failed ? seen.Error.ToProblem() : TypedResults.Ok(seen.Value);
    }

    private static IQueryable<Message> Visible(CareDbContext db, Caller caller) =>
        db.Messages.Where(m => m.Status == MessageStatus.GivenUp && m.Subdistrict != null && m.Subdistrict == caller.Subdistrict);

    /// <param name="Whom">Name and relation, no number.</param>
    internal sealed record Item(Guid Id, MessageChannel Channel, MessageKind Kind, string Whom, Instant At, int Attempts, string? Error, Guid? AlertId)
    {
        public static Item Of(Message m) => new(m.Id, m.Channel, m.Kind, m.Whom, m.At, m.Attempts, m.Error, m.AlertId);
    }

    private sealed record Cursor(Instant At, Guid Id);
}
