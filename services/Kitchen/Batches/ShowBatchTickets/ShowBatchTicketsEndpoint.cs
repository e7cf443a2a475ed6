using System.Text;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Batches.ShowBatch;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Printing;
using MealDispatch.Kitchen.Slips;
using MealDispatch.Kitchen.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Kitchen.Batches.ShowBatchTickets;

/// <summary>All tickets of a closed batch as one page to print, when no printer answers; without the voided ones.</summary>
internal static class ShowBatchTicketsEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapGet("/batches/{id:guid}/tickets.html", HandleAsync)
        .WithName("Kitchen_ShowBatchTickets").WithSummary("A batch's tickets as a page to print; widthMm 80 or 58").AllowRoles(Role.CanteenStaff)
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> HandleAsync(
        Guid id, int? widthMm, Caller caller, Database<KitchenDbContext> database, SlipMaker slips, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await LoadedBatch.LoadAsync(db, id, caller, ct) is not { } loaded) return new Absent().ToProblem();
        if (loaded.Batch.Status == BatchStatus.Open) return new BatchStillOpen().ToProblem();

        var paper = await db.PaperOfAsync(loaded.Batch.KitchenSiteCode, widthMm, ct);
        if (paper.Failed) return paper.Error.ToProblem();
        var tickets = loaded.Tickets.Where(t => t.Number is not null && t.Status != TicketStatus.Voided).ToList();
        return TypedResults.Content(HtmlSlip.Page(await slips.MakeNextAsync(db, tickets, ct), paper.Value), "text/html; charset=utf-8", Encoding.UTF8);
    }
}
