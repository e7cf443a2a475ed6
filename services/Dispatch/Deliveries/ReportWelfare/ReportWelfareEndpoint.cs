using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Dispatch.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Dispatch.Deliveries.ReportWelfare;

/// <summary>What somebody saw at the door goes to Care.</summary>
internal static class ReportWelfareEndpoint
{
    private const int MaxNote = 500;

    private static readonly string[] KnownCodes = ["no-answer", "fall", "confused", "unwell", "gas-smell", "mail-piling-up", "other"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/deliveries/{id:guid}/welfare-reports", HandleAsync)
            .AllowRoles(Role.Rider, Role.CanteenStaff, Role.Officer)
            .WithName("Dispatch_ReportWelfare")
            .WithSummary("Reports how the resident is, by the delivery's rider, staff of its site, or officers.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    internal sealed record Request(string? Level, IReadOnlyList<string?>? Codes, string? Note);

    internal sealed record Response(Guid Id);

    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, HttpContext http, Caller caller, Database<DispatchDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var level = check.Required("level", check.OptionalWord<WelfareLevel>("level", check.Text("level", request.Level, 20)));
        var codes = check.Texts("codes", request.Codes, KnownCodes.Length);
        check.That(codes.All(KnownCodes.Contains), "codes", $"each one of {string.Join(", ", KnownCodes)}");
        var note = check.OptionalText("note", request.Note, MaxNote);
        if (check.Failed)
            return check.Error.ToProblem();
        var key = IdempotencyKey.Of(http, caller, request);
        if (key.Failed)
            return key.Error.ToProblem();

        var reported = await database.WriteAsync(
            async unit =>
            {
                var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
                if (repeat.Failed)
                    return repeat.Error;
                if (repeat.Value is { } earlier)
                    return Guid.Parse(earlier);
                if (await SourceAsync(unit.Db, id, caller, ct) is not var (delivery, source))
                    return (Result<Guid>)new Absent();

                var reportId = Ids.New();
                unit.Publish(
                    new WelfareReported
                    {
                        ReportId = reportId,
                        DeliveryId = id,
                        OrderId = delivery.OrderId,
                        ResidentId = delivery.ResidentId,
                        SiteCode = delivery.SiteCode,
                        Level = level,
                        Codes = [.. codes.Distinct()],
                        Note = note,
                        Source = source,
                        OccurredAt = unit.Now,
                    },
                    reportId);
                unit.Db.KeepKey(key.Value, reportId.ToString(), time);
                return reportId;
            },
            ct);
        return reported.Failed
            ? reported.Error.ToProblem()
            : TypedResults.Created($"/api/deliveries/{id}", new Response(reported.Value));
    }

    /// <summary>In what part the caller may report; null when the delivery is none of theirs.</summary>
    private static async Task<(Delivery Delivery, string Source)?> SourceAsync(DispatchDbContext db, Guid id, Caller caller, CancellationToken ct)
    {
        if (await db.Deliveries.FindAsync([id], ct) is not { } delivery)
            return null;
        if (await DeliveryAccess.IsRiderOfAsync(db, caller, id, ct))
            return (delivery, "rider");
        if (caller.WorksAt(delivery.SiteCode) || caller.WorksAt(delivery.KitchenSiteCode))
            return (delivery, "staff");
        return caller.IsOfficerOf(delivery.Subdistrict) ? (delivery, "officer") : null;
    }
}
