using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Alerts.ReadAlert;

/// <summary>One alert with its record: who was told what, when, and what they did.</summary>
internal static partial class ReadAlertEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/care/alerts/{id:guid}", HandleAsync)
            .WithName("Care_ReadAlert").WithSummary("An alert with its whole record.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404)
            .AllowRoles(Role.CanteenStaff, Role.Officer);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<CareDbContext> database, ILogger<CareAlert> logger, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await db.VisibleAlerts(caller).SingleOrDefaultAsync(a => a.Id == id, ct) is not { } alert)
            return new Absent().ToProblem();
        var entries = await db.AlertEntries.AsNoTracking().Where(e => e.AlertId == id).OrderBy(e => e.Number).ToListAsync(ct);
        LogContactsRead(logger, caller.Id, alert.ResidentId);
        return TypedResults.Ok(new Answer(
            (await db.ToViewsAsync([alert], ct))[0], [.. entries.Select(e => new EntryView(e.At, e.Kind, e.Step, e.Whom, e.By, e.PersonId, e.Note))]));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Person {PersonId} read the contacts of resident {ResidentId} to follow up a care alert")]
    private static partial void LogContactsRead(ILogger logger, Guid personId, Guid residentId);

    internal sealed record Answer(AlertView Alert, IReadOnlyList<EntryView> Record);

    internal sealed record EntryView(Instant At, EntryKind Kind, AlertStep? Step, string? Whom, Guid? By, Guid? PersonId, string? Note);
}
