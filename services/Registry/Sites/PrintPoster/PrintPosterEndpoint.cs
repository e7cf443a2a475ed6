using System.Net;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Registry.Cards;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MealDispatch.Registry.Sites.PrintPoster;

/// <summary>One A4 page to hang up: scan, choose, order.</summary>
internal static class PrintPosterEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/sites/{code}/poster", HandleAsync).AllowAnonymous()
            .WithName("Registry_PrintPoster").WithSummary("A printable A4 page with the QR of the site's landing page.")
            .Produces(200, contentType: "text/html").ProducesProblem(404);

    internal static async Task<Results<ContentHttpResult, ProblemHttpResult>> HandleAsync(
        string code, Database<RegistryDbContext> database, IOptions<TownOptions> town, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await db.Sites.SingleOrDefaultAsync(s => s.Code == code, ct) is not { } site)
            return new Absent().ToProblem();
        var landingPage = $"{town.Value.PublicUrl.TrimEnd('/')}/s/{Uri.EscapeDataString(site.Code)}";
        return TypedResults.Content(Page(site, landingPage), "text/html; charset=utf-8");
    }

    private static string Page(Site site, string landingPage) => $$"""
        <!DOCTYPE html>
        <html lang="zh-Hans">
        <head>
        <meta charset="utf-8">
        <title>{{Text(site.Name)}} 扫码订餐</title>
        <style>
        @page { size: A4; margin: 15mm }
        body { font-family: system-ui, sans-serif; text-align: center; color: #000; margin: 0 }
        h1 { font-size: 40pt; margin: 6mm 0 }
        h2 { font-size: 26pt; margin: 0 0 6mm }
        img { width: 110mm; height: 110mm; image-rendering: pixelated }
        p { font-size: 18pt; line-height: 1.6; margin: 2mm 0 }
        .address { overflow-wrap: anywhere; font-size: 12pt }
        </style>
        </head>
        <body>
        <h1>{{Text(site.Name)}}</h1>
        <h2>扫一扫，点餐送到家</h2>
        <img alt="{{Text(landingPage)}}" src="data:image/png;base64,{{Convert.ToBase64String(QrCode.Png(landingPage))}}">
        {{string.Concat(site.OrderWindows.Select(window => $"<p>{OrderWindowText.Of(window)}</p>\n"))}}
        <p>{{Text(site.AddressText)}}</p>
        {{(site.Phone is null ? "" : $"<p>不会扫码？请打电话：<strong>{Text(site.Phone)}</strong></p>")}}
        <p class="address">{{Text(landingPage)}}</p>
        </body>
        </html>
        """;

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
