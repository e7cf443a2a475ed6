using System.Text;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Batches.ShowBatch;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace MealDispatch.Kitchen.Batches.ShowProductionSheet;

/// <summary>The production sheet as a page for A4, or as JSON for whoever asks for it.</summary>
internal static class ShowProductionSheetEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapGet("/batches/{id:guid}/production-sheet", HandleAsync)
        .WithName("Kitchen_ShowProductionSheet").WithSummary("What to cook: HTML for A4, or JSON").AllowRoles(Role.CanteenStaff)
        .ProducesProblem(404);

    private static async Task<Results<Ok<ProductionSheet>, ContentHttpResult, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, HttpRequest request, Database<KitchenDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await LoadedBatch.LoadAsync(db, id, caller, ct) is not { } loaded) return new Absent().ToProblem();

        var siteName = await db.Sites.Where(s => s.Code == loaded.Batch.KitchenSiteCode).Select(s => s.Name).SingleOrDefaultAsync(ct);
        var sheet = Sheet(loaded, siteName ?? loaded.Batch.KitchenSiteCode);
        return WantsJson(request)
            ? TypedResults.Ok(sheet)
            : TypedResults.Content(HtmlProductionSheet.Page(sheet), "text/html; charset=utf-8", Encoding.UTF8);
    }

    private static ProductionSheet Sheet(LoadedBatch loaded, string siteName)
    {
        var cooked = loaded.Cooked;
        var arranged = TicketSequence.Arrange(cooked);
        var numbers = loaded.Tickets.ToDictionary(t => t.OrderId, t => t.Number);
        return new ProductionSheet
        {
            BatchId = loaded.Batch.Id,
            SiteCode = loaded.Batch.KitchenSiteCode,
            SiteName = siteName,
            ServiceDate = loaded.Batch.ServiceDate,
            MealPeriod = loaded.Batch.MealPeriod,
            Wave = loaded.Batch.Wave,
            Status = loaded.Batch.Status,
            Orders = cooked.Count,
            Incomplete =
            [
                .. arranged.Where(s => s.Missing.Count > 0).Select(s => new IncompleteOrder(
                    numbers[s.OrderId], s.OrderNumber, s.ShortName, s.Destination, s.Missing, Totals.Items([s]))),
            ],
            Items = Totals.Items(cooked),
            Dishes = Totals.Dishes(cooked),
            Diets = [.. Totals.Diets(cooked).Select(d => new SheetDiet(d.Diet, d.Orders, [.. arranged.Where(s => s.Needs(d.Diet)).Select(Place)]))],
            Destinations = Totals.Destinations(cooked),
            Specials = [.. arranged.Where(s => s.IsSpecial).Select(s => Totals.Special(s, numbers[s.OrderId]))],
            Voided =
            [
                .. loaded.Tickets.Where(t => t is { Status: TicketStatus.Voided, Number: not null }).Select(t => new VoidedOrder(
                    t.Number!.Value, t.OrderNumber, loaded.Servings[t.OrderId].Destination, Totals.Items([loaded.Servings[t.OrderId]]))),
            ],
        };

        SheetPlace Place(Serving serving) => new(numbers[serving.OrderId], serving.ShortName, serving.Destination);
    }

    private static bool WantsJson(HttpRequest request)
    {
        var accepted = MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var list) ? list : [];
        var best = accepted.OrderByDescending(a => a.Quality ?? 1).FirstOrDefault(a => a.MediaType == "application/json" || a.MediaType == "text/html");
        return best is not null && best.MediaType == "application/json";
    }
}
