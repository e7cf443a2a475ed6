using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace MealDispatch.Web.Pages;

/// <summary>
/// Answers of the API that a browser needs with its cookie in place of a token: papers to print, photos, and streams
/// of changes.
/// </summary>
internal static class Documents
{
    private const string PaperPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        var documents = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        documents.MapGet("/kitchen/tickets/{id:guid}/slip", (Guid id, HttpContext http, MealApi api, WebSessions sessions) =>
            PassOnAsync(http, api, sessions, $"/api/kitchen/tickets/{id}.html", "text/html")).WithName("Web_TicketSlip");
        documents.MapGet("/kitchen/tickets/{id:guid}/escpos", (Guid id, HttpContext http, MealApi api, WebSessions sessions) =>
            PassOnAsync(http, api, sessions, $"/api/kitchen/tickets/{id}.escpos", "application/octet-stream", $"{id}.escpos")).WithName("Web_TicketBytes");
        documents.MapGet("/kitchen/tickets/{id:guid}/picture", (Guid id, HttpContext http, MealApi api, WebSessions sessions) =>
            PassOnAsync(http, api, sessions, $"/api/kitchen/tickets/{id}.png", "image/png")).WithName("Web_TicketPicture");
        documents.MapGet("/kitchen/batches/{id:guid}/slips", (Guid id, HttpContext http, MealApi api, WebSessions sessions) =>
            PassOnAsync(http, api, sessions, $"/api/kitchen/batches/{id}/tickets.html", "text/html")).WithName("Web_BatchSlips");
        documents.MapGet("/kitchen/batches/{id:guid}/sheet", (Guid id, HttpContext http, MealApi api, WebSessions sessions) =>
            PassOnAsync(http, api, sessions, $"/api/kitchen/batches/{id}/production-sheet", "text/html")).WithName("Web_ProductionSheet");
        documents.MapGet("/kitchen/changes", async (string? date, HttpContext http, MealApi api, WebSessions sessions) =>
        {
            var sites = (await sessions.OfAsync(http, http.RequestAborted))?.Sites ?? [];
            var asked = new QueryBuilder(sites.Select(s => KeyValuePair.Create("siteCode", s)).Append(KeyValuePair.Create("serviceDate", date ?? "")));
            await PassOnAsync(http, api, sessions, $"/api/kitchen/changes{asked}", "text/event-stream");
        }).WithName("Web_KitchenChanges");
        documents.MapGet("/kitchen/recalls/csv", (HttpContext http, MealApi api, WebSessions sessions) =>
            PassOnAsync(http, api, sessions, $"/api/kitchen/recalls.csv{http.Request.QueryString}", "text/csv")).WithName("Web_RecallCsv");
        documents.MapGet("/subsidy/settlements/{id:guid}/csv", (Guid id, HttpContext http, MealApi api, WebSessions sessions) =>
            PassOnAsync(http, api, sessions, $"/api/subsidy/settlements/{id}.csv", "text/csv", $"settlement-{id}.csv")).WithName("Web_SettlementCsv");
        documents.MapGet("/subsidy/settlements/{id:guid}/xlsx", (Guid id, HttpContext http, MealApi api, WebSessions sessions) =>
            PassOnAsync(http, api, sessions, $"/api/subsidy/settlements/{id}.xlsx", "*/*", $"settlement-{id}.xlsx")).WithName("Web_SettlementXlsx");
        foreach (var format in new[] { "csv", "xlsx" })
        {
            foreach (var list in new[] { "report", "decisions", "flags", "reviews", "claw-backs", "samples", "settlements" })
            {
                documents.MapGet($"/subsidy/{list}/{format}", (HttpContext http, MealApi api, WebSessions sessions) =>
                    PassOnAsync(http, api, sessions, $"/api/subsidy/{list}.{format}{http.Request.QueryString}", "*/*")).WithName($"Web_Subsidy_{list}_{format}");
            }

            foreach (var list in new[] { "staff", "sites" })
            {
                documents.MapGet($"/{list}/export/{format}", (HttpContext http, MealApi api, WebSessions sessions) =>
                    PassOnAsync(http, api, sessions, $"/api/{list}/export.{format}", "*/*")).WithName($"Web_{list}_{format}");
            }

            documents.MapGet($"/subsidy/settlements/{{id:guid}}/differences/{format}", (Guid id, HttpContext http, MealApi api, WebSessions sessions) =>
                PassOnAsync(http, api, sessions, $"/api/subsidy/settlements/{id}/differences.{format}", "*/*")).WithName($"Web_SettlementDifferences_{format}");
            documents.MapGet($"/subsidy/samples/{{id:guid}}/{format}", (Guid id, HttpContext http, MealApi api, WebSessions sessions) =>
                PassOnAsync(http, api, sessions, $"/api/subsidy/samples/{id}.{format}", "*/*")).WithName($"Web_Sample_{format}");
            documents.MapGet($"/subsidy/ledger/entries/{format}", (HttpContext http, MealApi api, WebSessions sessions) =>
                PassOnAsync(http, api, sessions, $"/api/subsidy/ledger.{format}{http.Request.QueryString}", "*/*")).WithName($"Web_LedgerEntries_{format}");
        }

        documents.MapGet("/subsidy/ledger/export", (HttpContext http, MealApi api, WebSessions sessions) =>
            PassOnAsync(http, api, sessions, "/api/subsidy/ledger/export", "text/tab-separated-values", "ledger.tsv")).WithName("Web_LedgerExport");
        documents.MapGet("/subsidy/ledger/heads", (HttpContext http, MealApi api, WebSessions sessions) =>
            PassOnAsync(http, api, sessions, "/api/subsidy/ledger/heads", "text/tab-separated-values", "ledger-heads.tsv")).WithName("Web_LedgerHeads");
        documents.MapGet("/orders/{id:guid}/stream", (Guid id, HttpContext http, MealApi api, WebSessions sessions) =>
            PassOnAsync(http, api, sessions, $"/api/orders/{id}/stream", "text/event-stream")).WithName("Web_OrderStream");
        documents.MapGet("/care/stream", (HttpContext http, MealApi api, WebSessions sessions) =>
            PassOnAsync(http, api, sessions, "/api/care/alerts/stream", "text/event-stream")).WithName("Web_CareStream");
        documents.MapGet("/deliveries/{id:guid}/photo", (Guid id, HttpContext http, MealApi api, WebSessions sessions) =>
            PassOnAsync(http, api, sessions, $"/api/deliveries/{id}/proofs/photo", "image/*")).WithName("Web_ProofPhoto");
    }

    private static async Task PassOnAsync(HttpContext http, MealApi api, WebSessions sessions, string path, string accept, string? fileName = null)
    {
        var ct = http.RequestAborted;
        if (await sessions.OfAsync(http, ct) is not { } session)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            using var answer = await api.OpenAsync(path, session.AccessToken, accept, ct);
            http.Response.StatusCode = (int)answer.StatusCode;
            http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.ContentSecurityPolicy = PaperPolicy;
            http.Response.Headers.XContentTypeOptions = "nosniff";
            if (answer.IsSuccessStatusCode)
                http.Response.Headers.ContentDisposition = fileName is null ? answer.Content.Headers.ContentDisposition?.ToString() : $"attachment; filename={fileName}";
            http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await http.Response.StartAsync(ct);
            await answer.Content.CopyToAsync(http.Response.Body, ct);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && !ct.IsCancellationRequested)
        {
            if (!http.Response.HasStarted)
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }
}
