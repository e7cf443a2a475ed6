using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Meals;
using MealDispatch.Care.Data;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Reports.ReportFromBag;

/// <summary>
/// The report behind the QR 骑手反馈 on the bag: no sign-in, no personal data in the answer, and only while the meal is on its
/// way and two hours after.
/// </summary>
internal static class ReportFromBagEndpoint
{
    private const int MaxBodyBytes = 4096;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/care/reports/{token}", HandleAsync)
            .WithName("Care_ReportFromBag").WithSummary("What the rider saw at the door, by the token of the bag's QR.")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(422).ProducesProblem(429)
            .AllowAnonymous();

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        string token, Request request, HttpContext http, Database<CareDbContext> database, WelfareReports reports, ReportLimits limits, TimeProvider time, CancellationToken ct)
    {
        var hash = SecretToken.Hash(token);
        if (!limits.Allow(hash, http.Connection.RemoteIpAddress))
            return new TooMany().ToProblem();
        var check = new Check();
        var level = check.Required("level", request.Level);
        var codes = check.Texts("codes", request.Codes, max: WelfareReports.Codes.Count);
        check.That(codes.All(WelfareReports.Codes.Contains), "codes", "are of " + string.Join(", ", WelfareReports.Codes));
        var note = check.OptionalText("note", request.Note, WelfareReportMapping.NoteLength);
        if (check.Failed)
            return check.Error.ToProblem();
        var key = IdempotencyKey.Of(http, Anonymous(hash), request);
        if (key.Failed)
            return key.Error.ToProblem();
        var filed = await database.WriteAsync<Result<Response>>(
            async unit =>
            {
                var meal = await unit.Db.Meals.SingleOrDefaultAsync(b => b.CareTokenHash == hash, ct);
                if (meal is null || !meal.TakesReports(unit.Now))
                    return new Absent();
                var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
                if (repeat.Failed)
                    return repeat.Error;
                if (repeat.Value is { } known && await unit.Db.Reports.FindAsync([Guid.Parse(known)], ct) is { } earlier)
                    return new Response(earlier.Id, earlier.Level, earlier.At);
                var report = Report(meal, level, codes, note, unit.Now);
                await reports.FileAsync(unit, report, ct);
                unit.Db.KeepKey(key.Value, report.Id.ToString(), time);
                return new Response(report.Id, report.Level, report.At);
            },
            ct);
        return filed.Failed ? filed.Error.ToProblem() : TypedResults.Created((string?)null, filed.Value);
    }

    private static WelfareReport Report(Meal meal, WelfareLevel level, IReadOnlyList<string> codes, string? note, Instant now) => new()
    {
        Id = Ids.New(),
        DeliveryId = meal.DeliveryId!.Value,
        OrderId = meal.OrderId,
        ResidentId = meal.ResidentId!.Value,
        SiteCode = meal.SiteCode!,
        Level = level,
        Codes = codes,
        Note = note,
        Source = WelfareReports.FromBag,
        At = now,
    };

    /// <summary>Whoever holds the bag, as a caller for idempotency keys.</summary>
    private static Caller Anonymous(string hash) =>
        new(Ids.Of($"bag:{hash}"), Guid.Empty, new HashSet<Role>(), new HashSet<string>(), null, new HashSet<Guid>());

    internal sealed record Request(WelfareLevel? Level, IReadOnlyList<string?>? Codes, string? Note);

    internal sealed record Response(Guid Id, WelfareLevel Level, Instant ReceivedAt);
}
