using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Messages.Inbox;

/// <summary>What the caller was told in the app; everybody sees their own only.</summary>
internal static class InboxEndpoints
{
    public static void MapInbox(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/care/messages", ListAsync)
            .WithName("Care_ListMessages").WithSummary("The caller's messages, the newest first.")
            .ProducesProblem(400).ProducesProblem(401).AllowSignedIn();
        routes.MapGet("/api/care/messages/unread", CountAsync)
            .WithName("Care_CountUnreadMessages").WithSummary("How many messages the caller has not read.")
            .ProducesProblem(401).AllowSignedIn();
        routes.MapPost("/api/care/messages/{id:guid}/read", ReadAsync)
            .WithName("Care_ReadMessage").WithSummary("Marks a message as read; again changes nothing.")
            .ProducesProblem(401).ProducesProblem(404).AllowSignedIn();
        routes.MapPost("/api/care/messages/read", ReadAllAsync)
            .WithName("Care_ReadAllMessages").WithSummary("Marks all messages up to now as read.")
            .ProducesProblem(401).AllowSignedIn();
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
        var mine = Mine(db, caller);
        if (cursor is { At: var at, Id: var id })
            mine = mine.Where(m => m.At < at || (m.At == at && m.Id.CompareTo(id) < 0));
        var page = await mine.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(page.Select(Item.Of).ToList().ToPage(take, i => new Cursor(i.At, i.Id)));
    }

    internal static async Task<Ok<Unread>> CountAsync(Caller caller, Database<CareDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        return TypedResults.Ok(new Unread(await Mine(db, caller).CountAsync(m => m.ReadAt == null, ct)));
    }

    internal static async Task<Results<Ok<Item>, ProblemHttpResult>> ReadAsync(Guid id, Caller caller, Database<CareDbContext> database, CancellationToken ct)
    {
        var read = await database.WriteAsync<Result<Item>>(
            async unit =>
            {
                if (await Mine(unit.Db, caller).SingleOrDefaultAsync(m => m.Id == id, ct) is not { } message)
                    return new Absent();
                message.Read(unit.Now);
                return Item.Of(message);
            },
            ct);
        return read.Failed ? read.Error.ToProblem() : TypedResults.Ok(read.Value);
    }

    internal static async Task<Ok<Unread>> ReadAllAsync(Caller caller, Database<CareDbContext> database, CancellationToken ct)
    {
        await database.WriteAsync(
            async unit =>
            {
                foreach (var message in await Mine(unit.Db, caller).Where(m => m.ReadAt == null).ToListAsync(ct))
                    message.Read(unit.Now);
            },
            ct);
        return TypedResults.Ok(new Unread(0));
    }

    private static IQueryable<Message> Mine(CareDbContext db, Caller caller) =>
        db.Messages.Where(m => m.PersonId == caller.Id && m.Channel == MessageChannel.InApp);

    /// <param name="Link">The page that shows more; null when there is none.</param>
    /// <param name="ReadAt">Null while it is unread.</param>
    internal sealed record Item(Guid Id, MessageKind Kind, Instant At, string Text, string TextEn, string? Link, Instant? ReadAt)
    {
        public static Item Of(Message m) => new(m.Id, m.Kind, m.At, m.Text, m.TextEn, m.Link, m.ReadAt);
    }

    internal sealed record Unread(int Count);

    private sealed record Cursor(Instant At, Guid Id);
}
